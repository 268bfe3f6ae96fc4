"""People for tests."""

from __future__ import annotations

from datetime import date

from motcua.accounts.enums import IdentityKind, MandateKind, Role
from motcua.accounts.models import Mandate, Party, Position, User
from motcua.places.models import Agency

PASSWORD = "demo-gia-lai"


def make_user(email: str = "hmok@example.test", name: str = "H'Mok Siu") -> User:
    """Someone who can sign in."""
    return User.objects.create_user(email, PASSWORD, name=name)


def make_citizen(email: str = "hmok@example.test", name: str = "H'Mok Siu") -> User:
    """A user who is a person."""
    user = make_user(email, name)
    party = Party.objects.create(
        name=name,
        identity_kind=IdentityKind.CITIZEN_12,
        identity_number="064190001234",
        email=email,
        phone="+84912345678",
    )
    Mandate.objects.create(
        user=user, party=party, kind=MandateKind.OWNER, valid_from=date(2026, 1, 1)
    )
    return user


def make_officer(role: Role, agency: Agency, *, name: str = "", email: str = "") -> Position:
    """A position of a new user."""
    user = make_user(
        email or f"{role.lower()}.{agency.code.lower()}@example.test",
        name or f"Nguyễn {role.label}",
    )
    return make_position(user, role, agency)


def make_position(user: User, role: Role, agency: Agency) -> Position:
    """A further position of somebody."""
    return Position.objects.create(user=user, role=role, agency=agency, valid_from=date(2020, 1, 1))
