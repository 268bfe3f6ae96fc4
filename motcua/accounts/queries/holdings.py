"""What the house holds about a user and the parties he acts for, as plain values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from motcua.accounts.models import Mandate, Position, User
from motcua.audit.queries import trail

if TYPE_CHECKING:
    from datetime import date

_PARTY = (
    "kind", "name", "identity_kind", "identity_number", "born_on", "born_year", "tax_code",
    "phone", "email", "address_detail", "created_at", "updated_at",
)  # fmt: skip

_HAPPENED = {
    "accounts.registered": _("Đăng ký tài khoản"),
    "accounts.enrolled": _("Được cơ quan tạo tài khoản"),
    "accounts.invited": _("Được mời đặt mật khẩu"),
    "accounts.signed_in": _("Đăng nhập"),
    "accounts.data_handed_out": _("Tải dữ liệu về"),
}


def account_of(user: User) -> dict[str, Any]:
    """The account, how it is signed in to, and everyone it acts or acted for."""
    return {
        "email": user.email,
        "name": user.name,
        "language": user.language,
        "created_at": user.created_at,
        "last_login": user.last_login,
        "addresses": list(
            EmailAddress.objects.filter(user=user).values("email", "verified", "primary")
        ),
        "second_factors": list(
            Authenticator.objects.filter(user=user).values("type", "created_at", "last_used_at")
        ),
        "sessions": list(
            UserSession.objects.filter(user=user).values("ip", "user_agent", "created_at")
        ),
        "parties": [_party(mandate) for mandate in _mandates(user)],
        "positions": [_position(position) for position in _positions(user)],
        "events": [
            {**event, "words": str(_HAPPENED.get(event["name"], event["name"]))}
            for event in trail.happened_to("user", user.pk)
        ],
    }


def holds_office(user: User, *, on: date) -> bool:
    """Whether the user holds a position on a day or is to hold one later."""
    open_or_later = Q(valid_to__isnull=True) | Q(valid_to__gte=on)
    return Position.objects.filter(open_or_later, user=user).exists()


def _mandates(user: User) -> list[Mandate]:
    rows = Mandate.objects.filter(user=user).select_related("party__unit__parent")
    return list(rows.order_by("valid_from", "pk"))


def _party(mandate: Mandate) -> dict[str, Any]:
    party = mandate.party
    return {
        **{name: getattr(party, name) for name in _PARTY},
        "unit": party.unit.name if party.unit else "",
        "kind_words": str(party.get_kind_display()),
        "acts_as": str(mandate.get_kind_display()),
        "valid_from": mandate.valid_from,
        "valid_to": mandate.valid_to,
    }


def _positions(user: User) -> list[Position]:
    return list(Position.objects.filter(user=user).select_related("agency").order_by("pk"))


def _position(position: Position) -> dict[str, Any]:
    return {
        "role": str(position.get_role_display()),
        "agency": position.agency.name,
        "title": position.title,
        "valid_from": position.valid_from,
        "valid_to": position.valid_to,
    }
