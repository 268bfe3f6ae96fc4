"""Where django-allauth asks this house: names of users, where to go after signing in, what is
remembered of it.
"""

from __future__ import annotations

import base64
import hashlib
import os
from typing import TYPE_CHECKING, Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.shortcuts import resolve_url
from django.urls import reverse

from motcua.accounts.enums import Permission
from motcua.accounts.queries import positions
from motcua.audit.actions import record
from motcua.kit import clock, text_vi

if TYPE_CHECKING:
    from allauth.account.models import EmailAddress
    from django.core.mail import EmailMessage
    from django.http import HttpRequest, HttpResponse

    from motcua.accounts.models import User

_STAFF_SESSION_SECONDS = 12 * 3600


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc] # allauth has no types
    """Addresses in lower case, an audit row for every sign-up and sign-in, officers led to their
    desk.
    """

    def clean_email(self, email: str) -> str:
        """The address as it is kept."""
        cleaned: str = super().clean_email(text_vi.clean(email).lower())
        return cleaned

    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:
        """Store a new user in the language of the page and record it."""
        user.language = getattr(request, "LANGUAGE_CODE", "vi")[:5]
        saved: User = super().save_user(request, user, form, commit=commit)
        if commit:
            record(
                "accounts.registered",
                by=saved,
                now=clock.now(),
                object_kind="user",
                object_id=saved.pk,
            )
        return saved

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        """Record the sign-in; an officer's session ends with the working day."""
        record(
            "accounts.signed_in", by=user, now=clock.now(), object_kind="user", object_id=user.pk
        )
        if positions.is_staff(user=user, on=clock.local_date(clock.now())):
            request.session.set_expiry(_STAFF_SESSION_SECONDS)
        response: HttpResponse = super().post_login(request, user, **kwargs)
        return response

    def render_mail(
        self, template_prefix: str, email: Any, context: Any, headers: Any = None
    ) -> EmailMessage:
        """The mail, with the name of its event for the e-mail backend of this house."""
        event = "account." + template_prefix.rpartition("/")[2]
        headers = {**(headers or {}), "X-Event": event}
        rendered: EmailMessage = super().render_mail(template_prefix, email, context, headers)
        return rendered

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Officers who see dossiers go to the desk, other staff to the own account, citizens to
        their dossiers: there a draft waits that was begun on another device.
        """
        held = positions.held_by(user=request.user, on=clock.local_date(clock.now()))
        if any(position.may(Permission.DOSSIER_SEE) for position in held):
            return f"{_language_root(request)}{settings.STAFF_HOME}"
        if held:
            return resolve_url(settings.ACCOUNT_HOME)
        address: str = super().get_login_redirect_url(request)
        return address

    def get_email_verification_redirect_url(self, email_address: EmailAddress) -> str:
        """Whoever changes the address sees it changed; whoever just signed up, on another device,
        is asked to sign in.
        """
        if self.request.user.is_authenticated:
            return reverse("account_email")
        address: str = super().get_email_verification_redirect_url(email_address)
        return address

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Back to the account instead of the same empty form."""
        return resolve_url(settings.ACCOUNT_HOME)


def _language_root(request: HttpRequest) -> str:
    return "/en" if getattr(request, "LANGUAGE_CODE", "vi").startswith("en") else ""


class MfaAdapter(DefaultMFAAdapter):  # type: ignore[misc] # allauth has no types
    """Secrets of authenticators are encrypted with keys drawn from SECRET_KEY and its fallbacks."""

    def encrypt(self, text: str) -> str:
        """What is stored."""
        return _fernet().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """What was meant; a text that no key opens becomes a fresh secret that nobody has."""
        try:
            return _fernet().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            # Never an empty one: codes drawn from an empty secret could be computed by anyone.
            return base64.b32encode(os.urandom(20)).decode()

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """The name a phone shows beside the passkey."""
        return {**super().get_public_key_credential_rp_entity(), "name": settings.MFA_TOTP_ISSUER}


def _fernet() -> MultiFernet:
    secrets = [str(secret) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]
    digests = [hashlib.sha256(b"accounts.mfa" + secret.encode()).digest() for secret in secrets]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])
