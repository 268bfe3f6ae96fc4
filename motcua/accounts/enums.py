"""Fixed words of people, what they are and what they may do."""

from __future__ import annotations

from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _


class PartyKind(models.TextChoices):
    PERSON = "PERSON", _("Cá nhân")
    ORGANISATION = "ORGANISATION", _("Tổ chức")


class IdentityKind(models.TextChoices):
    CITIZEN_12 = "CITIZEN_12", _("Số định danh cá nhân (12 chữ số)")
    ID_CARD_9 = "ID_CARD_9", _("Chứng minh nhân dân (9 chữ số)")
    PASSPORT = "PASSPORT", _("Hộ chiếu")
    NUMBER_WITHOUT_CARD = "NUMBER_WITHOUT_CARD", _("Có số định danh, chưa có thẻ")
    NONE_YET = "NONE_YET", _("Chưa có giấy tờ tùy thân")


class MandateKind(models.TextChoices):
    OWNER = "OWNER", _("Chủ sở hữu, người đứng đầu")
    GUARDIAN = "GUARDIAN", _("Người giám hộ")
    HOUSEHOLD = "HOUSEHOLD", _("Thành viên hộ gia đình")
    REPRESENTATIVE = "REPRESENTATIVE", _("Người đại diện")
    EMPLOYEE = "EMPLOYEE", _("Người lao động")


class Authority(models.TextChoices):
    NONE = "NONE", _("Không cần văn bản ủy quyền")
    PLAIN = "PLAIN", _("Văn bản ủy quyền")
    CERTIFIED = "CERTIFIED", _("Văn bản ủy quyền được chứng thực")


class Role(models.TextChoices):
    COUNTER = "COUNTER", _("Cán bộ một cửa")
    SPECIALIST = "SPECIALIST", _("Chuyên viên")
    HEAD = "HEAD", _("Lãnh đạo")
    CLERK = "CLERK", _("Văn thư")
    CASHIER = "CASHIER", _("Thủ quỹ")
    POST_STAFF = "POST_STAFF", _("Nhân viên bưu điện")
    COORDINATOR = "COORDINATOR", _("Đầu mối của cơ quan")
    PROVINCE_CONTROL = "PROVINCE_CONTROL", _("Kiểm soát cấp tỉnh")
    INSPECTOR = "INSPECTOR", _("Thanh tra")
    ADMINISTRATOR = "ADMINISTRATOR", _("Quản trị hệ thống")


class Permission(StrEnum):
    """What a position may do; the page docs/reference/permissions.md is drawn from this and
    `rules.roles`.
    """

    DOSSIER_SEE = "DOSSIER_SEE"
    DOSSIER_SEE_ALL = "DOSSIER_SEE_ALL"
    DOSSIER_FILE_FOR_OTHERS = "DOSSIER_FILE_FOR_OTHERS"
    DOSSIER_ACCEPT = "DOSSIER_ACCEPT"
    DOSSIER_FORWARD_AGENCY = "DOSSIER_FORWARD_AGENCY"
    DOSSIER_PROCESS = "DOSSIER_PROCESS"
    DOSSIER_REASSIGN = "DOSSIER_REASSIGN"
    DOSSIER_ASK_SUPPLEMENT = "DOSSIER_ASK_SUPPLEMENT"
    DOSSIER_DECIDE = "DOSSIER_DECIDE"
    DOSSIER_STOP = "DOSSIER_STOP"
    DOSSIER_RETURN = "DOSSIER_RETURN"
    MANAGE_PEOPLE = "MANAGE_PEOPLE"
    MANAGE_CATALOGUE = "MANAGE_CATALOGUE"
    MANAGE_CALENDAR = "MANAGE_CALENDAR"
    MANAGE_CALENDAR_ALL = "MANAGE_CALENDAR_ALL"
