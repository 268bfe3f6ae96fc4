"""Fixed words of a dossier's life."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Status(models.IntegerChoices):
    """The ten national statuses; their numbers appear in every exchange with other systems."""

    SUBMITTED = 1, _("Mới đăng ký")
    ACCEPTED = 2, _("Được tiếp nhận")
    NOT_ACCEPTED = 3, _("Không được tiếp nhận")
    IN_PROGRESS = 4, _("Đang xử lý")
    AWAITING_SUPPLEMENT = 5, _("Yêu cầu bổ sung giấy tờ")
    AWAITING_PAYMENT = 6, _("Yêu cầu thực hiện nghĩa vụ tài chính")
    WITHDRAWN = 7, _("Công dân yêu cầu rút hồ sơ")
    STOPPED = 8, _("Dừng xử lý")
    DECIDED = 9, _("Đã xử lý xong")
    RETURNED = 10, _("Đã trả kết quả")


PAUSED = (Status.AWAITING_SUPPLEMENT, Status.AWAITING_PAYMENT, Status.STOPPED)
OPEN = (Status.SUBMITTED, Status.ACCEPTED, Status.IN_PROGRESS, *PAUSED)
SETTLED = (Status.WITHDRAWN, Status.DECIDED, Status.RETURNED)


class SubState(models.TextChoices):
    """What one status hides."""

    NONE = "", _("Không")
    WAITING_PREPAYMENT = "WAITING_PREPAYMENT", _("Chờ nộp tiền trước khi tiếp nhận")
    WITHDRAWAL_ASKED = "WITHDRAWAL_ASKED", _("Đã xin rút, chờ duyệt")
    TERMINATED = "TERMINATED", _("Dừng hẳn")
    SUSPENDED = "SUSPENDED", _("Tạm dừng")


class Decision(models.TextChoices):
    """What was decided; never mixed with status or step."""

    GRANTED = "GRANTED", _("Đồng ý giải quyết")
    REFUSED = "REFUSED", _("Từ chối giải quyết")


class Channel(models.TextChoices):
    """How the dossier came."""

    ONLINE = "ONLINE", _("Trực tuyến")
    COUNTER = "COUNTER", _("Trực tiếp tại quầy")
    POST = "POST", _("Qua bưu chính")


class Origin(models.TextChoices):
    """Which system the dossier was made in; exactly one system owns its status."""

    HERE = "HERE", _("Cổng này")
    NATIONAL = "NATIONAL", _("Cổng Dịch vụ công quốc gia")
    DEPARTMENT = "DEPARTMENT", _("Hệ thống của ngành")


class ReturnWay(models.TextChoices):
    """How the result comes to the applicant."""

    ONLINE = "ONLINE", _("Nhận bản điện tử")
    COUNTER = "COUNTER", _("Nhận tại quầy")
    POST = "POST", _("Nhận tại nhà qua bưu điện")


RETURN_WAYS = (ReturnWay.ONLINE, ReturnWay.COUNTER)
"""The ways that can be chosen; nothing here takes a result to the post yet."""


class FiledAs(models.TextChoices):
    """For whom the filer files."""

    SELF = "SELF", _("Nộp cho chính tôi")
    ORGANISATION = "ORGANISATION", _("Nộp cho tổ chức, doanh nghiệp của tôi")
    ANOTHER = "ANOTHER", _("Nộp thay cho người khác")
    COUNTER = "COUNTER", _("Cán bộ một cửa nộp thay tại quầy")


class PauseKind(models.TextChoices):
    """What the clock waits for."""

    SUPPLEMENT = "SUPPLEMENT", _("Chờ người dân bổ sung")
    PAYMENT = "PAYMENT", _("Chờ nộp tiền")
    POST = "POST", _("Chờ bưu điện")
    NEIGHBOUR = "NEIGHBOUR", _("Chờ cơ quan khác")
    SUSPENDED = "SUSPENDED", _("Tạm dừng theo quy định")


class ExtensionKind(models.TextChoices):
    """Why a running dossier gets a new appointment."""

    APOLOGY = "APOLOGY", _("Xin lỗi và hẹn lại")
    LONGER_LIMIT = "LONGER_LIMIT", _("Thời hạn dài hơn theo quy định")


class StopReason(models.TextChoices):
    """Why the work on a dossier is stopped; the code stands in the timeline for the figures."""

    COURT = "COURT", _("Theo văn bản của tòa án, cơ quan thi hành án, cơ quan điều tra")
    DISPUTE = "DISPUTE", _("Có tranh chấp, khiếu nại, tố cáo đang được giải quyết")
    FORCE_MAJEURE = "FORCE_MAJEURE", _("Thiên tai, dịch bệnh, sự kiện bất khả kháng")
    OPINION = "OPINION", _("Chờ ý kiến hoặc kết quả xác minh của cơ quan khác")
    OTHER = "OTHER", _("Lý do khác theo quy định")


class ObligationState(models.TextChoices):
    """How a financial obligation stands."""

    DUE = "DUE", _("Phải thực hiện")
    FULFILLED = "FULFILLED", _("Đã thực hiện")
    EXEMPT = "EXEMPT", _("Được miễn")
    DEFERRED = "DEFERRED", _("Được ghi nợ, chậm nộp")
    CANCELLED = "CANCELLED", _("Không còn phải thực hiện")


class AlertTopic(models.TextChoices):
    """Which time runs out."""

    STEP = "STEP", _("hạn của bước")
    RESULT = "RESULT", _("hạn trả kết quả")
    RECEPTION = "RECEPTION", _("hạn trả lời tiếp nhận")


class AlertKind(models.TextChoices):
    """Before it is over, or after."""

    BEFORE = "BEFORE", _("Sắp đến hạn")
    AFTER = "AFTER", _("Quá hạn")


class ChangeState(models.TextChoices):
    """How far a change of the calendar has come."""

    COMPUTING = "COMPUTING", _("Đang tính")
    READY = "READY", _("Chờ xác nhận")
    APPLYING = "APPLYING", _("Đang cập nhật hồ sơ")
    DONE = "DONE", _("Đã xong")
    DISCARDED = "DISCARDED", _("Đã bỏ")


class DueKind(models.TextChoices):
    """Which promise of a dossier moves."""

    RECEPTION = "RECEPTION", _("Hạn trả lời việc tiếp nhận")
    RESULT = "RESULT", _("Hẹn trả kết quả")
    SUPPLEMENT = "SUPPLEMENT", _("Hạn bổ sung hồ sơ")


class SubmissionKind(models.TextChoices):
    INITIAL = "INITIAL", _("Hồ sơ gửi lần đầu")
    SUPPLEMENT = "SUPPLEMENT", _("Bổ sung hồ sơ")


class ItemKind(models.TextChoices):
    """What a supplement asks to be mended."""

    QUESTION = "QUESTION", _("Câu trả lời")
    DOCUMENT = "DOCUMENT", _("Giấy tờ")


class ProposalOutcome(models.TextChoices):
    """What became of a proposal to ask for something new."""

    OPEN = "", _("Chờ lãnh đạo duyệt")
    APPROVED = "APPROVED", _("Lãnh đạo đã duyệt")
    DECLINED = "DECLINED", _("Lãnh đạo không duyệt")
    DROPPED = "DROPPED", _("Người đề nghị rút lại")


class AssignmentOutcome(models.TextChoices):
    """How a step ended."""

    OPEN = "", _("Đang thực hiện")
    FORWARDED = "FORWARDED", _("Đã chuyển bước tiếp theo")
    SENT_BACK = "SENT_BACK", _("Đã trả lại bước trước")
    HANDED_OVER = "HANDED_OVER", _("Đã bàn giao cho người khác")
    FINISHED = "FINISHED", _("Đã hoàn thành")
    CANCELLED = "CANCELLED", _("Đã hủy bước")
    MERGED = "MERGED", _("Cùng một người làm bước này")
    RECALLED = "RECALLED", _("Người chuyển đã rút lại")


class Moment(models.TextChoices):
    """Every kind of timeline entry: the moves of `transitions.py` and what happens without one."""

    SUBMIT = "SUBMIT", _("Gửi hồ sơ")
    ACCEPT = "ACCEPT", _("Tiếp nhận hồ sơ")
    REFUSE_RECEPTION = "REFUSE_RECEPTION", _("Không tiếp nhận hồ sơ")
    FORWARD_AGENCY = "FORWARD_AGENCY", _("Chuyển đến cơ quan có thẩm quyền")
    BEGIN = "BEGIN", _("Bắt đầu xử lý")
    FORWARD_STEP = "FORWARD_STEP", _("Chuyển bước xử lý")
    SEND_BACK = "SEND_BACK", _("Trả lại bước trước")
    RECALL = "RECALL", _("Rút lại để xử lý tiếp")
    HAND_OVER = "HAND_OVER", _("Bàn giao người xử lý")
    ASK_SUPPLEMENT = "ASK_SUPPLEMENT", _("Yêu cầu bổ sung hồ sơ")
    PROPOSE_SUPPLEMENT = "PROPOSE_SUPPLEMENT", _("Đề nghị yêu cầu bổ sung mục mới")
    DECLINE_SUPPLEMENT = "DECLINE_SUPPLEMENT", _("Không duyệt yêu cầu bổ sung mục mới")
    SUPPLEMENT = "SUPPLEMENT", _("Bổ sung hồ sơ")
    LAPSE_SUPPLEMENT = "LAPSE_SUPPLEMENT", _("Không tiếp nhận do quá hạn bổ sung")
    ASK_PAYMENT = "ASK_PAYMENT", _("Yêu cầu thực hiện nghĩa vụ tài chính")
    PAYMENT = "PAYMENT", _("Hoàn thành nghĩa vụ tài chính")
    STOP = "STOP", _("Tạm dừng xử lý")
    RESUME = "RESUME", _("Tiếp tục xử lý")
    TERMINATE = "TERMINATE", _("Dừng hẳn việc xử lý")
    ASK_WITHDRAWAL = "ASK_WITHDRAWAL", _("Xin rút hồ sơ")
    DECLINE_WITHDRAWAL = "DECLINE_WITHDRAWAL", _("Không đồng ý cho rút hồ sơ")
    WITHDRAW = "WITHDRAW", _("Rút hồ sơ")
    EXTEND = "EXTEND", _("Xin lỗi và hẹn lại ngày trả")
    LENGTHEN = "LENGTHEN", _("Kéo dài thời hạn theo quy định")
    RECALCULATE = "RECALCULATE", _("Tính lại thời hạn")
    DECIDE = "DECIDE", _("Có kết quả giải quyết")
    RETURN_RESULT = "RETURN_RESULT", _("Trả kết quả")
    UNDO_ACCEPT = "UNDO_ACCEPT", _("Hủy thao tác tiếp nhận")
    UNDO_REFUSAL = "UNDO_REFUSAL", _("Hủy thao tác không tiếp nhận")
    UNDO_RETURN = "UNDO_RETURN", _("Hủy thao tác trả kết quả")
