"""The fixed words of official papers."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Letter(models.TextChoices):
    """What a paper says; each has one Typst template in letters/ of the same name."""

    RECEIPT = "receipt", _("Giấy tiếp nhận hồ sơ và hẹn trả kết quả")
    SUPPLEMENT_REQUEST = "supplement_request", _("Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ")
    REFUSAL = "refusal", _("Phiếu từ chối tiếp nhận, giải quyết hồ sơ")
    APOLOGY = "apology", _("Phiếu xin lỗi và hẹn lại ngày trả kết quả")
    STOP_NOTICE = "stop_notice", _("Thông báo dừng giải quyết hồ sơ")
    SENT_COPY = "sent_copy", _("Bản sao hồ sơ đã gửi")
    RESULT = "result", _("Văn bản kết quả giải quyết")
    HANDOVER = "handover", _("Phiếu bàn giao kết quả")


class FormSet(models.TextChoices):
    """The circular whose forms a paper follows; a reprint keeps the set of its day."""

    TT01_2018 = "TT01_2018", _("Thông tư 01/2018/TT-VPCP")
    TT03_2025 = "TT03_2025", _("Thông tư 03/2025/TT-VPCP")


class NumberState(models.TextChoices):
    """The life of one number of a book; a void number stays as a row, never as a gap."""

    RESERVED = "RESERVED", _("Đã giữ số")
    ISSUED = "ISSUED", _("Đã cấp")
    VOID = "VOID", _("Bỏ số")
