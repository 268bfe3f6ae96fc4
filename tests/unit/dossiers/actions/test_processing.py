"""The internal route: take up, forward, send back, hand over."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from motcua.accounts.enums import Role
from motcua.accounts.models import Position
from motcua.catalogue.models import RouteStep
from motcua.dossiers.actions.handling import processing
from motcua.dossiers.actions.moves.moving import WrongState
from motcua.dossiers.actions.moves.permits import NotYourAgency, NotYourStep
from motcua.dossiers.enums import AssignmentOutcome, Moment, Status
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries.clocks.route import open_assignment
from motcua.kit.errors import NotPermitted
from motcua.places.models import Agency
from tests.factories.accounts import make_officer
from tests.factories.dossiers import DAY, HOUR, MONDAY, Desk


@pytest.fixture
def colleague(agency: Agency) -> Position:
    """A second specialist of the agency."""
    return make_officer(Role.SPECIALIST, agency, name="Puih Hà", email="puih.ha@example.test")


def test_take_makes_the_step_mine_and_the_dossier_in_progress(
    accepted: Dossier, specialist: Position
) -> None:
    step = processing.take(dossier_id=accepted.pk, by=specialist, now=MONDAY + 2 * HOUR)

    accepted.refresh_from_db()
    assert accepted.status == Status.IN_PROGRESS
    assert step.holder == specialist
    assert accepted.timeline.last().moment == Moment.BEGIN


def test_take_again_changes_nothing(accepted: Dossier, specialist: Position) -> None:
    for _ in range(2):
        processing.take(dossier_id=accepted.pk, by=specialist, now=MONDAY + 2 * HOUR)

    assert accepted.timeline.filter(moment=Moment.BEGIN).count() == 1


def test_step_taken_by_a_colleague_is_not_mine(
    accepted: Dossier, specialist: Position, colleague: Position
) -> None:
    processing.take(dossier_id=accepted.pk, by=colleague, now=MONDAY + 2 * HOUR)

    for act in (processing.take, processing.forward):
        with pytest.raises(NotYourStep):
            act(dossier_id=accepted.pk, by=specialist, now=MONDAY + 3 * HOUR)


def test_step_of_another_role_is_not_mine(accepted: Dossier, head: Position) -> None:
    with pytest.raises(NotYourStep):
        processing.take(dossier_id=accepted.pk, by=head, now=MONDAY + 2 * HOUR)


def test_officer_without_the_permission_is_refused(
    accepted: Dossier, administrator: Position
) -> None:
    with pytest.raises(NotPermitted):
        processing.take(dossier_id=accepted.pk, by=administrator, now=MONDAY + 2 * HOUR)


def test_specialist_of_another_agency_is_refused(accepted: Dossier, elsewhere: Agency) -> None:
    outsider = make_officer(Role.SPECIALIST, elsewhere)

    with pytest.raises(NotYourAgency):
        processing.take(dossier_id=accepted.pk, by=outsider, now=MONDAY + 2 * HOUR)


def test_dossier_not_yet_accepted_has_no_step(submitted: Dossier, specialist: Position) -> None:
    with pytest.raises(WrongState):
        processing.take(dossier_id=submitted.pk, by=specialist, now=MONDAY)


def test_settled_dossier_is_not_taken_up(decided: Dossier, counter_officer: Position) -> None:
    with pytest.raises(WrongState):
        processing.take(dossier_id=decided.pk, by=counter_officer, now=MONDAY + 3 * DAY)


def test_forward_closes_my_step_and_opens_the_next(accepted: Dossier, desk: Desk) -> None:
    opened = processing.forward(
        dossier_id=accepted.pk, note="Đủ điều kiện", by=desk.specialist, now=MONDAY + DAY
    )

    mine = accepted.assignments.first()
    assert (mine.outcome, mine.finished_by) == (AssignmentOutcome.FORWARDED, desk.specialist)
    assert (opened.role, opened.holder, opened.note) == ("HEAD", None, "Đủ điều kiện")
    entry = accepted.timeline.last()
    assert (entry.moment, entry.is_public) == (Moment.FORWARD_STEP, False)


def test_forward_from_the_last_step_is_refused_and_changes_nothing(
    at_head: Dossier, head: Position
) -> None:
    with pytest.raises(processing.NoNextStep):
        processing.forward(dossier_id=at_head.pk, by=head, now=MONDAY + 2 * DAY)

    assert open_assignment(at_head).holder is None


def test_send_back_returns_to_whoever_did_the_step(at_head: Dossier, desk: Desk) -> None:
    opened = processing.send_back(
        dossier_id=at_head.pk, note="Xem lại trang 2", by=desk.head, now=MONDAY + 2 * DAY
    )

    assert (opened.step, opened.holder) == (1, desk.specialist)
    assert at_head.assignments.get(step=2).outcome == AssignmentOutcome.SENT_BACK
    assert at_head.timeline.last().moment == Moment.SEND_BACK


def test_send_back_to_somebody_who_left_goes_to_the_role(at_head: Dossier, desk: Desk) -> None:
    Position.objects.filter(pk=desk.specialist.pk).update(valid_to=date(2026, 11, 17))

    opened = processing.send_back(
        dossier_id=at_head.pk, note="Xem lại", by=desk.head, now=MONDAY + 2 * DAY
    )

    assert (opened.role, opened.holder) == ("SPECIALIST", None)


def test_send_back_from_the_first_step_is_refused(accepted: Dossier, specialist: Position) -> None:
    with pytest.raises(processing.NoStepBefore):
        processing.send_back(dossier_id=accepted.pk, note="?", by=specialist, now=MONDAY + DAY)


def test_hand_over_keeps_the_time_of_the_step(
    accepted: Dossier, specialist: Position, colleague: Position
) -> None:
    due = datetime(2026, 11, 18, 3, 0, tzinfo=UTC)
    accepted.assignments.update(due_at=due)

    taken = processing.hand_over(
        dossier_id=accepted.pk, to=colleague, note="Nghỉ phép", by=specialist, now=MONDAY + DAY
    )

    taken.refresh_from_db()
    assert (taken.holder, taken.due_at, taken.step) == (colleague, due, 1)
    assert accepted.assignments.first().outcome == AssignmentOutcome.HANDED_OVER
    with pytest.raises(NotYourStep):
        processing.forward(dossier_id=accepted.pk, by=specialist, now=MONDAY + DAY)


def test_hand_over_to_anybody_but_a_present_colleague_is_refused(
    accepted: Dossier, specialist: Position, head: Position, elsewhere: Agency, colleague: Position
) -> None:
    outsider = make_officer(Role.SPECIALIST, elsewhere)
    colleague.valid_to = date(2026, 11, 16)
    colleague.save()

    for to in (specialist, head, outsider, colleague):
        with pytest.raises(processing.NotAColleague) as refused:
            processing.hand_over(dossier_id=accepted.pk, to=to, by=specialist, now=MONDAY + DAY)
        assert refused.value.field == "to"


def test_own_route_of_a_case_goes_before_the_default(submitted: Dossier, desk: Desk) -> None:
    rows = [
        (1, "Tiếp nhận", Role.COUNTER, 4),
        (2, "Thẩm định", Role.SPECIALIST, 16),
        (3, "Trình ký", Role.HEAD, 8),
        (4, "Trả kết quả", Role.COUNTER, 4),
    ]
    for position, name, role, hours in rows:
        RouteStep.objects.create(
            case=submitted.case, position=position, name=name, role=role, allowance_hours=hours
        )

    desk.accept(submitted, MONDAY)
    first = open_assignment(submitted)
    last = processing.forward(dossier_id=submitted.pk, by=desk.specialist, now=MONDAY + HOUR)

    assert (first.name, first.due_at) == ("Thẩm định", MONDAY + 2 * DAY)  # two days of 8 hours
    assert (last.name, last.due_at) == ("Trình ký", MONDAY + HOUR + DAY)
