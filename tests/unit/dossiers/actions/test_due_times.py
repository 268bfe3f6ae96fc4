"""Stored due times are looked over each night, and never repaired."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.audit.models import Event
from motcua.catalogue.models import ServiceOffer
from motcua.dossiers.actions.handling import reception
from motcua.dossiers.actions.upkeep import due_times
from motcua.dossiers.actions.waiting import stopping
from motcua.dossiers.enums import StopReason
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries.clocks.due_times import differences
from motcua.places.actions import calendar
from motcua.places.enums import DayKind
from tests.factories.dossiers import DAY, HOUR, MONDAY, make_dossier

if TYPE_CHECKING:
    from motcua.accounts.models import Position, User

TUESDAY = date(2026, 11, 17)


@pytest.fixture
def two(offer: ServiceOffer, citizen: User, counter_officer: Position) -> tuple[Dossier, Dossier]:
    """One waits for reception, one is being processed."""
    waiting = make_dossier(offer, citizen, now=MONDAY)
    taken = make_dossier(offer, citizen, now=MONDAY)
    reception.accept(dossier_id=taken.pk, by=counter_officer, now=MONDAY + HOUR)
    return waiting, taken


def events() -> list[Any]:
    return list(Event.objects.filter(name="dossiers.due_times_differ"))


def test_due_times_that_agree_leave_no_trace(two: tuple[Dossier, Dossier]) -> None:
    assert due_times.check(now=MONDAY) == 0
    assert events() == []


@pytest.mark.parametrize(("which", "column"), [(0, "reception_due_at"), (1, "due_at")])
def test_due_time_that_differs_is_told_and_kept(
    two: tuple[Dossier, Dossier], which: int, column: str
) -> None:
    moved = MONDAY + 30 * DAY
    Dossier.objects.filter(pk=two[which].pk).update(**{column: moved})

    assert due_times.check(now=MONDAY) == 1

    (event,) = events()
    assert two[which].code.encode() in bytes(event.canonical)
    assert getattr(Dossier.objects.get(pk=two[which].pk), column) == moved


def test_changed_calendar_is_a_difference(two: tuple[Dossier, Dossier]) -> None:
    calendar.set_day(on=TUESDAY, kind=DayKind.OFF, name="Bão", by=None, now=MONDAY)

    assert {found.code for found in differences(at_once=1)} == {one.code for one in two}


def test_pause_that_ended_is_reckoned_with(two: tuple[Dossier, Dossier], head: Position) -> None:
    pk = two[1].pk
    grounds = stopping.Grounds(kind=StopReason.FORCE_MAJEURE, reason="Bão", legal_basis="QĐ 1")
    stopping.stop(dossier_id=pk, grounds=grounds, by=head, now=MONDAY + 2 * HOUR)
    assert due_times.check(now=MONDAY) == 0
    stopping.resume(dossier_id=pk, note="", by=head, now=MONDAY + 3 * DAY)

    assert due_times.check(now=MONDAY) == 0


def test_more_dossiers_ask_no_more_statements(
    two: tuple[Dossier, Dossier], offer: ServiceOffer, citizen: User, counter_officer: Position
) -> None:
    with CaptureQueriesContext(connection) as before:
        assert not list(differences())
    for _number in range(3):
        more = make_dossier(offer, citizen, now=MONDAY)
        reception.accept(dossier_id=more.pk, by=counter_officer, now=MONDAY + HOUR)

    with CaptureQueriesContext(connection) as after:
        assert not list(differences())

    assert len(after) == len(before)
