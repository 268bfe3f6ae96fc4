"""The fixed lists of words of the catalogue."""

from __future__ import annotations

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _

from motcua.places.enums import AreaClass


class ProcedureLife(TextChoices):
    """Where a procedure stands in its legal life."""

    ANNOUNCED = "ANNOUNCED", _("Đã công bố, chưa có hiệu lực")
    IN_FORCE = "IN_FORCE", _("Đang có hiệu lực")
    REPLACED = "REPLACED", _("Đã được thay thế")
    REPEALED = "REPEALED", _("Đã bãi bỏ")


class FilingMethod(TextChoices):
    """A way of filing; codes as in the national database."""

    ONLINE = "ONLINE", _("Trực tuyến")
    POSTAL = "POSTAL", _("Qua bưu chính")
    DIRECT = "DIRECT", _("Trực tiếp")


class LimitUnit(TextChoices):
    """The unit of a time limit; the codes of `kit.worktime.AllowanceUnit`."""

    WORKING_DAY = "WORKING_DAY", _("ngày làm việc")
    DAY = "DAY", _("ngày")
    HOUR = "HOUR", _("giờ")
    WORKING_HOUR = "WORKING_HOUR", _("giờ làm việc")
    MONTH = "MONTH", _("tháng")
    SAME_DAY = "SAME_DAY", _("trong ngày")


class LimitArea(TextChoices):
    """Which communes a time limit is for: every one, or one class of `places.enums.AreaClass`."""

    ANY = "ANY", _("Mọi địa bàn")
    USUAL = AreaClass.USUAL.value, _("Địa bàn thường")
    MOUNTAINOUS = AreaClass.MOUNTAINOUS.value, _("Địa bàn miền núi, vùng sâu, vùng xa")


class FeeKind(TextChoices):
    """Phí and lệ phí are two things in law; older records do not say which."""

    FEE = "FEE", _("Phí")
    CHARGE = "CHARGE", _("Lệ phí")
    UNSPECIFIED = "UNSPECIFIED", _("Phí, lệ phí")


class AfterSupplement(TextChoices):
    """What the clock does when the missing papers have come."""

    RESUME = "RESUME", _("Tính tiếp thời gian còn lại")
    RESTART = "RESTART", _("Tính lại từ đầu")


class NewItemRule(TextChoices):
    """Whether a second request may ask for something the first one did not."""

    HEAD_APPROVAL = "HEAD_APPROVAL", _("Được, khi lãnh đạo đồng ý")
    FORBIDDEN = "FORBIDDEN", _("Không được")


class PaperAsked(TextChoices):
    """How a paper is asked for in one way of filing."""

    SCAN = "SCAN", _("Bản chụp hoặc bản điện tử")
    CERTIFIED_COPY = "CERTIFIED_COPY", _("Bản sao chứng thực")
    ORIGINAL_HANDED_IN = "ORIGINAL_HANDED_IN", _("Nộp bản chính")
    ORIGINAL_SHOWN = "ORIGINAL_SHOWN", _("Xuất trình bản chính")
    ORIGINAL_ON_RETURN = "ORIGINAL_ON_RETURN", _("Nộp bản chính khi nhận kết quả")
    NOT_ASKED = "NOT_ASKED", _("Không yêu cầu")


class AgencyScope(TextChoices):
    """Which agency's people take a step of the route."""

    RECEIVING = "RECEIVING", _("Cơ quan tiếp nhận")
    RESPONSIBLE = "RESPONSIBLE", _("Cơ quan giải quyết")


class StepAct(TextChoices):
    """What may be done at a step of the route."""

    FORWARD = "FORWARD", _("Chuyển bước tiếp theo")
    SEND_BACK = "SEND_BACK", _("Trả lại bước trước")
    ASK_SUPPLEMENT = "ASK_SUPPLEMENT", _("Yêu cầu bổ sung")
    ASK_OPINION = "ASK_OPINION", _("Lấy ý kiến")
    ASK_PAYMENT = "ASK_PAYMENT", _("Chờ nghĩa vụ tài chính")
    DECIDE = "DECIDE", _("Ra quyết định")


class OfferLevel(IntegerChoices):
    """The four levels of an online service (Decree 43/2011, art. 3(4))."""

    INFORMATION = 1, _("Mức 1: thông tin")
    DOWNLOAD = 2, _("Mức 2: tải biểu mẫu")
    FILE_ONLINE = 3, _("Mức 3: nộp trực tuyến")
    COMPLETE_ONLINE = 4, _("Mức 4: nộp, thanh toán trực tuyến")


class ServiceClass(TextChoices):
    """The two classes of Decree 42/2022; stored as announced, never derived from the level."""

    PARTIAL = "MOT_PHAN", _("Một phần")
    FULL = "TOAN_TRINH", _("Toàn trình")


class FrontDoor(TextChoices):
    """Through which system a citizen enters the service."""

    HOSTED = "HOSTED", _("Cổng dịch vụ công của tỉnh")
    LINKED = "LINKED", _("Hệ thống của cơ quan khác")
    EXCHANGED = "EXCHANGED", _("Hệ thống kết nối với Cổng của tỉnh")
    NATIONAL = "NATIONAL", _("Cổng Dịch vụ công quốc gia")
    MINISTRY = "MINISTRY", _("Hệ thống của bộ, ngành")


class Audience(TextChoices):
    """Whom a procedure is for, as people filter it."""

    CITIZEN = "cong-dan", _("Người dân")
    BUSINESS = "doanh-nghiep", _("Doanh nghiệp, hợp tác xã")
    ORGANISATION = "to-chuc", _("Cơ quan, tổ chức")
    FOREIGN = "nguoi-nuoc-ngoai", _("Người nước ngoài, người Việt Nam ở nước ngoài")
    OFFICIAL = "can-bo", _("Cán bộ, công chức, viên chức")
