"""An officer's lists: what is in which, for whom, in which order, at what cost."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.accounts.enums import Role
from motcua.accounts.models import Position
from motcua.dossiers.actions.handling import holding, reception
from motcua.dossiers.actions.waiting import supplement
from motcua.dossiers.actions.waiting.items import Ask
from motcua.dossiers.models import Applicant, Dossier
from motcua.dossiers.queries.clocks import standing
from motcua.dossiers.queries.clocks.clock import Soon
from motcua.dossiers.queries.lists import inbox
from motcua.places.models import Agency
from tests.factories.accounts import make_officer
from tests.factories.dossiers import DAY, HOUR, MINUTE, MONDAY, Desk

SOON = Soon(result=MONDAY + DAY, reception=MONDAY + 2 * HOUR)


def copies(dossier: Dossier, count: int, **changes: Any) -> list[Dossier]:
    """More dossiers like one; a change may be a function of the number."""
    applicant = Applicant.objects.get(dossier_id=dossier.pk)
    made = []
    for number in range(count):
        dossier.pk, dossier._state.adding = None, True
        dossier.key, dossier.draft_key = uuid.uuid4(), uuid.uuid4()
        dossier.code = f"H21.16-261116-{1000 + Dossier.objects.count()}"
        for name, value in changes.items():
            setattr(dossier, name, value(number) if callable(value) else value)
        dossier.save(force_insert=True)
        applicant.dossier_id = dossier.pk
        applicant.save(force_insert=True)
        made.append(Dossier.objects.get(pk=dossier.pk))
    return made


def listed(
    position: Position, view: inbox.View, *, at: datetime = MONDAY, text: str = ""
) -> list[str]:
    page = inbox.inbox_of(position, view, at=at, text=text)
    return [row.dossier.code for row in page.rows]


def where(position: Position, *, at: datetime) -> set[str]:
    """The keys of the lists in which there is something, as lists and as counts."""
    shown = {view.key for view in inbox.VIEWS.values() if listed(position, view, at=at)}
    counted = {key for key, count in inbox.counts_of(position, at=at).items() if count}
    assert counted == shown - {inbox.DONE.key}
    return shown


# ── what is in which list ───────────────────────────────────────────────────────────────────


def test_dossier_wanders_from_list_to_list(submitted: Dossier, desk: Desk) -> None:
    counter, specialist, head = desk.counter, desk.specialist, desk.head

    assert where(counter, at=MONDAY) == {"cho-tiep-nhan", "co-quan"}
    assert where(counter, at=MONDAY + DAY - HOUR) == {"cho-tiep-nhan", "co-quan", "sap-han"}
    assert where(counter, at=MONDAY + 2 * DAY) == {"cho-tiep-nhan", "co-quan", "qua-han"}
    desk.accept(submitted)
    assert where(specialist, at=MONDAY + DAY) == {"cua-toi", "co-quan"}
    assert where(head, at=MONDAY + DAY) == {"co-quan"}
    desk.forward(submitted)
    assert where(specialist, at=MONDAY + DAY) == {"co-quan"}
    assert where(head, at=MONDAY + DAY) == {"cua-toi", "co-quan"}
    assert where(head, at=MONDAY + 6 * DAY) == {"cua-toi", "co-quan", "sap-han"}
    assert where(head, at=MONDAY + 9 * DAY) == {"cua-toi", "co-quan", "qua-han"}
    desk.decide(submitted)
    assert where(counter, at=MONDAY + 9 * DAY) == {"cua-toi", "cho-tra"}


def test_dossier_that_waits_is_never_late(submitted: Dossier, desk: Desk) -> None:
    supplement.ask(
        dossier_id=submitted.pk,
        items=[Ask(reason="Sai", section="copies", question="number")],
        answer_by=(MONDAY + 30 * DAY).date(),
        by=desk.counter,
        now=MONDAY,
    )

    assert where(desk.counter, at=MONDAY + 20 * DAY) == {"co-quan", "cho-nguoi-nop"}


def test_refused_dossier_is_done(submitted: Dossier, counter_officer: Position) -> None:
    reception.refuse(dossier_id=submitted.pk, reason="Sai", by=counter_officer, now=MONDAY)

    assert where(counter_officer, at=MONDAY) == {"da-xong"}


def test_step_of_a_colleague_is_not_mine(accepted: Dossier, desk: Desk, agency: Agency) -> None:
    other = make_officer(Role.SPECIALIST, agency, email="cv2@example.test")

    holding.take(dossier_id=accepted.pk, by=other, now=MONDAY + HOUR)

    assert listed(other, inbox.MINE) == [accepted.code]
    assert listed(desk.specialist, inbox.MINE) == []


def test_late_is_said_by_the_minute_in_list_and_tag(
    submitted: Dossier, counter_officer: Position
) -> None:
    due = submitted.reception_due_at

    for at, late in ((due, False), (due + timedelta(seconds=59), False), (due + MINUTE, True)):
        (row,) = inbox.inbox_of(counter_officer, inbox.TO_RECEIVE, at=at).rows
        assert (row.clock == "LATE") is late
        assert bool(listed(counter_officer, inbox.LATE, at=at)) is late
        assert bool(listed(counter_officer, inbox.DUE_SOON, at=at)) is not late


def test_due_on_the_next_working_day_is_soon_in_list_tag_and_page(
    accepted: Dossier, counter_officer: Position
) -> None:
    assert accepted.due_at == MONDAY + 7 * DAY + HOUR

    for day, state in ((3, "ON_TIME"), (4, "DUE_SOON"), (6, "DUE_SOON"), (8, "LATE")):
        at = MONDAY + day * DAY
        (row,) = inbox.inbox_of(counter_officer, inbox.AGENCY, at=at).rows
        assert row.clock == state
        assert standing.standing_of(accepted, at=at).deadline == state
        assert standing.clock_states([accepted], at=at) == [state]
        assert bool(listed(counter_officer, inbox.DUE_SOON, at=at)) is (state == "DUE_SOON")


# ── for whom ────────────────────────────────────────────────────────────────────────────────


def test_other_agencies_see_nothing(submitted: Dossier, stranger: Position) -> None:
    assert where(stranger, at=MONDAY) == set()


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.POST_STAFF])
def test_roles_without_the_permission_see_nothing(
    submitted: Dossier, agency: Agency, role: Role
) -> None:
    assert where(make_officer(role, agency), at=MONDAY) == set()


@pytest.mark.parametrize("role", [Role.INSPECTOR, Role.PROVINCE_CONTROL])
def test_control_sees_every_agency(submitted: Dossier, elsewhere: Agency, role: Role) -> None:
    assert listed(make_officer(role, elsewhere), inbox.AGENCY) == [submitted.code]


def test_views_begin_with_what_a_role_does_first() -> None:
    counter = Position(role=Role.COUNTER)
    head = Position(role=Role.HEAD)

    assert inbox.views_for(counter)[0] is inbox.TO_RECEIVE
    assert inbox.views_for(head)[0] is inbox.MINE
    assert {view.key for view in inbox.views_for(head)} <= set(inbox.VIEWS)


# ── paging ──────────────────────────────────────────────────────────────────────────────────


def pages(position: Position, view: inbox.View) -> list[list[str]]:
    found, after = [], ""
    while True:
        page = inbox.inbox_of(position, view, at=MONDAY, after=after)
        found.append([row.dossier.code for row in page.rows])
        after = page.following
        if not after:
            return found


def test_pages_are_complete_ordered_and_without_repetition(
    submitted: Dossier, counter_officer: Position, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inbox, "PAGE", 7)
    base = submitted.reception_due_at
    # many share a moment, some differ by a microsecond, some have none
    moments = [base, base, base + timedelta(microseconds=1), base - HOUR, None]
    copies(submitted, 52, reception_due_at=lambda number: moments[number % 5])

    found = pages(counter_officer, inbox.TO_RECEIVE)

    flat = [code for page in found for code in page]
    assert len(flat) == len(set(flat)) == 53
    assert [len(page) for page in found] == [7] * 7 + [4]
    far = base + 1000 * DAY
    stored = Dossier.objects.in_bulk(flat, field_name="code")
    keys = [stored[code].reception_due_at or far for code in flat]
    assert keys == sorted(keys)


def test_full_last_page_leads_nowhere(
    submitted: Dossier, counter_officer: Position, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inbox, "PAGE", 3)
    copies(submitted, 5)

    assert [len(page) for page in pages(counter_officer, inbox.TO_RECEIVE)] == [3, 3]


@pytest.mark.parametrize(
    "after",
    ["x", "_", "1_", "_1", "nan_1", "inf_2", "1e400_1", "-1e18_1", "1_" + "9" * 50, "1_x", "\x00"],
)
def test_forged_mark_gives_a_page(
    submitted: Dossier, counter_officer: Position, after: str
) -> None:
    page = inbox.inbox_of(counter_officer, inbox.TO_RECEIVE, at=MONDAY, after=after)

    assert len(page.rows) <= 1


# ── search ──────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "text",
    ["h'mok", "SIU", "mok siu", "h21.16-261116-0001", "0001", "2.000635"],
)
def test_search_finds_by_name_code_and_procedure(
    submitted: Dossier, counter_officer: Position, text: str
) -> None:
    assert listed(counter_officer, inbox.TO_RECEIVE, text=text) == [submitted.code]


def test_search_finds_by_identity_number(submitted: Dossier, counter_officer: Position) -> None:
    Applicant.objects.update(identity_number="064190001234")

    assert listed(counter_officer, inbox.TO_RECEIVE, text="064190001234") == [submitted.code]
    assert listed(counter_officer, inbox.TO_RECEIVE, text="064190001235") == []


def test_whole_code_is_found_outside_the_list_but_not_outside_the_agency(
    submitted: Dossier, counter_officer: Position, stranger: Position
) -> None:
    assert listed(counter_officer, inbox.DONE, text=submitted.code) == [submitted.code]
    assert listed(stranger, inbox.DONE, text=submitted.code) == []


@pytest.mark.parametrize("text", ["%", "_", "\\", "'; --", "0" * 5_000, "١٢٣٤"])
def test_search_for_anything_never_raises(
    submitted: Dossier, counter_officer: Position, text: str
) -> None:
    assert listed(counter_officer, inbox.TO_RECEIVE, text=text) == []


@pytest.mark.parametrize("text", ["\x00", "\ud800", "  \x00 ", "​" * 3])
def test_search_for_nothing_that_can_be_seen_is_no_search(
    submitted: Dossier, counter_officer: Position, text: str
) -> None:
    assert listed(counter_officer, inbox.TO_RECEIVE, text=text) == [submitted.code]


# ── cost ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("view", inbox.VIEWS.values(), ids=lambda view: view.key)
def test_list_costs_the_same_for_one_row_and_for_forty(
    accepted: Dossier, desk: Desk, view: inbox.View
) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            inbox.inbox_of(desk.specialist, view, at=MONDAY, soon=SOON)
            inbox.counts_of(desk.specialist, at=MONDAY, soon=SOON)
        return len(asked)

    alone = cost()
    copies(accepted, 40)

    assert cost() <= max(alone, 3)
    assert alone <= 3


def test_whole_page_asks_eight_statements_at_most(
    submitted: Dossier, counter_officer: Position, client: Any
) -> None:
    client.force_login(counter_officer.user)
    client.get("/mot-cua/")
    copies(submitted, 30)

    with CaptureQueriesContext(connection) as asked:
        answer = client.get("/mot-cua/")

    statements = [one["sql"] for one in asked if not one["sql"].startswith(("SAVE", "RELEASE"))]
    assert answer.status_code == 200
    assert len(statements) <= 8, "\n".join(statements)


@pytest.mark.parametrize(
    ("view", "index"),
    [
        (inbox.TO_RECEIVE, "dossier_to_receive"),
        (inbox.FOR_OTHERS, "dossier_for_others"),
        (inbox.TO_RETURN, "dossier_to_return"),
        (inbox.DONE, "dossier_archive"),
    ],
    ids=lambda value: getattr(value, "key", value),
)
def test_list_is_read_in_the_order_of_its_index(
    submitted: Dossier, counter_officer: Position, view: inbox.View, index: str
) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off")
        with CaptureQueriesContext(connection) as asked:
            inbox.inbox_of(counter_officer, view, at=MONDAY, soon=SOON)
        cursor.execute("EXPLAIN " + asked[0]["sql"])
        plan = "\n".join(line for (line,) in cursor.fetchall())

    assert index in plan
    assert "Sort Key" not in plan
