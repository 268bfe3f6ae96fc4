from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class NotificationState(TextChoices):
    """Where a message is in its life."""

    CREATED = "CREATED", _("Chờ gửi")
    SENDING = "SENDING", _("Đang gửi")
    SENT = "SENT", _("Đã gửi")
    FAILED = "FAILED", _("Chưa gửi được, sẽ gửi lại")
    GIVEN_UP = "GIVEN_UP", _("Không gửi được")
    UNCERTAIN = "UNCERTAIN", _("Không rõ đã đến hay chưa")


class AttemptResult(TextChoices):
    """How one attempt ended."""

    SENT = "SENT", _("Máy chủ thư đã nhận")
    TEMPORARY = "TEMPORARY", _("Lỗi tạm thời")
    PERMANENT = "PERMANENT", _("Bị từ chối")
    UNCERTAIN = "UNCERTAIN", _("Không có câu trả lời sau khi chuyển xong nội dung")
    ABANDONED = "ABANDONED", _("Tiến trình gửi dừng giữa chừng")


class EndReason(TextChoices):
    """Why a message was not delivered for certain."""

    NO_ADDRESS = "NO_ADDRESS", _("Người nhận không có địa chỉ thư điện tử")
    BAD_ADDRESS = "BAD_ADDRESS", _("Địa chỉ thư điện tử không hợp lệ")
    REFUSED = "REFUSED", _("Máy chủ thư của người nhận từ chối")
    TOO_OLD = "TOO_OLD", _("Đã gửi nhiều lần không được trong thời hạn")
    NO_ANSWER = "NO_ANSWER", _("Mất kết nối ngay sau khi chuyển xong nội dung")
