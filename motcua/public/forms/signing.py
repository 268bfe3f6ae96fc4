"""allauth's forms in this house's words."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as account
from django.utils.translation import gettext_lazy as _

_PASSWORD_HINT = _("Ít nhất 8 ký tự. Một câu ngắn chỉ mình bạn nghĩ ra là dễ nhớ và khó đoán nhất.")


class SignIn(account.LoginForm):
    """Address and password; the way out of a forgotten one stands beside the button."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].help_text = ""


class SignUp(account.SignupForm):
    """Address and one password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password1"].help_text = _PASSWORD_HINT


class ChangePassword(account.ChangePasswordForm):
    """The old password and the new one twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["oldpassword"].help_text = ""  # its way out stands beside the button
        self.fields["password1"].help_text = _PASSWORD_HINT


class SetPassword(account.SetPasswordForm):
    """The first password of an account made at the counter."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password1"].help_text = _PASSWORD_HINT


class ResetPassword(account.ResetPasswordKeyForm):
    """The new password twice, after the link of a mail."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password1"].help_text = _PASSWORD_HINT
