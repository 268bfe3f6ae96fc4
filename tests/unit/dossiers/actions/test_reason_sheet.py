"""Coded reasons from a file."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from motcua.accounts.models import Position
from motcua.audit.models import Event
from motcua.dossiers.actions.upkeep import reason_sheet
from motcua.dossiers.models import SupplementReason
from motcua.kit.errors import NotPermitted
from motcua.kit.sheets import Outcome, Row, RowReport
from tests.factories.places import make_agency

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 16, 2, 0, tzinfo=UTC)


def keep(*values: dict[str, str]) -> list[RowReport]:
    rows = [Row(number, row) for number, row in enumerate(values, start=2)]
    return reason_sheet.keep(rows=rows, by=None, now=NOW)


def test_bring_reasons_and_repeat() -> None:
    make_agency()
    rows = (
        {"code": "mo", "vi": "Ảnh mờ", "en": "Blurred", "kind": "document", "agency": "H21.16"},
        {"code": "KHAC", "vi": "Lý do khác", "own_words": "x"},
    )

    first, second = keep(*rows), keep(*rows)

    assert [report.outcome for report in first] == [Outcome.NEW, Outcome.NEW]
    assert [report.outcome for report in second] == [Outcome.UNCHANGED, Outcome.UNCHANGED]
    blurred, other = SupplementReason.objects.order_by("position")
    assert (blurred.code, blurred.kind, blurred.agency.code) == ("MO", "DOCUMENT", "H21.16")
    assert (other.agency, other.needs_sentence) == (None, True)
    assert blurred.valid_from == date(2026, 11, 16)
    assert Event.objects.filter(name="reason.brought").count() == 2


def test_end_and_reword_a_reason() -> None:
    keep({"code": "MO", "vi": "Ảnh mờ"})

    (report,) = keep({"code": "MO", "vi": "Ảnh mờ, lóa", "to": "31/12/2026"})

    assert report.outcome == Outcome.CHANGED
    reason = SupplementReason.objects.get()
    assert (reason.words_vi, reason.valid_to) == ("Ảnh mờ, lóa", date(2026, 12, 31))


@pytest.mark.parametrize(
    "row",
    [
        {"code": "", "vi": "Ảnh mờ"},
        {"code": "MỜ", "vi": "Ảnh mờ"},
        {"code": "A" * 41, "vi": "Ảnh mờ"},
        {"code": "MO", "vi": ""},
        {"code": "MO", "vi": "a" * 301},
        {"code": "MO", "vi": "Ảnh mờ", "kind": "PHOTO"},
        {"code": "MO", "vi": "Ảnh mờ", "agency": "H99.99"},
        {"code": "MO", "vi": "Ảnh mờ", "from": "2026-12-01", "to": "2026-11-01"},
        {"code": "MO", "vi": "Ảnh mờ", "to": "hôm qua"},
    ],
)
def test_wrong_row_is_refused_alone(row: dict[str, str]) -> None:
    wrong, right = keep(row, {"code": "KHAC", "vi": "Lý do khác"})

    assert (wrong.outcome, right.outcome) == (Outcome.REFUSED, Outcome.NEW)
    assert SupplementReason.objects.get().code == "KHAC"


def test_only_who_keeps_the_catalogue(head: Position, administrator: Position) -> None:
    with pytest.raises(NotPermitted):
        reason_sheet.keep(rows=[], by=head, now=NOW)

    assert reason_sheet.keep(rows=[], by=administrator, now=NOW) == []
