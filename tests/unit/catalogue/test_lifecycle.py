"""Ending procedures: repealed, replaced, never twice."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.management import CommandError, call_command

from motcua.accounts.models import Position
from motcua.catalogue.actions import importing, lifecycle
from motcua.catalogue.models import Procedure, ServiceOffer
from motcua.catalogue.queries.search import search
from motcua.catalogue.rules.imports.sources import Entry
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


def test_announced_procedure_begins_on_its_day(two: tuple[Procedure, Procedure]) -> None:
    procedure = two[0]

    lifecycle.announce(
        procedure=procedure, on=DAY + timedelta(days=5), decision_no="7/QĐ", by=None, now=NOW
    )

    def after(days: int) -> str:
        lifecycle.take_effect(now=NOW + timedelta(days=days))
        procedure.refresh_from_db()
        return procedure.life

    assert [after(0), after(4), after(5)] == ["ANNOUNCED", "ANNOUNCED", "IN_FORCE"]
    assert search("1.001193").hits[0].code == "1.001193"


@pytest.mark.parametrize(
    ("act", "more", "life"),
    [
        ("announce", [], "ANNOUNCED"),
        ("repeal", [], "IN_FORCE"),
        ("replace", ["--successor", "1.000002"], "IN_FORCE"),
    ],
)
def test_command_decides_ahead(
    two: tuple[Procedure, Procedure], act: str, more: list[str], life: str
) -> None:
    out = io.StringIO()

    call_command(
        "procedure_life", act, "1.001193", "--on=2099-01-01", "--decision=9/QĐ", *more, stdout=out
    )

    procedure = Procedure.objects.get(code="1.001193")
    assert (procedure.life, procedure.life_decision_no) == (life, "9/QĐ")
    assert "01/01/2099" in out.getvalue()


def test_command_names_a_code_that_leads_nowhere(two: tuple[Procedure, Procedure]) -> None:
    with pytest.raises(CommandError, match=r"9\.999999"):
        call_command("procedure_life", "repeal", "9.999999", "--on=2099-01-01", "--decision=1")
