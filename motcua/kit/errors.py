"""The one parent of refusals that the house foresees."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import Promise


class Refusal(Exception):
    """An anticipated refusal: what happened, what is kept, what to do, in words for the person.

    Subclasses live beside the action that raises them. `status` is the HTTP status an API or htmx
    answer
    carries; a page shows the sentence instead.
    """

    message: str | Promise = _("Không thực hiện được yêu cầu này.")
    status = 409
    onward = ""
    """Where to go instead, where there is such a page."""
    template = "errors/refusal.html"
    """The page that tells it where no view does."""

    def __init__(self, message: str | Promise | None = None, *, field: str = "") -> None:
        if message is not None:
            self.message = message
        self.field = field
        super().__init__()

    def __str__(self) -> str:
        return str(self.message)


class NotPermitted(Refusal):
    """The person may not do this."""

    message = _("Tài khoản của bạn không có quyền làm việc này.")
    status = 403


class SignInFirst(Refusal):
    """The session has ended, or never began; `back` is the page to open after signing in."""

    message = _("Hãy đăng nhập để tiếp tục. Những gì đã lưu vẫn còn nguyên.")
    status = 401

    def __init__(self, *, back: str) -> None:
        self.back = back
        super().__init__()


class NotThere(Refusal):
    """There is nothing here that this person may see."""

    message = _("Không tìm thấy nội dung bạn cần.")
    status = 404
