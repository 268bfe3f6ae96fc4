"""Stopping for a time and for good: who may, what the clock does, who is told."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from motcua.accounts.models import Position, User
from motcua.audit.models import Event
from motcua.dossiers.actions.handling import decision
from motcua.dossiers.actions.moves.moving import WrongState
from motcua.dossiers.actions.moves.permits import NotYourAgency
from motcua.dossiers.actions.upkeep import aging
from motcua.dossiers.actions.waiting import reminding, stopping, supplement, withdrawal
from motcua.dossiers.actions.waiting.items import Ask
from motcua.dossiers.actions.waiting.stopping import BasisNeeded, Grounds, ReasonNeeded
from motcua.dossiers.actions.waiting.supplement import NoLongerAsked
from motcua.dossiers.enums import AssignmentOutcome, Moment, Status, StopReason, SubState
from motcua.dossiers.models import Dossier, DossierPaper, Draft, Pause
from motcua.dossiers.queries import desk as desk_queries
from motcua.dossiers.queries.clocks import standing
from motcua.dossiers.queries.clocks.route import open_assignment
from motcua.dossiers.queries.lists import inbox
from motcua.dossiers.queries.reach import scope
from motcua.kit.errors import NotPermitted
from motcua.notifications.models import Notification
from motcua.papers.models import Paper
from motcua.papers.rules.contents import moment
from motcua.places.models import Agency
from tests.factories.accounts import make_officer
from tests.factories.dossiers import DAY, GRANTED, HOUR, MONDAY, Desk

STOPPED_AT = MONDAY + DAY  # Tuesday 09:00
RESUMED_AT = MONDAY + 3 * DAY  # Thursday 09:00
COURT = Grounds(
    kind=StopReason.COURT,
    reason="Thửa đất đang được tòa án giải quyết",
    legal_basis="Quyết định số 12/2026/QĐ-BPKCTT của Tòa án khu vực 1",
)
DUE = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)  # five working days from Monday 10:00


def stop(dossier: Dossier, by: Position, grounds: Grounds = COURT) -> Dossier:
    return stopping.stop(dossier_id=dossier.pk, grounds=grounds, by=by, now=STOPPED_AT)


def resume(dossier: Dossier, by: Position, **more: Any) -> Dossier:
    return stopping.resume(dossier_id=dossier.pk, by=by, now=RESUMED_AT, **more)


def terminate(dossier: Dossier, by: Position, at: datetime = RESUMED_AT) -> Dossier:
    return stopping.terminate(dossier_id=dossier.pk, grounds=COURT, by=by, now=at)


def body_of(event: str) -> str:
    return Notification.objects.get(event=event).body


# ── stop ────────────────────────────────────────────────────────────────────────────────────


def test_stop_keeps_what_was_left_and_says_why(accepted: Dossier, head: Position) -> None:
    stop(accepted, head)

    accepted.refresh_from_db()
    assert (accepted.status, accepted.substate) == (Status.STOPPED, SubState.SUSPENDED)
    assert accepted.due_at is None
    assert accepted.remaining_minutes == 4 * 8 * 60 + 60  # four days of eight hours, and one hour
    pause = accepted.pauses.get()
    assert (pause.kind, pause.back_to, pause.closed_at) == ("SUSPENDED", Status.ACCEPTED, None)
    assert (pause.reason, pause.legal_basis) == (COURT.reason, COURT.legal_basis)
    entry = accepted.timeline.get(moment=Moment.STOP)
    assert entry.note == f"{COURT.reason}\nCăn cứ: {COURT.legal_basis}"
    assert entry.reason_code == StopReason.COURT
    said = body_of("dossier.stopped")
    assert COURT.reason in said
    assert COURT.legal_basis in said
    assert Event.objects.filter(name="dossier.stop", object_id=str(accepted.pk)).exists()


def notices_of(dossier: Dossier) -> list[Paper]:
    rows = DossierPaper.objects.filter(dossier=dossier, letter="stop_notice", is_valid=True)
    return [row.paper for row in rows.select_related("paper").order_by("pk")]


def test_stop_and_stop_for_good_are_each_on_paper(accepted: Dossier, head: Position) -> None:
    stop(accepted, head)
    terminate(accepted, head)

    first, last = notices_of(accepted)
    said = first.content
    assert (said["reason"], said["legal_basis"]) == (COURT.reason, COURT.legal_basis)
    assert said["signer"] == head.user.name
    assert moment(said["received_at"]) == accepted.accepted_at
    assert moment(said["stopped_at"]) == STOPPED_AT
    assert (said["is_final"], last.content["is_final"]) == (False, True)
    assert first.agency_code == accepted.responsible_agency.code


def test_stop_for_good_before_acceptance_names_the_day_of_sending(
    submitted: Dossier, desk: Desk
) -> None:
    item = Ask(reason="Sai", section="copies", question="number")
    supplement.ask(
        dossier_id=submitted.pk,
        items=[item],
        answer_by=date(2026, 12, 1),
        by=desk.counter,
        now=MONDAY + HOUR,
    )
    terminate(submitted, desk.head)

    (paper,) = notices_of(submitted)
    assert moment(paper.content["received_at"]) == submitted.submitted_at


def test_stop_is_shown_as_paused_and_never_late(accepted: Dossier, head: Position) -> None:
    stop(accepted, head)
    accepted.refresh_from_db()

    shown = standing.standing_of(accepted, at=MONDAY + 90 * DAY)

    assert (shown.status, shown.deadline, shown.status_words) == ("STOPPED", "PAUSED", "Tạm dừng")
    assert "tạm dừng" in shown.following
    assert shown.happened[0].state == "alert"


@pytest.mark.parametrize("role", ["counter_officer", "specialist", "administrator"])
def test_stop_by_another_role_is_refused(
    accepted: Dossier, role: str, request: pytest.FixtureRequest
) -> None:
    with pytest.raises(NotPermitted):
        stop(accepted, request.getfixturevalue(role))


def test_head_of_another_agency_may_not_stop(accepted: Dossier, elsewhere: Agency) -> None:
    with pytest.raises(NotYourAgency):
        stop(accepted, make_officer("HEAD", elsewhere, name="Kpă Lãnh Đạo"))


@pytest.mark.parametrize(
    ("reason", "basis", "refusal"),
    [("  ", "Điều 1", ReasonNeeded), ("Tranh chấp", " ", BasisNeeded)],
)
def test_stop_without_reason_or_basis_is_refused(
    accepted: Dossier, head: Position, reason: str, basis: str, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        stop(accepted, head, Grounds(kind=StopReason.OTHER, reason=reason, legal_basis=basis))

    accepted.refresh_from_db()
    assert accepted.status == Status.ACCEPTED
    assert not Pause.objects.exists()


def test_stop_before_acceptance_after_decision_or_twice_is_refused(
    submitted: Dossier, desk: Desk
) -> None:
    with pytest.raises(WrongState):
        stop(submitted, desk.head)
    desk.accept(submitted)
    stop(submitted, desk.head)
    with pytest.raises(WrongState):
        stop(submitted, desk.head)


def test_stopped_dossier_has_no_due_time_in_the_database(accepted: Dossier, head: Position) -> None:
    stop(accepted, head)

    with pytest.raises(IntegrityError), transaction.atomic():
        Dossier.objects.filter(pk=accepted.pk).update(due_at=DUE)
    with pytest.raises(IntegrityError), transaction.atomic():
        Dossier.objects.filter(pk=accepted.pk).update(substate="")


def test_nothing_goes_on_while_stopped(at_head: Dossier, desk: Desk) -> None:
    stop(at_head, desk.head)

    with pytest.raises(WrongState):
        decision.decide(dossier_id=at_head.pk, outcome=GRANTED, by=desk.head, now=RESUMED_AT)


# ── resume ──────────────────────────────────────────────────────────────────────────────────


def test_resume_moves_the_promise_by_the_pause(accepted: Dossier, head: Position) -> None:
    assert accepted.due_at == DUE
    stop(accepted, head)

    resume(accepted, head, note="Tòa đã giải quyết xong")

    accepted.refresh_from_db()
    assert (accepted.status, accepted.substate) == (Status.ACCEPTED, SubState.NONE)
    assert accepted.due_at == DUE + 2 * DAY
    assert accepted.remaining_minutes is None
    assert accepted.pauses.get().closed_at == RESUMED_AT
    assert "Tòa đã giải quyết xong" in body_of("dossier.resumed")
    assert "10:00, 25/11/2026" in body_of("dossier.resumed")


def test_resume_gives_the_step_its_time_back(at_head: Dossier, head: Position) -> None:
    step = open_assignment(at_head)
    assert step is not None
    step.due_at = STOPPED_AT + 5 * HOUR
    step.save()
    stop(at_head, head)

    resume(at_head, head)

    step.refresh_from_db()
    assert step.due_at == RESUMED_AT + 5 * HOUR
    at_head.refresh_from_db()
    assert at_head.status == Status.IN_PROGRESS


def test_resume_heals_no_lateness(accepted: Dossier, head: Position) -> None:
    late = DUE + DAY
    stopping.stop(dossier_id=accepted.pk, grounds=COURT, by=head, now=late)

    stopping.resume(dossier_id=accepted.pk, by=head, now=late + 5 * DAY)

    accepted.refresh_from_db()
    assert accepted.due_at == DUE


def test_resume_of_what_runs_or_waits_for_something_else_is_refused(
    accepted: Dossier, desk: Desk
) -> None:
    with pytest.raises(WrongState):
        resume(accepted, desk.head)
    ask_for_number(accepted, desk.specialist)
    with pytest.raises(WrongState):
        resume(accepted, desk.head)


# ── terminate ───────────────────────────────────────────────────────────────────────────────


def ask_for_number(dossier: Dossier, by: Position) -> Draft:
    return supplement.ask(
        dossier_id=dossier.pk,
        items=[Ask(reason="Sai", section="copies", question="number")],
        answer_by=date(2026, 12, 1),
        by=by,
        now=STOPPED_AT,
    ).draft


def test_terminate_ends_everything_and_counts_as_settled(accepted: Dossier, head: Position) -> None:
    terminate(accepted, head)

    accepted.refresh_from_db()
    assert (accepted.status, accepted.substate) == (Status.STOPPED, SubState.TERMINATED)
    assert (accepted.due_at, accepted.remaining_minutes) == (None, None)
    assert open_assignment(accepted) is None
    assert accepted.assignments.get().outcome == AssignmentOutcome.CANCELLED
    shown = standing.standing_of(accepted, at=RESUMED_AT)
    assert (shown.deadline, shown.status_words, shown.holder) == ("SETTLED", "Dừng hẳn", "")
    assert not shown.can_withdraw
    assert COURT.reason in body_of("dossier.terminated")


def test_terminate_lists_the_dossier_among_the_finished(accepted: Dossier, head: Position) -> None:
    stop(accepted, head)
    assert inbox.inbox_of(head, inbox.WAITING, at=RESUMED_AT).rows

    terminate(accepted, head)

    lists = {
        view.key: [row.dossier.pk for row in inbox.inbox_of(head, view, at=RESUMED_AT).rows]
        for view in (inbox.WAITING, inbox.AGENCY, inbox.DONE)
    }
    assert lists == {"cho-nguoi-nop": [], "co-quan": [], "da-xong": [accepted.pk]}
    assert inbox.counts_of(head, at=RESUMED_AT)["cho-nguoi-nop"] == 0


def test_terminate_is_final(accepted: Dossier, desk: Desk, citizen: User) -> None:
    terminate(accepted, desk.head)

    with pytest.raises(WrongState):
        terminate(accepted, desk.head)
    with pytest.raises(WrongState):
        resume(accepted, desk.head)
    with pytest.raises(WrongState):
        withdrawal.ask(dossier_id=accepted.pk, by=citizen, now=RESUMED_AT)
    accepted.refresh_from_db()
    assert desk_queries.buttons_for(desk.head, accepted, at=RESUMED_AT) == frozenset()


def test_terminate_closes_a_supplement_that_was_asked_for(
    accepted: Dossier, desk: Desk, citizen: User
) -> None:
    draft = ask_for_number(accepted, desk.specialist)
    assert list(scope.drafts_of(citizen)) == [draft]

    terminate(accepted, desk.head)

    accepted.refresh_from_db()
    assert accepted.supplements.get().closed_at == RESUMED_AT
    assert accepted.pauses.get().closed_at == RESUMED_AT
    assert standing.standing_of(accepted, at=RESUMED_AT).supplement is None
    assert not scope.drafts_of(citizen).exists()
    assert reminding.remind(now=datetime(2026, 11, 29, 2, 0, tzinfo=UTC)) == 0
    with pytest.raises(NoLongerAsked):
        supplement.answer(draft_id=draft.pk, by=citizen, now=RESUMED_AT)


def test_draft_of_a_closed_supplement_goes_after_a_month(accepted: Dossier, desk: Desk) -> None:
    draft = ask_for_number(accepted, desk.specialist)
    terminate(accepted, desk.head)

    aging.delete_old_drafts(now=RESUMED_AT + 29 * DAY)
    assert Draft.objects.filter(pk=draft.pk).exists()
    aging.delete_old_drafts(now=RESUMED_AT + 31 * DAY)
    assert not Draft.objects.filter(pk=draft.pk).exists()


# ── buttons ─────────────────────────────────────────────────────────────────────────────────


def test_buttons_of_the_head_follow_the_stop(accepted: Dossier, desk: Desk) -> None:
    before = desk_queries.buttons_for(desk.head, accepted, at=STOPPED_AT)
    stop(accepted, desk.head)
    accepted.refresh_from_db()
    after = desk_queries.buttons_for(desk.head, accepted, at=STOPPED_AT)

    assert {Moment.STOP, Moment.TERMINATE} <= before
    assert Moment.RESUME not in before
    assert {Moment.RESUME, Moment.TERMINATE} <= after
    assert Moment.STOP not in after
    assert Moment.RESUME not in desk_queries.buttons_for(desk.specialist, accepted, at=STOPPED_AT)
