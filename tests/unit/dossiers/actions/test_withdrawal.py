"""Withdrawing: at once before acceptance, with the head's word after it."""

from __future__ import annotations

import pytest

from motcua.accounts.models import Position, User
from motcua.dossiers.actions.handling.decision import WithdrawalWaits
from motcua.dossiers.actions.handling.reception import undo_accept
from motcua.dossiers.actions.moves.moving import TooLateToUndo, WrongState
from motcua.dossiers.actions.moves.permits import NotYourAgency
from motcua.dossiers.actions.waiting import obligations, stopping, supplement, withdrawal
from motcua.dossiers.actions.waiting.withdrawal import AlreadyAsked, ReasonForKeeping
from motcua.dossiers.enums import AssignmentOutcome, Moment, ObligationState, Status, SubState
from motcua.dossiers.models import Dossier, Obligation
from motcua.dossiers.queries import desk as desk_queries
from motcua.dossiers.queries.clocks import standing
from motcua.dossiers.queries.clocks.route import open_assignment
from motcua.dossiers.queries.lists import inbox
from motcua.kit.errors import NotPermitted, NotThere
from motcua.notifications.models import Notification
from tests.factories.accounts import make_citizen
from tests.factories.dossiers import DAY, HOUR, MONDAY, Desk, save_page
from tests.unit.dossiers.actions.test_obligations import NOTICE
from tests.unit.dossiers.actions.test_stopping import COURT, ask_for_number

ASKED_AT = MONDAY + DAY
ANSWERED_AT = MONDAY + 2 * DAY


def ask(dossier: Dossier, by: User | Position, reason: str = "Nộp nhầm thủ tục") -> Dossier:
    return withdrawal.ask(dossier_id=dossier.pk, reason=reason, by=by, now=ASKED_AT)


def approve(dossier: Dossier, by: Position) -> Dossier:
    return withdrawal.approve(dossier_id=dossier.pk, by=by, now=ANSWERED_AT)


def decline(dossier: Dossier, by: Position, reason: str = "Đã ký quyết định") -> Dossier:
    return withdrawal.decline(dossier_id=dossier.pk, reason=reason, by=by, now=ANSWERED_AT)


def told(event: str) -> Notification:
    return Notification.objects.get(event=event)


# ── asking ──────────────────────────────────────────────────────────────────────────────────


def test_ask_before_acceptance_withdraws_at_once(submitted: Dossier, citizen: User) -> None:
    ask(submitted, citizen)

    submitted.refresh_from_db()
    assert submitted.status == Status.WITHDRAWN
    assert submitted.reception_due_at is None
    entry = submitted.timeline.get(moment=Moment.WITHDRAW)
    assert (entry.note, entry.user) == ("Nộp nhầm thủ tục", citizen)
    assert submitted.code in told("dossier.withdrawn").body
    shown = standing.standing_of(submitted, at=ANSWERED_AT)
    assert (shown.status, shown.deadline, shown.holder) == ("WITHDRAWN", "SETTLED", "")


def test_ask_while_a_supplement_before_acceptance_is_awaited_withdraws_at_once(
    submitted: Dossier, desk: Desk, citizen: User
) -> None:
    ask_for_number(submitted, desk.counter)

    ask(submitted, citizen)

    submitted.refresh_from_db()
    assert submitted.status == Status.WITHDRAWN
    assert submitted.pauses.get().closed_at == ASKED_AT
    assert submitted.supplements.get().closed_at == ASKED_AT


