"""Narrowing an officer's list: what he types, and what he chooses."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.accounts.models import Position
from motcua.dossiers.actions.handling import holding
from motcua.dossiers.models import Applicant, Dossier
from motcua.dossiers.queries.lists import inbox, narrowing
from tests.factories.catalogue import make_case, make_offer
from tests.factories.dossiers import HOUR, MONDAY, Desk, make_dossier
from tests.unit.dossiers.queries.test_inbox import copies, listed


@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        ("0905123456", True),
        ("+84 905.123.456", True),
        ("0905 123 457", False),
        ("5900 189 357", True),
        ("1234567890", False),  # ends like nothing here, though its last digits are those of a code
        ("2.000635.000.00.00.H21", True),
        ("1.000001", False),  # a procedure's code is no end of a dossier's
        ("190001", False),
    ],
)
def test_search_by_number_finds_only_whole_ones(
    submitted: Dossier, counter_officer: Position, text: str, is_found: bool
) -> None:
    Applicant.objects.update(phone="+84905123456", tax_code="5900189357")
    Dossier.objects.update(code="H21.16-261116-0001")
    if text == "1234567890":
        Dossier.objects.update(code="H21.16-261116-7890")

    found = listed(counter_officer, inbox.TO_RECEIVE, text=text)

    assert bool(found) is is_found


# ── filters ─────────────────────────────────────────────────────────────────────────────────


def test_list_is_narrowed_by_procedure_channel_and_holder(
    accepted: Dossier, desk: Desk, counter_officer: Position
) -> None:
    other = make_offer(make_case("1.004363", "Buôn bán thuốc"), desk.counter.agency)
    drug = desk.accept(make_dossier(other, counter_officer, now=MONDAY, name="Y Bhăm"))
    holding.take(dossier_id=drug.pk, by=desk.specialist, now=MONDAY + HOUR)

    def found(**chosen: str) -> list[str | None]:
        choice = narrowing.read_choice(chosen)
        page = inbox.inbox_of(counter_officer, inbox.AGENCY, at=MONDAY, choice=choice)
        return [row.dossier.code for row in page.rows]

    assert len(found()) == 2
    assert found(**{"thu-tuc": "1.004363"}) == [drug.code]
    assert found(kenh="ONLINE") == [accepted.code]
    assert found(kenh="COUNTER", **{"thu-tuc": "2.000635"}) == []
    assert found(**{"nguoi-giu": str(desk.specialist.pk)}) == [drug.code]
    assert found(**{"nguoi-giu": narrowing.NOBODY}) == [accepted.code]
    assert len(found(kenh="KHAC", **{"nguoi-giu": "x", "thu-tuc": ""})) == 2


def test_filters_stand_on_the_page_and_in_the_way_to_the_next_one(
    submitted: Dossier, counter_officer: Position, client: Any
) -> None:
    copies(submitted, inbox.PAGE + 5)
    client.force_login(counter_officer.user)

    page = client.get("/mot-cua/?muc=cho-tiep-nhan&kenh=ONLINE&thu-tuc=2.000635").content.decode()

    assert '<option value="2.000635" selected>' in page
    assert '<option value="ONLINE" selected>' in page
    assert "thu-tuc=2.000635&amp;kenh=ONLINE&amp;sau=" in page
    assert client.get("/mot-cua/?kenh=%00&nguoi-giu=%00&thu-tuc=%00").status_code == 200


def test_narrowed_list_is_still_read_in_the_order_of_its_index(
    submitted: Dossier, counter_officer: Position
) -> None:
    asked_for = {"kenh": "ONLINE", "thu-tuc": "2.000635", "nguoi-giu": narrowing.NOBODY}
    choice = narrowing.read_choice(asked_for)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off")
        cursor.execute("SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off")
        with CaptureQueriesContext(connection) as asked:
            inbox.inbox_of(counter_officer, inbox.TO_RECEIVE, at=MONDAY, choice=choice)
        (statement,) = [one["sql"] for one in asked if "reception_due_at" in one["sql"]]
        cursor.execute("EXPLAIN " + statement)
        plan = "\n".join(line for (line,) in cursor.fetchall())

    assert "dossier_to_receive" in plan
    assert "Sort Key" not in plan
