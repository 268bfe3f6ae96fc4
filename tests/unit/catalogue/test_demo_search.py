"""Search on the demo province, which every clone has: everyday questions, and what it lacks."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import transaction

from motcua.catalogue.actions import importing, synonyms
from motcua.catalogue.queries.search import search
from motcua.catalogue.rules.imports.sources import Entry
from motcua.demo.loading import content

NOW = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
HERE = Path(__file__).parent
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def demo_procedures(django_db_setup: None, django_db_blocker) -> Iterator[None]:  # type: ignore[no-untyped-def]
    """The services of the demo province with the shipped synonyms: what every clone has."""
    with django_db_blocker.unblock(), transaction.atomic():
        sources = enumerate(content.procedure_records(), start=1)
        entries = [Entry(number, source) for number, source in sources]
        importing.import_entries(entries=entries, by=None, now=NOW)
        synonyms.load(rows=synonyms.shipped_rows(), by=None, now=NOW)
        yield
        transaction.set_rollback(True)


def first_three(question: str) -> list[str]:
    return [hit.code for hit in search(question).hits[:3]]


def test_everyday_questions_are_answered_in_the_demo_province(demo_procedures: None) -> None:
    with (HERE / "demo_queries.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))

    missed = [
        (row["query"], found)
        for row in rows
        if not set(found := first_three(row["query"])) & set(row["codes"].split())
    ]

    assert len(rows) >= 60
    assert len(missed) <= len(rows) * 0.1, missed


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("tạm trú", "1.004194"),
        ("đăng ký tạm trú", "1.004194"),
        ("công chứng", "2.000815"),
        ("chợ", "2.000131"),
        ("kĩ sư xây dựng", "1.013237"),
        ("khai sing", "1.001193"),
    ],
)
def test_first_answer_of_the_demo_province(demo_procedures: None, typed: str, first: str) -> None:
    assert first_three(typed)[0] == first


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("birth certificate", "1.001193"),
        ("Marriage", "1.000894"),
        ("land certificate", "1.012783"),
        ("building permit", "1.013225"),
    ],
)
def test_common_english_words_lead_to_the_vietnamese_name(
    demo_procedures: None, typed: str, first: str
) -> None:
    assert first in first_three(typed)


@pytest.mark.parametrize("typed", ["liệt sĩ", "thân nhân liệt sĩ", "bác sĩ", "máy bay", "học bổng"])
def test_what_the_catalogue_lacks_is_not_found_and_not_made_another_word(
    demo_procedures: None, typed: str
) -> None:
    page = search(typed)

    assert page.hits == []
    assert page.question.corrected == ""