def test_ask_after_acceptance_waits_and_lets_the_clock_run(
    accepted: Dossier, desk: Desk, citizen: User
) -> None:
    promised = accepted.due_at

    ask(accepted, citizen)

    accepted.refresh_from_db()
    assert (accepted.status, accepted.substate) == (Status.ACCEPTED, SubState.WITHDRAWAL_ASKED)
    assert accepted.due_at == promised
    assert not Notification.objects.filter(event="dossier.withdrawn").exists()
    shown = standing.standing_of(accepted, at=ASKED_AT)
    assert shown.following.startswith("Bạn đã xin rút hồ sơ")
    assert not shown.can_withdraw
    rows = inbox.inbox_of(desk.head, inbox.WITHDRAWALS, at=ASKED_AT).rows
    assert [row.dossier.pk for row in rows] == [accepted.pk]
    assert inbox.counts_of(desk.head, at=ASKED_AT)["xin-rut"] == 1
    assert inbox.WITHDRAWALS in inbox.views_for(desk.head)
    assert desk_queries.wish_of(accepted) == "Nộp nhầm thủ tục"


def test_ask_by_a_stranger_finds_nothing(submitted: Dossier) -> None:
    with pytest.raises(NotThere):
        ask(submitted, make_citizen(email="la@demo.test", name="Người Lạ"))

    submitted.refresh_from_db()
    assert submitted.status == Status.SUBMITTED


def test_ask_twice_is_refused(accepted: Dossier, citizen: User) -> None:
    ask(accepted, citizen)

    with pytest.raises(AlreadyAsked):
        ask(accepted, citizen)
    assert accepted.timeline.filter(moment=Moment.ASK_WITHDRAWAL).count() == 1


def test_ask_after_the_decision_is_refused(decided: Dossier, citizen: User) -> None:
    with pytest.raises(WrongState):
        withdrawal.ask(dossier_id=decided.pk, by=citizen, now=MONDAY + 3 * DAY)


def test_counter_passes_on_the_wish_of_who_stands_there(accepted: Dossier, desk: Desk) -> None:
    ask(accepted, desk.counter, "")

    accepted.refresh_from_db()
    assert accepted.substate == SubState.WITHDRAWAL_ASKED
    assert accepted.timeline.get(moment=Moment.ASK_WITHDRAWAL).position == desk.counter
    assert desk_queries.wish_of(accepted) == ""


def test_specialist_and_counter_elsewhere_may_not_ask(
    accepted: Dossier, specialist: Position, stranger: Position
) -> None:
    with pytest.raises(NotPermitted):
        ask(accepted, specialist)
    with pytest.raises(NotYourAgency):
        ask(accepted, stranger)


def test_undo_accept_is_too_late_once_withdrawal_was_asked(
    accepted: Dossier, desk: Desk, citizen: User
) -> None:
    at = MONDAY + HOUR
    withdrawal.ask(dossier_id=accepted.pk, by=citizen, now=at)

    with pytest.raises(TooLateToUndo):
        undo_accept(dossier_id=accepted.pk, by=desk.counter, now=at)


# ── answering ───────────────────────────────────────────────────────────────────────────────


def test_approve_ends_the_dossier(at_head: Dossier, desk: Desk, citizen: User) -> None:
    ask(at_head, citizen)

    approve(at_head, desk.head)

    at_head.refresh_from_db()
    assert (at_head.status, at_head.substate) == (Status.WITHDRAWN, SubState.NONE)
    assert at_head.due_at is None
    assert open_assignment(at_head) is None
    last = at_head.assignments.order_by("-id").first()
    assert last is not None
    assert (last.outcome, last.finished_by) == (AssignmentOutcome.CANCELLED, desk.head)
    assert at_head.receiving_agency.name in told("dossier.withdrawn").body
    assert not inbox.inbox_of(desk.head, inbox.WITHDRAWALS, at=ANSWERED_AT).rows


def test_approve_cancels_an_obligation_that_was_due(
    accepted: Dossier, desk: Desk, citizen: User
) -> None:
    obligations.ask(
        dossier_id=accepted.pk, notice=NOTICE, by=desk.specialist, now=MONDAY + 2 * HOUR
    )
    ask(accepted, citizen)

    approve(accepted, desk.head)

    owed = Obligation.objects.get()
    assert (owed.state, owed.settled_by) == (ObligationState.CANCELLED, desk.head)
    accepted.refresh_from_db()
    assert accepted.status == Status.WITHDRAWN
    assert accepted.pauses.get().closed_at == ANSWERED_AT


