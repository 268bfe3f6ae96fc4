"""Fixed words of places and time."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Tier(models.TextChoices):
    PROVINCE = "PROVINCE", _("Cấp tỉnh")
    DISTRICT = "DISTRICT", _("Cấp huyện (trước 01/07/2025)")
    COMMUNE = "COMMUNE", _("Cấp xã")


class AgencyKind(models.TextChoices):
    PROVINCE = "PROVINCE", _("Ủy ban nhân dân tỉnh")
    DEPARTMENT = "DEPARTMENT", _("Sở, ban, ngành")
    CENTRE = "CENTRE", _("Trung tâm Phục vụ hành chính công")
    COMMUNE = "COMMUNE", _("Ủy ban nhân dân xã, phường")
    VERTICAL = "VERTICAL", _("Cơ quan ngành dọc")


class AreaClass(models.TextChoices):
    USUAL = "USUAL", _("Địa bàn thường")
    MOUNTAINOUS = "MOUNTAINOUS", _("Địa bàn miền núi, vùng sâu, vùng xa")


class DayKind(models.TextChoices):
    OFF = "OFF", _("Ngày nghỉ")
    WORK = "WORK", _("Ngày làm bù")


class DaySource(models.TextChoices):
    LIBRARY = "LIBRARY", _("Lịch nghỉ theo luật")
    SHIPPED = "SHIPPED", _("Thông báo hoán đổi ngày làm việc")
    PERSON = "PERSON", _("Cán bộ nhập")


class EditKind(models.TextChoices):
    """What somebody wants to change in the working calendar."""

    DAY_OFF = "DAY_OFF", _("Thêm ngày nghỉ")
    DAY_WORKED = "DAY_WORKED", _("Thêm ngày làm việc")
    SWAP = "SWAP", _("Hoán đổi ngày làm việc")
    CLEAR_DAY = "CLEAR_DAY", _("Bỏ ngày đã nhập")
    HOURS = "HOURS", _("Đổi khung giờ")
    CLOSURE = "CLOSURE", _("Tạm ngừng làm việc")
    CLOSURE_END = "CLOSURE_END", _("Đổi lúc kết thúc tạm ngừng")
    CHECK = "CHECK", _("Đối chiếu thời hạn")


class WindowKind(models.TextChoices):
    WORK = "WORK", _("Giờ làm việc")
    RECEPTION = "RECEPTION", _("Chỉ tiếp nhận hồ sơ")
