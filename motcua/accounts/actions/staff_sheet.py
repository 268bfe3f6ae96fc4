"""Staff from a file: a row for each role that somebody holds at an agency, from – to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.accounts.actions.inviting import invite
from motcua.accounts.actions.people import Appointment, appoint, dismiss, enrol, permit
from motcua.accounts.enums import Role
from motcua.accounts.models import Position, User
from motcua.kit.sheets import Outcome, RowRefused, keep_each
from motcua.kit.wording import sentence
from motcua.places.queries import agencies

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime

    from motcua.audit.actions.recording import Actor
    from motcua.kit.sheets import Row, RowReport
    from motcua.places.models import Agency, Division

NEEDED = ("email", "name", "role", "agency", "from")


@transaction.atomic
def keep(*, rows: Sequence[Row], by: Actor | None, now: datetime) -> list[RowReport]:
    """Make the accounts that are missing and invite their owners, appoint whom the rows name, and
    end the positions whose row has got a last day. Positions without a row stay.
    """
    permit(by)

    def keep_row(row: Row) -> Outcome:
        return _keep(row, by=by, now=now)

    return keep_each(rows, keep_row, name=lambda row: f"{row.text('email')} {row.text('role')}")


def _keep(row: Row, *, by: Actor | None, now: datetime) -> Outcome:
    appointment = _appointment(row)
    user = _user(row, by=by, now=now)
    held = Position.objects.filter(user=user, role=appointment.role, agency=appointment.agency)
    position = held.filter(valid_from=appointment.valid_from).first()
    if position is None:
        _refuse_twice(held, appointment)
        appoint(user=user, to=appointment, by=by, now=now)
        return Outcome.NEW
    if position.valid_to == appointment.valid_to:
        return Outcome.UNCHANGED
    if appointment.valid_to is None:
        raise RowRefused(_("Vị trí này đã kết thúc; hãy thêm một dòng với ngày bắt đầu mới."))
    dismiss(position=position, on=appointment.valid_to, by=by, now=now)
    return Outcome.CHANGED


def _appointment(row: Row) -> Appointment:
    agency = agencies.known(row.needed("agency"))
    row.needed("from")
    begins, ends = row.day("from"), row.day("to")
    if begins is None or (ends is not None and ends < begins):
        raise RowRefused(_("Ngày kết thúc phải sau ngày bắt đầu."))
    return Appointment(
        role=row.choice("role", Role),
        agency=agency,
        division=_division(agency, row.text("division")),
        title=row.text("title"),
        valid_from=begins,
        valid_to=ends,
    )


def _user(row: Row, *, by: Actor | None, now: datetime) -> User:
    address = User.objects.normalise(row.needed("email"))
    try:
        validate_email(address)
    except ValidationError:
        raise RowRefused(_("Địa chỉ thư điện tử không đúng.")) from None
    known = User.objects.filter(email=address).first()
    if known is not None:
        return known
    user = enrol(email=address, name=row.needed("name"), by=by, now=now)
    invite(user=user, by=by, now=now)
    return user


def _division(agency: Agency, code: str) -> Division | None:
    found = agency.divisions.filter(code=code).first() if code else None
    if code and found is None:
        raise RowRefused(sentence(_("Cơ quan này không có phòng, bộ phận {code}."), code=code))
    return found


def _refuse_twice(held: Iterable[Position], wanted: Appointment) -> None:
    """One person holds a role at an agency once at a time."""
    for position in held:
        if _meet(position, wanted.valid_from, wanted.valid_to):
            raise RowRefused(
                sentence(
                    _("Người này đã giữ vai trò này từ ngày {day}."),
                    day=f"{position.valid_from:%d/%m/%Y}",
                )
            )


def _meet(position: Position, begins: date, ends: date | None) -> bool:
    starts_before_end = ends is None or position.valid_from <= ends
    return starts_before_end and (position.valid_to is None or begins <= position.valid_to)
