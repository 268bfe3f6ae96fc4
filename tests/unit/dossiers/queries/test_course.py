"""The route beside a dossier: where it is and how long each step took."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.dossiers.actions.handling import processing
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries.clocks.course import course_of, in_words
from motcua.dossiers.queries.clocks.route import open_assignment
from tests.factories.dossiers import DAY, HOUR, MINUTE, MONDAY, Desk


def test_course_shows_where_the_dossier_is(at_head: Dossier, desk: Desk) -> None:
    at = MONDAY + 2 * HOUR
    states = [step.state for step in course_of(at_head, open_assignment(at_head), at=at)]
    assert states == ["done", "current"]

    desk.decide(at_head)
    at_head.refresh_from_db()

    settled = course_of(at_head, open_assignment(at_head), at=at)
    assert [step.state for step in settled] == ["done", "done"]


def test_course_counts_working_time_and_visits_together(accepted: Dossier, desk: Desk) -> None:
    """Accepted on Monday at 10:00; specialist until Tuesday 11:00, head half an hour, back."""
    at = MONDAY + DAY
    processing.forward(dossier_id=accepted.pk, by=desk.specialist, now=at + 2 * HOUR)
    processing.send_back(
        dossier_id=accepted.pk, note="Xem lại", by=desk.head, now=at + 2 * HOUR + 30 * MINUTE
    )
    accepted.refresh_from_db()

    first, second = course_of(accepted, open_assignment(accepted), at=at + DAY)

    assert (first.state, first.spent) == ("current", "2 ngày làm việc")
    assert (second.state, second.spent) == ("ahead", "30 phút")


def test_step_that_outlasts_its_allowance_is_late(accepted: Dossier) -> None:
    step = open_assignment(accepted)
    assert step is not None
    step.due_at = MONDAY + 4 * HOUR
    step.save()

    def first(at: object) -> bool:
        return course_of(accepted, open_assignment(accepted), at=at)[0].is_late  # type: ignore[arg-type]

    assert not first(MONDAY + 3 * HOUR)
    assert first(MONDAY + 5 * HOUR)


def test_course_costs_the_same_however_often_a_step_was_visited(
    accepted: Dossier, desk: Desk
) -> None:
    def cost() -> int:
        step = open_assignment(accepted)
        with CaptureQueriesContext(connection) as asked:
            course_of(accepted, step, at=MONDAY + 2 * DAY)
        return len(asked)

    once = cost()
    for hour in (2, 4):
        at = MONDAY + hour * HOUR
        processing.forward(dossier_id=accepted.pk, by=desk.specialist, now=at)
        processing.send_back(dossier_id=accepted.pk, note="Lại", by=desk.head, now=at + HOUR)
        accepted.refresh_from_db()

    assert cost() == once


@pytest.mark.parametrize(
    ("days", "minutes", "words"),
    [(0, 0, "0 phút"), (0, 59, "59 phút"), (0, 61, "1 giờ 1 phút"), (3, 9999, "3 ngày làm việc")],
)
def test_time_spent_in_words(days: int, minutes: int, words: str) -> None:
    assert in_words(days, minutes) == words
