"""Ending procedures: repealed, replaced, never twice."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from motcua.accounts.models import Position
from motcua.catalogue.actions import importing, lifecycle
from motcua.catalogue.models import Procedure, ServiceOffer
from motcua.catalogue.queries.search import search
from motcua.catalogue.rules.sources import Entry
from motcua.kit.errors import NotPermitted
from motcua.places.models import Agency
from tests.unit.catalogue.records import record

NOW = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
DAY = date(2026, 11, 20)
pytestmark = pytest.mark.django_db


@pytest.fixture
def two() -> tuple[Procedure, Procedure]:
    entries = [Entry(1, record()), Entry(2, record(code="1.000002", name="Khai sinh mới"))]
    importing.import_entries(entries=entries, by=None, now=NOW)
    return Procedure.objects.get(code="1.001193"), Procedure.objects.get(code="1.000002")


def test_repealed_procedure_leaves_search_and_its_offers_end(
    two: tuple[Procedure, Procedure], agency: Agency, administrator: Position
) -> None:
    offer = ServiceOffer.objects.create(
        agency=agency, procedure=two[0], level=1, valid_from=date(2026, 1, 1)
    )

    lifecycle.repeal(procedure=two[0], on=DAY, decision_no="1/QĐ", by=administrator, now=NOW)

    offer.refresh_from_db()
    assert offer.valid_to == DAY - timedelta(days=1)
    assert [hit.code for hit in search("").hits] == ["1.000002"]


def test_replaced_procedure_names_its_successor(two: tuple[Procedure, Procedure]) -> None:
    ended = lifecycle.replace(
        procedure=two[0], successor=two[1], on=DAY, decision_no="2/QĐ", by=None, now=NOW
    )

    ended.refresh_from_db()
    assert (ended.life, ended.replaced_by, ended.ended_on) == ("REPLACED", two[1], DAY)


@pytest.mark.parametrize("life", ["REPEALED", "REPLACED"])
def test_end_decided_ahead_comes_on_its_day(
    two: tuple[Procedure, Procedure], agency: Agency, life: str
) -> None:
    procedure, successor = two
    ServiceOffer.objects.create(
        agency=agency, procedure=procedure, level=1, valid_from=date(2026, 1, 1)
    )
    day = {"on": DAY + timedelta(days=10), "decision_no": "1/QĐ", "by": None, "now": NOW}
    if life == "REPEALED":
        lifecycle.repeal(procedure=procedure, **day)
    else:
        lifecycle.replace(procedure=procedure, successor=successor, **day)

    def after(days: int) -> tuple[str, bool]:
        lifecycle.take_effect(now=NOW + timedelta(days=days))
        procedure.refresh_from_db()
        found = [hit.code for hit in search("").hits]
        return procedure.life, procedure.code in found

    assert after(0) == after(9) == ("IN_FORCE", True)
    assert after(10) == after(11) == (life, False)
    assert ServiceOffer.objects.get().valid_to == DAY + timedelta(days=9)


def test_procedure_cannot_end_twice(two: tuple[Procedure, Procedure]) -> None:
    lifecycle.repeal(procedure=two[0], on=DAY, decision_no="1/QĐ", by=None, now=NOW)

    with pytest.raises(lifecycle.AlreadyEnded):
        lifecycle.repeal(procedure=two[0], on=DAY, decision_no="1/QĐ", by=None, now=NOW)


def test_successor_must_be_another_one_in_force(two: tuple[Procedure, Procedure]) -> None:
    lifecycle.repeal(procedure=two[1], on=DAY, decision_no="1/QĐ", by=None, now=NOW)

    for successor in two:
        with pytest.raises(lifecycle.WrongSuccessor):
            lifecycle.replace(
                procedure=two[0], successor=successor, on=DAY, decision_no="", by=None, now=NOW
            )


def test_ending_wants_the_permission(
    two: tuple[Procedure, Procedure], counter_officer: Position
) -> None:
    with pytest.raises(NotPermitted):
        lifecycle.repeal(procedure=two[0], on=DAY, decision_no="", by=counter_officer, now=NOW)
