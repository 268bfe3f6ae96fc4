"""Obligations: the clock waits for what the tax office asks, and goes on with its proof."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from motcua.accounts.models import Position
from motcua.dossiers.actions.handling import holding
from motcua.dossiers.actions.moves.moving import WrongState
from motcua.dossiers.actions.moves.permits import NotYourAgency, NotYourStep
from motcua.dossiers.actions.waiting import obligations
from motcua.dossiers.actions.waiting.obligations import (
    Amount,
    DatesWrong,
    NothingOwed,
    Notice,
    NoticeIncomplete,
    Proof,
    ProofNeeded,
)
from motcua.dossiers.enums import Moment, ObligationState, Status
from motcua.dossiers.models import Dossier, Obligation, ObligationLine, Pause
from motcua.dossiers.queries import desk as desk_queries
from motcua.dossiers.queries.clocks import standing
from motcua.dossiers.queries.lists import citizen as citizen_queries
from motcua.dossiers.queries.lists import inbox
from motcua.files.queries.references import unreferenced
from motcua.kit.errors import NotPermitted, NotThere
from motcua.kit.money import LARGEST
from motcua.notifications.models import Notification
from tests.factories.accounts import make_officer
from tests.factories.dossiers import DAY, MONDAY, Desk, photograph

ASKED_AT = MONDAY + DAY  # Tuesday 09:00
MET_AT = MONDAY + 3 * DAY  # Thursday 09:00
DUE = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
NOTICE = Notice(
    number="1234/TB-TCS1",
    issued_by="Thuế cơ sở 1 tỉnh Gia Lai",
    issued_on=date(2026, 11, 16),
    due_on=date(2026, 12, 16),
    amounts=[Amount("Tiền sử dụng đất", 45_000_000), Amount("Lệ phí trước bạ", 225_000)],
)
PAID = Proof(state=ObligationState.FULFILLED, note="Giấy nộp tiền số 88 ngày 18/11/2026")


def ask(dossier: Dossier, by: Position, notice: Notice = NOTICE) -> Obligation:
    return obligations.ask(dossier_id=dossier.pk, notice=notice, by=by, now=ASKED_AT)


def settle(dossier: Dossier, by: Position, proof: Proof = PAID) -> Obligation:
    return obligations.settle(dossier_id=dossier.pk, proof=proof, by=by, now=MET_AT)


# ── the notice ──────────────────────────────────────────────────────────────────────────────


def test_ask_stops_the_clock_and_tells_what_is_due(accepted: Dossier, desk: Desk) -> None:
    owed = ask(accepted, desk.specialist)

    accepted.refresh_from_db()
    assert accepted.status == Status.AWAITING_PAYMENT
    assert (accepted.due_at, accepted.remaining_minutes) == (None, 33 * 60)
    pause = accepted.pauses.get()
    assert (pause.kind, pause.back_to) == ("PAYMENT", Status.ACCEPTED)
    assert owed.state == "DUE"
    assert [(line.name, line.amount_vnd) for line in owed.lines.all()] == [
        ("Tiền sử dụng đất", 45_000_000),
        ("Lệ phí trước bạ", 225_000),
    ]
    body = Notification.objects.get(event="dossier.obligation").body
    for said in ("1234/TB-TCS1", "Thuế cơ sở 1", "45.000.000", "45.225.000", "16/12/2026"):
        assert said in body
    note = accepted.timeline.get(moment=Moment.ASK_PAYMENT).note
    assert "1234/TB-TCS1 ngày 16/11/2026 của Thuế cơ sở 1 tỉnh Gia Lai" in note


def test_awaiting_payment_is_said_in_words_and_listed_as_waiting(
    accepted: Dossier, desk: Desk
) -> None:
    ask(accepted, desk.specialist)
    accepted.refresh_from_db()

    shown = standing.standing_of(accepted, at=MONDAY + 90 * DAY)

    assert (shown.status, shown.deadline) == ("AWAITING_PAYMENT", "WAITING_PAYMENT")
    assert "nghĩa vụ tài chính" in shown.following
    rows = inbox.inbox_of(desk.specialist, inbox.WAITING, at=ASKED_AT).rows
    assert [row.clock for row in rows] == ["WAITING_PAYMENT"]


def test_head_may_ask_wherever_the_step_is(accepted: Dossier, desk: Desk) -> None:
    assert ask(accepted, desk.head).recorded_by == desk.head


def test_ask_by_who_has_not_the_step_is_refused(
    accepted: Dossier, desk: Desk, stranger: Position, administrator: Position
) -> None:
    with pytest.raises(NotYourStep):
        ask(accepted, desk.counter)
    with pytest.raises(NotYourAgency):
        ask(accepted, stranger)
    with pytest.raises(NotPermitted):
        ask(accepted, administrator)


def test_ask_before_acceptance_or_twice_is_refused(submitted: Dossier, desk: Desk) -> None:
    with pytest.raises(WrongState):
        ask(submitted, desk.head)
    desk.accept(submitted)
    ask(submitted, desk.specialist)
    with pytest.raises(WrongState):
        ask(submitted, desk.specialist)
    assert Obligation.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ({"number": " "}, NoticeIncomplete),
        ({"issued_by": ""}, NoticeIncomplete),
        ({"amounts": []}, NothingOwed),
        ({"amounts": [Amount("Tiền sử dụng đất", 0)]}, NothingOwed),
        ({"amounts": [Amount("Tiền sử dụng đất", -1)]}, NothingOwed),
        ({"amounts": [Amount("Tiền sử dụng đất", LARGEST + 1)]}, NothingOwed),
        ({"amounts": [Amount("  ", 5)]}, NothingOwed),
        ({"issued_on": date(2026, 11, 18)}, DatesWrong),
        ({"due_on": date(2026, 11, 15)}, DatesWrong),
    ],
)
def test_ask_with_a_notice_that_cannot_be_is_refused(
    accepted: Dossier, desk: Desk, wrong: dict[str, Any], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        ask(accepted, desk.specialist, replace(NOTICE, **wrong))

    accepted.refresh_from_db()
    assert accepted.status == Status.ACCEPTED
    assert not Pause.objects.exists()
    assert not Obligation.objects.exists()


# ── the proof ───────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("state", obligations.WAYS_TO_MEET)
def test_settle_goes_on_with_the_time_that_was_left(
    accepted: Dossier, desk: Desk, state: ObligationState
) -> None:
    ask(accepted, desk.specialist)

    owed = settle(accepted, desk.specialist, replace(PAID, state=state))

    accepted.refresh_from_db()
    assert accepted.status == Status.ACCEPTED
    assert accepted.due_at == DUE + 2 * DAY
    assert accepted.pauses.get().closed_at == MET_AT
    assert (owed.state, owed.settled_at, owed.settled_by) == (state, MET_AT, desk.specialist)
    assert PAID.note in accepted.timeline.get(moment=Moment.PAYMENT).note
    assert "10:00, 25/11/2026" in Notification.objects.get(event="dossier.resumed").body


def test_counter_takes_the_proof_that_is_brought_in(accepted: Dossier, desk: Desk) -> None:
    ask(accepted, desk.specialist)
    accepted.refresh_from_db()

    assert Moment.PAYMENT in desk_queries.buttons_for(desk.counter, accepted, at=MET_AT)
    assert settle(accepted, desk.counter).settled_by == desk.counter


def test_colleague_without_the_step_may_not_settle(accepted: Dossier, desk: Desk) -> None:
    holding.take(dossier_id=accepted.pk, by=desk.specialist, now=ASKED_AT)
    ask(accepted, desk.specialist)
    other = make_officer("SPECIALIST", desk.head.agency, name="Ksor Nay", email="nay@example.test")

    with pytest.raises(NotYourStep):
        settle(accepted, other)


@pytest.mark.parametrize(
    "proof",
    [
        replace(PAID, note="  "),
        replace(PAID, state=ObligationState.DUE),
        replace(PAID, state=ObligationState.CANCELLED),
    ],
)
def test_settle_without_proof_is_refused(accepted: Dossier, desk: Desk, proof: Proof) -> None:
    ask(accepted, desk.specialist)

    with pytest.raises(ProofNeeded):
        settle(accepted, desk.specialist, proof)

    accepted.refresh_from_db()
    assert accepted.status == Status.AWAITING_PAYMENT


def test_settle_what_is_not_due_is_refused(accepted: Dossier, desk: Desk) -> None:
    with pytest.raises(WrongState):
        settle(accepted, desk.specialist)
    ask(accepted, desk.specialist)
    settle(accepted, desk.specialist)
    with pytest.raises(WrongState):
        settle(accepted, desk.specialist)


def test_second_notice_may_follow_the_first(accepted: Dossier, desk: Desk) -> None:
    ask(accepted, desk.specialist)
    settle(accepted, desk.specialist)

    second = obligations.ask(
        dossier_id=accepted.pk,
        notice=replace(NOTICE, number="1300/TB-TCS1"),
        by=desk.specialist,
        now=MET_AT + DAY,
    )

    assert citizen_queries.obligations_of(accepted)[0] == second
    assert accepted.pauses.count() == 2


def test_files_are_kept_and_found_only_through_their_dossier(
    accepted: Dossier, desk: Desk, submitted: Dossier
) -> None:
    notice = obligations.take_in(upload=photograph("tb.jpg"), by=desk.specialist, now=ASKED_AT)
    proof = obligations.take_in(upload=photograph("gnt.jpg"), by=desk.specialist, now=MET_AT)
    ask(accepted, desk.specialist, replace(NOTICE, file=notice))
    settle(accepted, desk.specialist, Proof(state=ObligationState.FULFILLED, file=proof))

    assert citizen_queries.file_of(accepted, notice.key) == notice
    assert citizen_queries.file_of(accepted, proof.key) == proof
    assert not unreferenced().filter(pk__in=[notice.pk, proof.pk]).exists()
    stray = obligations.take_in(upload=photograph(), by=desk.specialist, now=MET_AT)
    with pytest.raises(NotThere):
        citizen_queries.file_of(accepted, stray.key)


# ── what the database refuses ───────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "wrong",
    [
        {"state": "FULFILLED"},
        {"state": "PAID"},
        {"due_on": date(2026, 11, 1)},
        {"settled_at": MET_AT},
    ],
)
def test_database_refuses_half_an_obligation(
    accepted: Dossier, desk: Desk, wrong: dict[str, Any]
) -> None:
    owed = ask(accepted, desk.specialist)

    with pytest.raises(IntegrityError), transaction.atomic():
        Obligation.objects.filter(pk=owed.pk).update(**wrong)


def test_database_refuses_a_second_due_obligation_and_empty_lines(
    accepted: Dossier, desk: Desk
) -> None:
    owed = ask(accepted, desk.specialist)

    with pytest.raises(IntegrityError), transaction.atomic():
        Obligation.objects.create(
            dossier=accepted,
            notice_number="2",
            issued_by="Thuế",
            issued_on=NOTICE.issued_on,
            due_on=NOTICE.due_on,
            recorded_at=MET_AT,
            recorded_by=desk.head,
        )
    for name, amount in (("Thuế", 0), ("", 5)):
        with pytest.raises(IntegrityError), transaction.atomic():
            ObligationLine.objects.create(obligation=owed, name=name, amount_vnd=amount)