def test_decline_lets_the_work_go_on_and_says_why(
    at_head: Dossier, desk: Desk, citizen: User
) -> None:
    promised = at_head.due_at
    ask(at_head, citizen)

    decline(at_head, desk.head)

    at_head.refresh_from_db()
    assert (at_head.status, at_head.substate) == (Status.IN_PROGRESS, SubState.NONE)
    assert at_head.due_at == promised
    assert "Đã ký quyết định" in told("dossier.withdrawal_declined").body
    assert desk.decide(at_head).status == Status.DECIDED


def test_decline_of_a_stopped_dossier_leaves_it_suspended(
    accepted: Dossier, desk: Desk, citizen: User
) -> None:
    stopping.stop(dossier_id=accepted.pk, grounds=COURT, by=desk.head, now=MONDAY + 2 * HOUR)
    ask(accepted, citizen)

    decline(accepted, desk.head)

    accepted.refresh_from_db()
    assert (accepted.status, accepted.substate) == (Status.STOPPED, SubState.SUSPENDED)


def test_wish_outlives_a_stop_and_its_end(accepted: Dossier, desk: Desk, citizen: User) -> None:
    ask(accepted, citizen)
    stopping.stop(dossier_id=accepted.pk, grounds=COURT, by=desk.head, now=ASKED_AT + HOUR)
    stopping.resume(dossier_id=accepted.pk, by=desk.head, now=ANSWERED_AT)

    accepted.refresh_from_db()
    assert (accepted.status, accepted.substate) == (Status.ACCEPTED, SubState.WITHDRAWAL_ASKED)


def test_wish_outlives_a_supplement(accepted: Dossier, desk: Desk, citizen: User) -> None:
    draft = ask_for_number(accepted, desk.specialist)
    ask(accepted, citizen)
    save_page(draft, "copies", {"number": "3"}, now=ANSWERED_AT, seen=1)

    supplement.answer(draft_id=draft.pk, by=citizen, now=ANSWERED_AT)

    accepted.refresh_from_db()
    assert (accepted.status, accepted.substate) == (Status.ACCEPTED, SubState.WITHDRAWAL_ASKED)


def test_decline_without_a_reason_is_refused(accepted: Dossier, desk: Desk, citizen: User) -> None:
    ask(accepted, citizen)

    with pytest.raises(ReasonForKeeping):
        decline(accepted, desk.head, "  ")


@pytest.mark.parametrize("answer", [approve, decline])
def test_answer_without_a_wish_or_by_another_role_is_refused(
    accepted: Dossier, desk: Desk, citizen: User, answer: object
) -> None:
    assert callable(answer)
    with pytest.raises(WrongState):
        answer(accepted, desk.head)
    ask(accepted, citizen)
    with pytest.raises(NotPermitted):
        answer(accepted, desk.counter)


def test_decide_waits_for_the_answer(at_head: Dossier, desk: Desk, citizen: User) -> None:
    ask(at_head, citizen)
    at_head.refresh_from_db()

    buttons = desk_queries.buttons_for(desk.head, at_head, at=ASKED_AT)

    assert Moment.WITHDRAW in buttons
    assert Moment.DECIDE not in buttons
    with pytest.raises(WithdrawalWaits):
        desk.decide(at_head)


def test_buttons_offer_the_counter_to_pass_on_a_wish(accepted: Dossier, desk: Desk) -> None:
    counter = desk_queries.buttons_for(desk.counter, accepted, at=ASKED_AT)

    assert Moment.ASK_WITHDRAWAL in counter
    assert Moment.ASK_WITHDRAWAL not in desk_queries.buttons_for(desk.head, accepted, at=ASKED_AT)
