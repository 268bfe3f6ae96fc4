"""Asking somebody whose account others made to choose a password."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from allauth.account import app_settings
from allauth.account.adapter import get_adapter
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.db import transaction
from django.urls import reverse

from motcua.audit.actions import record

if TYPE_CHECKING:
    from datetime import datetime

    from motcua.accounts.models import User
    from motcua.audit.actions.recording import Actor


@transaction.atomic
def invite(*, user: User, by: Actor | None, now: datetime) -> None:
    """Mail a link under which the user sets a first password; it holds for three days, and after
    that the page for a forgotten password does the same.
    """
    token = app_settings.PASSWORD_RESET_TOKEN_GENERATOR().make_token(user)
    path = reverse("account_reset_password_from_key", kwargs={"uidb36": "UID", "key": "KEY"})
    key = quote(f"{user_pk_to_url_str(user)}-{token}")
    context = {
        "user": user,
        "sign_in_address": user.email,
        "password_url": settings.SITE_URL + path.replace("UID-KEY", key),
        "days": settings.PASSWORD_RESET_TIMEOUT // 86_400,
    }
    get_adapter().render_mail("account/email/staff_invitation", user.email, context).send()
    record("accounts.invited", by=by, now=now, object_kind="user", object_id=user.pk)
