"""Accounts made by others than their owner: staff, and people helped at the counter."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.accounts.enums import Permission
from motcua.accounts.models import Position, User
from motcua.audit.actions import record
from motcua.kit.errors import NotPermitted, Refusal

if TYPE_CHECKING:
    from datetime import date, datetime

    from motcua.audit.actions.recording import Actor
    from motcua.places.models import Agency, Division


class AddressTaken(Refusal):
    """Another user signs in with this address."""

    message = _("Thư điện tử này đã thuộc một tài khoản khác.")


def permit(by: Actor | None) -> None:
    """Raise NotPermitted unless the house itself or a position that manages people acts."""
    if by is not None and not (isinstance(by, Position) and by.may(Permission.MANAGE_PEOPLE)):
        raise NotPermitted


@transaction.atomic
def enrol(
    *, email: str | None, name: str, password: str | None = None, by: Actor | None, now: datetime
) -> User:
    """Make an account for somebody; an address given here counts as verified, without one nobody
    signs in yet. `by` is the position that answers for it, or None for the house itself. Raises
    NotPermitted and AddressTaken.
    """
    permit(by)
    address = User.objects.normalise(email)
    if address and User.objects.filter(email=address).exists():
        raise AddressTaken(field="email")
    user = User.objects.create_user(address, password, name=name)
    if address:
        EmailAddress.objects.create(user=user, email=address, verified=True, primary=True)
    record("accounts.enrolled", by=by, now=now, object_kind="user", object_id=user.pk)
    return user


@dataclass(frozen=True, slots=True, kw_only=True)
class Appointment:
    """A role at an agency, from – to; `stands_in_for` makes it a delegation."""

    role: str
    agency: Agency
    division: Division | None = None
    title: str = ""
    valid_from: date
    valid_to: date | None = None
    stands_in_for: Position | None = None


@transaction.atomic
def appoint(*, user: User, to: Appointment, by: Actor | None, now: datetime) -> Position:
    """Give a user a position at an agency. Raises NotPermitted."""
    permit(by)
    position = Position.objects.create(
        user=user, **{field.name: getattr(to, field.name) for field in fields(to)}
    )
    _record_position("accounts.appointed", position, by=by, now=now)
    return position


@transaction.atomic
def dismiss(*, position: Position, on: date, by: Actor | None, now: datetime) -> Position:
    """End a position with a day; what was done in it stays. Raises NotPermitted."""
    permit(by)
    locked = Position.objects.select_for_update().get(pk=position.pk)
    locked.valid_to = max(on, locked.valid_from)
    locked.save(update_fields=["valid_to"])
    _record_position("accounts.dismissed", locked, by=by, now=now)
    return locked


def _record_position(event: str, position: Position, *, by: Actor | None, now: datetime) -> None:
    record(
        event,
        by=by,
        now=now,
        object_kind="position",
        object_id=position.pk,
        after={
            "user": position.user_id,
            "role": str(position.role),
            "agency": position.agency_id,
            "valid_from": position.valid_from.isoformat(),
            "valid_to": position.valid_to.isoformat() if position.valid_to else None,
        },
    )
