"""What a person types to close the own account."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class CloseAccountForm(forms.Form):
    """The password once more, and a yes."""

    understood = forms.BooleanField(
        label=_("Tôi hiểu rằng việc này không lấy lại được."),
        error_messages={"required": _("Hãy đánh dấu vào ô này nếu bạn thật sự muốn xóa.")},
    )
    password = forms.CharField(
        label=_("Mật khẩu của bạn"),
        max_length=1024,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": _("Hãy nhập mật khẩu để xác nhận.")},
    )

    def refuse(self, sentence: Any) -> None:
        """Say what is wrong with the password."""
        self.add_error("password", sentence)
