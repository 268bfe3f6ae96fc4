"""Accounts and positions made by others than their owner."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from allauth.account.models import EmailAddress

from motcua.accounts.actions import people
from motcua.accounts.enums import Permission, Role
from motcua.accounts.models import User
from motcua.accounts.queries import positions
from motcua.places.models import Agency

NOW = datetime(2026, 9, 14, 2, 0, tzinfo=UTC)
TODAY = date(2026, 9, 14)


def enrol(email: str | None = "Anh@Example.test ") -> User:
    return people.enrol(
        email=email, name="Nguyễn Thị Ánh", password="một mật khẩu", by=None, now=NOW
    )


def appointment(agency: Agency, **more: object) -> people.Appointment:
    details = {"role": Role.COUNTER, "agency": agency, "valid_from": TODAY, **more}
    return people.Appointment(**details)  # type: ignore[arg-type]


def test_enrol_verifies_the_address_in_lower_case(db: None) -> None:
    user = enrol()

    address = EmailAddress.objects.get(user=user)
    assert user.email == address.email == "anh@example.test"
    assert address.verified
    assert address.primary
    assert user.check_password("một mật khẩu")


def test_enrol_without_address_makes_an_account_nobody_signs_in_to_yet(db: None) -> None:
    first, second = enrol(None), enrol(None)

    assert first.pk != second.pk
    assert first.email is None


def test_enrol_with_a_taken_address_is_refused_whatever_its_case(db: None) -> None:
    enrol()

    with pytest.raises(people.AddressTaken):
        enrol("ANH@example.test")


def test_appoint_gives_the_permissions_of_the_role(agency: Agency) -> None:
    position = people.appoint(user=enrol(), to=appointment(agency), by=None, now=NOW)

    assert position.may(Permission.DOSSIER_ACCEPT)
    assert not position.may(Permission.DOSSIER_DECIDE)
    assert positions.is_staff(user=position.user, on=TODAY)


def test_dismiss_ends_the_position_after_its_last_day(agency: Agency) -> None:
    position = people.appoint(user=enrol(), to=appointment(agency), by=None, now=NOW)

    people.dismiss(position=position, on=TODAY, by=None, now=NOW)

    assert positions.is_staff(user=position.user, on=TODAY)
    assert not positions.is_staff(user=position.user, on=date(2026, 9, 15))


def test_dismiss_before_the_first_day_ends_on_it(agency: Agency) -> None:
    position = people.appoint(user=enrol(), to=appointment(agency), by=None, now=NOW)

    ended = people.dismiss(position=position, on=date(2026, 9, 1), by=None, now=NOW)

    assert ended.valid_to == TODAY


def test_held_by_puts_own_positions_before_delegations(agency: Agency) -> None:
    head = people.appoint(
        user=enrol("head@example.test"), to=appointment(agency, role=Role.HEAD), by=None, now=NOW
    )
    user = enrol()
    stand_in = appointment(agency, role=Role.HEAD, stands_in_for=head, valid_to=TODAY)
    people.appoint(user=user, to=stand_in, by=None, now=NOW)
    people.appoint(user=user, to=appointment(agency), by=None, now=NOW)

    held = list(positions.held_by(user=user, on=TODAY))

    assert [position.stands_in_for for position in held] == [None, head]


def test_held_by_of_nobody_is_empty(db: None) -> None:
    assert not positions.held_by(user=User(), on=TODAY).exists()
