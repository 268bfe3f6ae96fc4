"""A step whose holder has left, or that the head gives to somebody else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from motcua.accounts.enums import Role
from motcua.accounts.models import Position, User
from motcua.audit.models import Event
from motcua.dossiers.actions.handling import holding, processing
from motcua.dossiers.actions.moves.moving import WrongState
from motcua.dossiers.actions.moves.permits import NotYourAgency, NotYourStep
from motcua.dossiers.actions.waiting import stopping
from motcua.dossiers.actions.waiting.stopping import Grounds
from motcua.dossiers.enums import AssignmentOutcome, Moment, Status, StopReason
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries.clocks.route import open_assignment
from motcua.dossiers.queries.lists import inbox
from motcua.kit.errors import NotPermitted
from motcua.places.models import Agency
from tests.factories.accounts import make_officer
from tests.factories.dossiers import DAY, HOUR, MONDAY, Desk

LATER = MONDAY + 2 * DAY
YESTERDAY = date(2026, 11, 17)


def ended(position: Position) -> None:
    Position.objects.filter(pk=position.pk).update(valid_to=YESTERDAY)


def deactivated(position: Position) -> None:
    User.objects.filter(pk=position.user_id).update(is_active=False)


Leave = Callable[[Position], None]
leaving = pytest.mark.parametrize("leave", [ended, deactivated])


@pytest.fixture
def colleague(agency: Agency) -> Position:
    return make_officer(Role.SPECIALIST, agency, name="Puih Hà", email="puih.ha@example.test")


@pytest.fixture
def taken(accepted: Dossier, specialist: Position) -> Dossier:
    """The specialist has it."""
    holding.take(dossier_id=accepted.pk, by=specialist, now=MONDAY + 2 * HOUR)
    return accepted


def listed(position: Position, view: inbox.View) -> list[str]:
    return [row.dossier.code for row in inbox.inbox_of(position, view, at=LATER).rows]


@leaving
def test_step_of_somebody_who_left_is_taken_up_by_a_colleague(
    taken: Dossier, specialist: Position, colleague: Position, leave: Leave
) -> None:
    before = open_assignment(taken)
    with pytest.raises(NotYourStep):
        holding.take(dossier_id=taken.pk, by=colleague, now=LATER)

    leave(specialist)
    holding.take(dossier_id=taken.pk, by=colleague, now=LATER)

    step = open_assignment(taken)
    assert (step.holder, step.step, step.due_at) == (colleague, before.step, before.due_at)
    before.refresh_from_db()
    assert (before.outcome, before.holder) == (AssignmentOutcome.HANDED_OVER, specialist)
    entry = taken.timeline.last()
    assert (entry.moment, entry.reason_code) == (Moment.HAND_OVER, holding.HOLDER_LEFT)
    kept = Event.objects.get(name="dossier.reassign")
    assert f'"holder":{specialist.pk}' in bytes(kept.canonical).decode()


def test_position_counts_until_the_end_of_its_last_day(
    taken: Dossier, specialist: Position, colleague: Position
) -> None:
    Position.objects.filter(pk=specialist.pk).update(valid_to=date(2026, 11, 18))

    with pytest.raises(NotYourStep):
        holding.take(dossier_id=taken.pk, by=colleague, now=LATER)

    assert listed(colleague, inbox.MINE) == []


def test_step_of_somebody_who_left_goes_on_without_being_taken_up_first(
    taken: Dossier, specialist: Position, colleague: Position
) -> None:
    ended(specialist)

    opened = processing.forward(dossier_id=taken.pk, by=colleague, now=LATER)

    assert opened.role == Role.HEAD
    moments = [entry.moment for entry in taken.timeline.order_by("-sequence")[:2]]
    assert moments == [Moment.FORWARD_STEP, Moment.HAND_OVER]


def test_step_of_somebody_who_left_is_no_other_role_s(
    taken: Dossier, specialist: Position, head: Position, elsewhere: Agency
) -> None:
    ended(specialist)

    with pytest.raises(NotYourStep):
        holding.take(dossier_id=taken.pk, by=head, now=LATER)
    with pytest.raises(NotYourAgency):
        holding.take(dossier_id=taken.pk, by=make_officer(Role.SPECIALIST, elsewhere), now=LATER)


@leaving
def test_lists_show_what_somebody_left_behind(
    taken: Dossier, desk: Desk, colleague: Position, stranger: Position, leave: Leave
) -> None:
    assert listed(desk.head, inbox.HOLDER_LEFT) == listed(colleague, inbox.MINE) == []

    leave(desk.specialist)

    assert listed(desk.head, inbox.HOLDER_LEFT) == [taken.code]
    assert inbox.counts_of(desk.head, at=LATER)[inbox.HOLDER_LEFT.key] == 1
    assert inbox.HOLDER_LEFT in inbox.views_for(desk.head)
    (row,) = inbox.inbox_of(desk.head, inbox.AGENCY, at=LATER).rows
    assert (row.has_left, row.holder) == (True, "Trần Văn Bình")
    assert listed(colleague, inbox.MINE) == [taken.code]
    assert listed(desk.counter, inbox.MINE) == listed(stranger, inbox.HOLDER_LEFT) == []
    holding.take(dossier_id=taken.pk, by=colleague, now=LATER)
    assert listed(desk.head, inbox.HOLDER_LEFT) == []


def test_head_gives_a_step_to_another_officer_with_the_reason(
    taken: Dossier, desk: Desk, colleague: Position
) -> None:
    before = open_assignment(taken)

    given = holding.reassign(
        dossier_id=taken.pk, to=colleague, reason="Anh Bình nghỉ ốm", by=desk.head, now=LATER
    )

    taken.refresh_from_db()
    assert (given.holder, given.step, given.due_at) == (colleague, before.step, before.due_at)
    assert (taken.status, given.note) == (Status.IN_PROGRESS, "Anh Bình nghỉ ốm")
    entry = taken.timeline.last()
    assert (entry.moment, entry.note, entry.position) == (
        Moment.HAND_OVER,
        "Anh Bình nghỉ ốm",
        desk.head,
    )
    assert (entry.reason_code, entry.is_public) == (holding.REASSIGNED, False)
    assert Event.objects.filter(name="dossier.reassign", object_id=taken.pk).count() == 1
    with pytest.raises(NotYourStep):
        processing.forward(dossier_id=taken.pk, by=desk.specialist, now=LATER)


def test_head_gives_a_step_that_nobody_has_taken_and_the_dossier_is_not_begun(
    accepted: Dossier, desk: Desk, colleague: Position
) -> None:
    holding.reassign(
        dossier_id=accepted.pk, to=colleague, reason="Đúng việc", by=desk.head, now=LATER
    )

    accepted.refresh_from_db()
    assert accepted.status == Status.ACCEPTED
    holding.take(dossier_id=accepted.pk, by=colleague, now=LATER)
    accepted.refresh_from_db()
    assert accepted.status == Status.IN_PROGRESS


def test_head_gives_a_step_away_while_the_clock_stands_still(
    taken: Dossier, desk: Desk, colleague: Position
) -> None:
    grounds = Grounds(kind=StopReason.OTHER, reason="Bão", legal_basis="Công điện 12")
    stopping.stop(dossier_id=taken.pk, grounds=grounds, by=desk.head, now=MONDAY + DAY)

    holding.reassign(dossier_id=taken.pk, to=colleague, reason="Nghỉ", by=desk.head, now=LATER)
    stopping.resume(dossier_id=taken.pk, by=desk.head, now=LATER + DAY)

    assert open_assignment(taken).holder == colleague
    processing.forward(dossier_id=taken.pk, by=colleague, now=LATER + DAY)


def test_step_is_given_only_to_whoever_could_hold_it(
    taken: Dossier, desk: Desk, colleague: Position, elsewhere: Agency, agency: Agency
) -> None:
    left = make_officer(Role.SPECIALIST, agency, email="cu@example.test")
    ended(left)
    left.refresh_from_db()
    deactivated(colleague)
    outsider = make_officer(Role.SPECIALIST, elsewhere)

    for to in (
        desk.specialist,
        desk.head,
        left,
        outsider,
        Position.objects.get(pk=colleague.pk),
    ):
        with pytest.raises(holding.NotForThisStep) as refused:
            holding.reassign(dossier_id=taken.pk, to=to, reason="?", by=desk.head, now=LATER)
        assert refused.value.field == "to"


def test_only_the_head_of_the_agency_gives_a_step_away(
    taken: Dossier, desk: Desk, colleague: Position, elsewhere: Agency
) -> None:
    for by in (desk.specialist, desk.counter, colleague, make_officer(Role.HEAD, elsewhere)):
        with pytest.raises(NotPermitted):
            holding.reassign(dossier_id=taken.pk, to=colleague, reason="?", by=by, now=LATER)


def test_dossier_without_an_open_step_is_given_to_nobody(
    submitted: Dossier, desk: Desk, colleague: Position
) -> None:
    with pytest.raises(WrongState):
        holding.reassign(dossier_id=submitted.pk, to=colleague, reason="?", by=desk.head, now=LATER)


def test_decided_dossier_is_given_to_nobody(decided: Dossier, desk: Desk, agency: Agency) -> None:
    other = make_officer(Role.COUNTER, agency, email="quay2@example.test")

    with pytest.raises(WrongState):
        holding.reassign(dossier_id=decided.pk, to=other, reason="?", by=desk.head, now=LATER + DAY)
