"""Five clocks, kept apart; closures that people are told of; who is waited for."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from motcua.dossiers.actions.handling import reception
from motcua.dossiers.actions.upkeep import recalculating
from motcua.dossiers.actions.waiting import extending, stopping
from motcua.dossiers.enums import StopReason
from motcua.dossiers.models import Assignment, Dossier
from motcua.dossiers.queries.clocks import five, standing
from motcua.dossiers.queries.lists import inbox
from motcua.kit import clock
from motcua.places.actions import calendar
from motcua.places.enums import EditKind
from motcua.places.rules.edits import CalendarEdit
from tests.factories.dossiers import DAY, HOUR, MONDAY, make_dossier

if TYPE_CHECKING:
    from motcua.accounts.models import Position, User
    from motcua.catalogue.models import ServiceOffer

OPINION = stopping.Grounds(kind=StopReason.OPINION, reason="Hỏi Sở Tài chính", legal_basis="Đ.5")


@pytest.fixture
def accepted(offer: ServiceOffer, citizen: User, counter_officer: Position) -> Dossier:
    sent = make_dossier(offer, citizen, now=MONDAY)
    return reception.accept(dossier_id=sent.pk, by=counter_officer, now=MONDAY + HOUR)


def names(dossier: Dossier) -> list[str]:
    return [line.name for line in five.clocks_of(Dossier.objects.get(pk=dossier.pk))]


def test_clock_of_reception_comes_before_acceptance(offer: ServiceOffer, citizen: User) -> None:
    sent = make_dossier(offer, citizen, now=MONDAY)

    assert names(sent) == ["Hệ thống nhận", "Phải trả lời tiếp nhận trước"]


def test_neighbours_time_and_the_law_stand_apart(accepted: Dossier, head: Position) -> None:
    assert names(accepted) == ["Hệ thống nhận", "Tiếp nhận", "Hạn theo luật"]

    stopping.stop(dossier_id=accepted.pk, grounds=OPINION, by=head, now=MONDAY + 2 * HOUR)
    assert names(accepted) == ["Hệ thống nhận", "Tiếp nhận", "Cơ quan khác nhận"]

    stopping.resume(dossier_id=accepted.pk, by=head, now=MONDAY + DAY)
    assert names(accepted)[2:] == ["Cơ quan khác nhận", "Hạn theo luật"]


def test_new_appointment_stands_beside_the_legal_one(accepted: Dossier, head: Position) -> None:
    legal = accepted.due_at
    assert legal is not None
    extending.apologise(
        dossier_id=accepted.pk,
        new_date=(legal + 2 * DAY).date(),
        reason="Chờ",
        by=head,
        now=MONDAY + 2 * HOUR,
    )

    lines = five.clocks_of(Dossier.objects.get(pk=accepted.pk))
    assert [line.name for line in lines[2:]] == ["Hạn theo luật", "Đã hẹn lại"]
    assert lines[2].at == legal
    assert lines[3].at > legal


def test_waiting_for_an_opinion_is_waiting_for_a_neighbour(
    accepted: Dossier, head: Position
) -> None:
    stopping.stop(dossier_id=accepted.pk, grounds=OPINION, by=head, now=MONDAY + 2 * HOUR)
    stopped = Dossier.objects.get(pk=accepted.pk)

    assert standing.standing_of(stopped, at=MONDAY + 9 * DAY).deadline == "WAITING_NEIGHBOUR"
    (row,) = inbox.inbox_of(head, inbox.WAITING, at=MONDAY + 9 * DAY).rows
    assert row.clock == "WAITING_NEIGHBOUR"


def test_closure_is_told_while_it_lasts_and_a_week_before(
    accepted: Dossier, head: Position
) -> None:
    closure = calendar.declare_closure(
        place=head.agency,
        span=(MONDAY + 8 * DAY, MONDAY + 10 * DAY),
        reason="Lũ",
        order_number="15/QĐ",
        by=None,
        now=MONDAY,
    )

    def told(at: timedelta) -> bool:
        dossier = Dossier.objects.get(pk=accepted.pk)
        return closure in standing.standing_of(dossier, at=MONDAY + at).closed

    assert [told(at * DAY) for at in (0, 1, 9, 11)] == [False, True, True, False]


def test_page_computes_on_read_until_the_job_has_written(accepted: Dossier, head: Position) -> None:
    edit = CalendarEdit(
        kind=EditKind.CLOSURE,
        agency=head.agency.code,
        starts_at=MONDAY + DAY,
        ends_at=MONDAY + 3 * DAY,
        reason="Lũ",
        order_number="15/QĐ",
    )
    now = clock.now()
    change = recalculating.propose(edit=edit, by=head, now=now)
    recalculating.compute(change_id=change.pk)
    recalculating.confirm(change_id=change.pk, by=head, now=now)
    stored = Dossier.objects.get(pk=accepted.pk)
    assert stored.due_at == accepted.due_at

    standing.standing_of(stored, at=now)

    moved = change.moved.get(dossier=accepted)
    assert standing.promised_at(stored) == moved.after != accepted.due_at
    recalculating.apply(change_id=change.pk, now=now)
    assert Dossier.objects.get(pk=accepted.pk).due_at == moved.after


@pytest.mark.parametrize(
    ("step", "result", "mark"),
    [(-1, 5, "LATE"), (-1, -1, ""), (1, 5, "DUE_SOON"), (1, 1, ""), (90, 90 * 24, "")],
)
def test_step_has_a_mark_where_it_presses_more_than_the_dossier(
    accepted: Dossier, head: Position, step: int, result: int, mark: str
) -> None:
    at = MONDAY + 2 * HOUR
    Assignment.objects.filter(dossier=accepted).update(due_at=at + step * HOUR)
    Dossier.objects.filter(pk=accepted.pk).update(due_at=at + result * DAY)

    (row,) = inbox.inbox_of(head, inbox.AGENCY, at=at).rows

    assert row.step_clock == mark
