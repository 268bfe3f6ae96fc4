"""The internal route: take up, forward, send back, hand over."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from motcua.accounts.enums import Role
from motcua.accounts.models import Position
from motcua.catalogue.actions.routing import set_route
from motcua.dossiers.actions.handling import holding, processing
from motcua.dossiers.actions.moves.moving import WrongState
from motcua.dossiers.actions.moves.permits import NotAtThisStep, NotYourAgency, NotYourStep
from motcua.dossiers.actions.waiting import obligations, supplement
from motcua.dossiers.actions.waiting.items import Ask
from motcua.dossiers.enums import AssignmentOutcome, Moment, Status
from motcua.dossiers.models import Assignment, Dossier, Submission, TimelineEntry
from motcua.dossiers.queries.clocks.route import open_assignment
from motcua.dossiers.queries.desk import buttons_for
from motcua.kit.errors import NotPermitted
from motcua.places.models import Agency
from tests.factories.accounts import make_officer, make_position
from tests.factories.catalogue import route
from tests.factories.dossiers import DAY, HOUR, MONDAY, Desk


@pytest.fixture
def colleague(agency: Agency) -> Position:
    """A second specialist of the agency."""
    return make_officer(Role.SPECIALIST, agency, name="Puih Hà", email="puih.ha@example.test")


def test_take_makes_the_step_mine_and_the_dossier_in_progress(
    accepted: Dossier, specialist: Position
) -> None:
    step = holding.take(dossier_id=accepted.pk, by=specialist, now=MONDAY + 2 * HOUR)

    accepted.refresh_from_db()
    assert accepted.status == Status.IN_PROGRESS
    assert step.holder == specialist
    assert accepted.timeline.last().moment == Moment.BEGIN


def test_take_again_changes_nothing(accepted: Dossier, specialist: Position) -> None:
    for _ in range(2):
        holding.take(dossier_id=accepted.pk, by=specialist, now=MONDAY + 2 * HOUR)

    assert accepted.timeline.filter(moment=Moment.BEGIN).count() == 1


def test_step_taken_by_a_colleague_is_not_mine(
    accepted: Dossier, specialist: Position, colleague: Position
) -> None:
    holding.take(dossier_id=accepted.pk, by=colleague, now=MONDAY + 2 * HOUR)

    for act in (holding.take, processing.forward):
        with pytest.raises(NotYourStep):
            act(dossier_id=accepted.pk, by=specialist, now=MONDAY + 3 * HOUR)


def test_step_of_another_role_is_not_mine(accepted: Dossier, head: Position) -> None:
    with pytest.raises(NotYourStep):
        holding.take(dossier_id=accepted.pk, by=head, now=MONDAY + 2 * HOUR)


def test_officer_without_the_permission_is_refused(
    accepted: Dossier, administrator: Position
) -> None:
    with pytest.raises(NotPermitted):
        holding.take(dossier_id=accepted.pk, by=administrator, now=MONDAY + 2 * HOUR)


def test_specialist_of_another_agency_is_refused(accepted: Dossier, elsewhere: Agency) -> None:
    outsider = make_officer(Role.SPECIALIST, elsewhere)

    with pytest.raises(NotYourAgency):
        holding.take(dossier_id=accepted.pk, by=outsider, now=MONDAY + 2 * HOUR)


def test_dossier_not_yet_accepted_has_no_step(submitted: Dossier, specialist: Position) -> None:
    with pytest.raises(WrongState):
        holding.take(dossier_id=submitted.pk, by=specialist, now=MONDAY)


def test_settled_dossier_is_not_taken_up(decided: Dossier, counter_officer: Position) -> None:
    with pytest.raises(WrongState):
        holding.take(dossier_id=decided.pk, by=counter_officer, now=MONDAY + 3 * DAY)


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

    assert (opened.step, opened.holder) == (2, desk.specialist)
    assert at_head.assignments.get(step=3).outcome == AssignmentOutcome.SENT_BACK
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

    taken = holding.hand_over(
        dossier_id=accepted.pk, to=colleague, note="Nghỉ phép", by=specialist, now=MONDAY + DAY
    )

    taken.refresh_from_db()
    assert (taken.holder, taken.due_at, taken.step) == (colleague, due, 2)
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
        with pytest.raises(holding.NotAColleague) as refused:
            holding.hand_over(dossier_id=accepted.pk, to=to, by=specialist, now=MONDAY + DAY)
        assert refused.value.field == "to"


def follow(dossier: Dossier, *roles: str, **of_each: Any) -> None:
    """Let the case of a dossier follow a route."""
    set_route(case=dossier.case, definition=route(*roles, **of_each), by=None, now=MONDAY)


def test_own_route_of_a_case_goes_before_the_usual_one(submitted: Dossier, desk: Desk) -> None:
    follow(
        submitted,
        *("COUNTER", "SPECIALIST", "HEAD", "COUNTER"),
        b2={"name": {"vi": "Thẩm định"}, "allowance_hours": 16},
        b3={"name": {"vi": "Trình ký"}, "allowance_hours": 8},
    )

    desk.accept(submitted, MONDAY)
    first = open_assignment(submitted)
    last = processing.forward(dossier_id=submitted.pk, by=desk.specialist, now=MONDAY + HOUR)

    assert (first.name, first.due_at) == ("Thẩm định", MONDAY + 2 * DAY)  # two days of 8 hours
    assert (last.name, last.due_at) == ("Trình ký", MONDAY + HOUR + DAY)


def test_dossier_keeps_the_route_of_its_acceptance(submitted: Dossier, desk: Desk) -> None:
    follow(submitted, "SPECIALIST", "SPECIALIST", "HEAD")
    accepted = desk.accept(submitted, MONDAY)
    follow(submitted, "SPECIALIST", "HEAD")

    second = processing.forward(dossier_id=accepted.pk, by=desk.specialist, now=MONDAY + HOUR)

    assert (second.step, second.role) == (2, "SPECIALIST")


def test_step_that_the_answers_do_not_ask_for_is_passed_by(submitted: Dossier, desk: Desk) -> None:
    section, question = answered_question(submitted)
    never = {"not": {"q": f"{section}.{question}", "op": "answered"}}
    follow(submitted, "SPECIALIST", "SPECIALIST", "HEAD", b2={"when": never})
    accepted = desk.accept(submitted, MONDAY)

    after = processing.forward(dossier_id=accepted.pk, by=desk.specialist, now=MONDAY + HOUR)

    assert (after.step, after.role) == (3, "HEAD")
    before = processing.send_back(
        dossier_id=accepted.pk, note="Xem lại", by=desk.head, now=MONDAY + DAY
    )
    assert before.step == 1


def test_step_that_may_not_send_back_does_not(submitted: Dossier, desk: Desk) -> None:
    follow(submitted, "SPECIALIST", "HEAD", b2={"may": ["DECIDE"]})
    accepted = desk.accept(submitted, MONDAY)
    processing.forward(dossier_id=accepted.pk, by=desk.specialist, now=MONDAY + HOUR)

    with pytest.raises(processing.NoStepBefore):
        processing.send_back(dossier_id=accepted.pk, note="?", by=desk.head, now=MONDAY + DAY)

    accepted.refresh_from_db()
    assert Moment.SEND_BACK not in buttons_for(desk.head, accepted, at=MONDAY + DAY)


def test_one_person_with_three_hats_forwards_once(submitted: Dossier, desk: Desk) -> None:
    user = desk.specialist.user
    clerk = make_position(user, Role.CLERK, desk.specialist.agency)
    Position.objects.filter(pk=desk.head.pk).update(user=user)
    follow(submitted, "SPECIALIST", "CLERK", "HEAD")
    accepted = desk.accept(submitted, MONDAY)

    last = processing.forward(dossier_id=accepted.pk, by=desk.specialist, now=MONDAY + HOUR)

    assert (last.role, last.holder_id) == ("HEAD", desk.head.pk)
    merged = Assignment.objects.get(dossier=accepted, role="CLERK")
    assert (merged.outcome, merged.holder) == (AssignmentOutcome.MERGED, clerk)


def test_step_that_another_could_take_too_is_not_merged(submitted: Dossier, desk: Desk) -> None:
    make_position(desk.specialist.user, Role.CLERK, desk.specialist.agency)
    make_officer(Role.CLERK, desk.specialist.agency)
    follow(submitted, "SPECIALIST", "CLERK", "HEAD")
    accepted = desk.accept(submitted, MONDAY)

    opened = processing.forward(dossier_id=accepted.pk, by=desk.specialist, now=MONDAY + HOUR)

    assert (opened.role, opened.holder) == ("CLERK", None)


def test_forwarded_by_mistake_is_taken_back_with_its_time(submitted: Dossier, desk: Desk) -> None:
    follow(submitted, "SPECIALIST", "HEAD", b1={"allowance_hours": 16})
    accepted = desk.accept(submitted, MONDAY)
    due = open_assignment(accepted).due_at
    processing.forward(dossier_id=accepted.pk, by=desk.specialist, now=MONDAY + HOUR)
    accepted.refresh_from_db()
    assert Moment.RECALL in buttons_for(desk.specialist, accepted, at=MONDAY + HOUR)
    assert Moment.RECALL not in buttons_for(desk.head, accepted, at=MONDAY + HOUR)

    back = processing.recall(dossier_id=accepted.pk, by=desk.specialist, now=MONDAY + 2 * HOUR)

    assert (back.step, back.holder, back.due_at) == (1, desk.specialist, due)
    assert TimelineEntry.objects.filter(dossier=accepted).last().moment == Moment.RECALL


def test_what_the_next_one_has_begun_is_not_taken_back(submitted: Dossier, desk: Desk) -> None:
    accepted = desk.accept(submitted, MONDAY)
    processing.forward(dossier_id=accepted.pk, by=desk.specialist, now=MONDAY + HOUR)
    with pytest.raises(NotYourStep):
        processing.recall(dossier_id=accepted.pk, by=desk.head, now=MONDAY + 2 * HOUR)
    holding.take(dossier_id=accepted.pk, by=desk.head, now=MONDAY + 2 * HOUR)

    with pytest.raises(processing.AlreadyTaken):
        processing.recall(dossier_id=accepted.pk, by=desk.specialist, now=MONDAY + 3 * HOUR)

    assert open_assignment(accepted).holder == desk.head


def answered_question(dossier: Dossier) -> tuple[str, str]:
    """Some question that the dossier answers with a plain value."""
    answers = Submission.objects.get(dossier=dossier).answers
    return next(
        (section, question)
        for section, values in answers.items()
        if isinstance(values, dict)
        for question, value in values.items()
        if isinstance(value, str) and value
    )


def test_step_asks_for_nothing_that_its_route_keeps_from_it(submitted: Dossier, desk: Desk) -> None:
    follow(submitted, "SPECIALIST", "HEAD", b1={"may": ["FORWARD"]})
    accepted = desk.accept(submitted, MONDAY)
    notice = obligations.Notice(
        number="12/TB",
        issued_by="Thuế cơ sở 1",
        issued_on=date(2026, 11, 16),
        due_on=date(2026, 12, 16),
        amounts=[],
    )

    with pytest.raises(NotAtThisStep):
        obligations.ask(dossier_id=accepted.pk, notice=notice, by=desk.specialist, now=MONDAY)
    with pytest.raises(NotAtThisStep):
        supplement.ask(
            dossier_id=accepted.pk,
            items=[Ask(reason="Sai", section="copies", question="number")],
            answer_by=date(2026, 12, 1),
            by=desk.specialist,
            now=MONDAY,
        )

    buttons = buttons_for(desk.specialist, accepted, at=MONDAY)
    assert {Moment.ASK_PAYMENT, Moment.ASK_SUPPLEMENT}.isdisjoint(buttons)
    assert Moment.FORWARD_STEP in buttons
