"""A changed calendar shows what it moves before it is confirmed, and moves it once afterwards."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from motcua.audit.models import Event
from motcua.catalogue.models import ServiceOffer
from motcua.dossiers.actions.handling import reception
from motcua.dossiers.actions.upkeep import due_times, recalculating
from motcua.dossiers.actions.waiting import stopping
from motcua.dossiers.enums import ChangeState, Moment, StopReason
from motcua.dossiers.models import (
    CalendarChange,
    Dossier,
    DossierPaper,
    Draft,
    MovedDue,
    TimelineEntry,
)
from motcua.dossiers.queries.clocks import changes
from motcua.kit.clock import HANOI
from motcua.kit.errors import NotPermitted, Refusal
from motcua.notifications.models import Notification
from motcua.places.actions.editing import AlreadySo, ClosedWrongly, ReasonNeeded, SameDay
from motcua.places.enums import EditKind
from motcua.places.models import CalendarDay, Closure
from motcua.places.rules.edits import CalendarEdit
from tests.factories.dossiers import DAY, HOUR, MONDAY, make_dossier

if TYPE_CHECKING:
    from motcua.accounts.models import Position, User

TUESDAY = date(2026, 11, 17)
STORM = CalendarEdit(
    kind=EditKind.DAY_OFF, off=TUESDAY, reason="Bão số 13", order_number="12/CĐ-UBND"
)


def at(day: int, hour: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, tzinfo=HANOI)


def closed(agency: str, start: datetime, end: datetime, **more: Any) -> CalendarEdit:
    return CalendarEdit(
        kind=EditKind.CLOSURE,
        agency=agency,
        starts_at=start,
        ends_at=end,
        reason="Lũ trên sông Ba",
        order_number="15/QĐ-UBND",
        **more,
    )


@pytest.fixture
def two(offer: ServiceOffer, citizen: User, counter_officer: Position) -> tuple[Dossier, Dossier]:
    """One waits for reception, one is being processed."""
    waiting = make_dossier(offer, citizen, now=MONDAY)
    taken = make_dossier(offer, citizen, now=MONDAY)
    reception.accept(dossier_id=taken.pk, by=counter_officer, now=MONDAY + HOUR)
    taken.refresh_from_db()
    return waiting, taken


def proposed(edit: CalendarEdit, by: Position) -> CalendarChange:
    change = recalculating.propose(edit=edit, by=by, now=MONDAY + 2 * HOUR)
    recalculating.compute(change_id=change.pk)
    change.refresh_from_db()
    return change


def applied(edit: CalendarEdit, by: Position) -> CalendarChange:
    change = proposed(edit, by)
    recalculating.confirm(change_id=change.pk, by=by, now=MONDAY + 2 * HOUR)
    recalculating.apply(change_id=change.pk, now=MONDAY + 3 * HOUR)
    change.refresh_from_db()
    return change


def moved_mails() -> list[str]:
    return list(Notification.objects.filter(event="dossier.due_moved").values_list("about", flat=1))


def test_proposed_day_off_shows_what_it_moves_and_changes_nothing(
    two: tuple[Dossier, Dossier], administrator: Position
) -> None:
    change = proposed(STORM, administrator)

    page = changes.moved_by(change)
    assert change.state == ChangeState.READY
    assert {row.dossier_id for row in page.rows} == {one.pk for one in two}
    assert all(row.before and row.after and row.before < row.after for row in page.rows)
    assert not CalendarDay.objects.filter(date=TUESDAY).exists()
    assert Dossier.objects.get(pk=two[1].pk).due_at == two[1].due_at
    assert moved_mails() == []


def test_confirmed_day_off_moves_each_dossier_once(
    two: tuple[Dossier, Dossier], administrator: Position
) -> None:
    expected = {row.dossier_id: row.after for row in proposed(STORM, administrator).moved.all()}

    change = applied(STORM, administrator)

    waiting, taken = (Dossier.objects.get(pk=one.pk) for one in two)
    assert (waiting.reception_due_at, taken.due_at) == (expected[waiting.pk], expected[taken.pk])
    assert change.state == ChangeState.DONE
    assert due_times.check(now=MONDAY) == 0
    entry = TimelineEntry.objects.get(dossier=taken, moment=Moment.RECALCULATE)
    assert "12/CĐ-UBND" in entry.note
    papers = DossierPaper.objects.filter(dossier=taken, letter="receipt").order_by("pk")
    assert [paper.is_valid for paper in papers] == [False, True]
    assert papers[0].paper.replaced_by == papers[1].paper
    assert sorted(moved_mails()) == sorted(f"dossier:{one.pk}" for one in two)


def test_job_that_runs_again_tells_nobody_twice(
    two: tuple[Dossier, Dossier], administrator: Position
) -> None:
    change = applied(STORM, administrator)
    CalendarChange.objects.filter(pk=change.pk).update(state=ChangeState.APPLYING, reached=0)
    Dossier.objects.filter(pk=two[1].pk).update(due_at=two[1].due_at)

    recalculating.apply(change_id=change.pk, now=MONDAY + 4 * HOUR)

    assert len(moved_mails()) == 2
    assert TimelineEntry.objects.filter(moment=Moment.RECALCULATE).count() == 2


def test_job_killed_in_the_middle_goes_on_without_a_half_row(
    two: tuple[Dossier, Dossier], administrator: Position, monkeypatch: pytest.MonkeyPatch
) -> None:
    change = proposed(STORM, administrator)
    recalculating.confirm(change_id=change.pk, by=administrator, now=MONDAY + 2 * HOUR)
    tell, told = recalculating.telling.tell, []

    def dies(dossier: Dossier, event: str, **facts: Any) -> None:
        told.append(dossier.pk)
        if len(told) == 2:
            raise KeyboardInterrupt
        tell(dossier, event, **facts)

    monkeypatch.setattr(recalculating.telling, "tell", dies)
    with pytest.raises(KeyboardInterrupt):
        recalculating.apply(change_id=change.pk, now=MONDAY + 3 * HOUR)
    half = Dossier.objects.get(pk=told[1])
    assert half.due_at == two[1].due_at
    assert not half.timeline.filter(moment=Moment.RECALCULATE).exists()
    assert changes.is_recalculating()

    monkeypatch.setattr(recalculating.telling, "tell", tell)
    recalculating.apply(change_id=change.pk, now=MONDAY + 4 * HOUR)

    assert sorted(moved_mails()) == sorted(f"dossier:{one.pk}" for one in two)
    assert not changes.is_recalculating()


def test_closure_of_an_agency_moves_its_dossiers_and_ending_it_early_moves_them_back(
    two: tuple[Dossier, Dossier], head: Position
) -> None:
    applied(closed(head.agency.code, at(17), at(19)), head)
    later = Dossier.objects.get(pk=two[1].pk).due_at
    assert later is not None
    assert two[1].due_at is not None
    assert later > two[1].due_at

    end = CalendarEdit(
        kind=EditKind.CLOSURE_END,
        closure=Closure.objects.get().pk,
        ends_at=at(18),
        reason="Nước rút",
        order_number="16/QĐ-UBND",
    )
    applied(end, head)

    back = Dossier.objects.get(pk=two[1].pk).due_at
    assert back is not None
    assert two[1].due_at < back < later


def test_paused_dossier_keeps_no_due_time_and_resumes_with_the_closure_counted_once(
    two: tuple[Dossier, Dossier], head: Position
) -> None:
    pk, due = two[1].pk, two[1].due_at
    grounds = stopping.Grounds(kind=StopReason.FORCE_MAJEURE, reason="Lũ", legal_basis="QĐ 1")
    stopping.stop(dossier_id=pk, grounds=grounds, by=head, now=MONDAY + 2 * HOUR)

    change = applied(closed(head.agency.code, at(17), at(19)), head)
    assert not change.moved.filter(dossier=pk).exists()
    stopping.resume(dossier_id=pk, note="", by=head, now=MONDAY + 3 * DAY + 2 * HOUR)

    assert due is not None  # Mon 23 10:00; 4 days 7 h left at 11:00 on Mon 16, whatever is closed
    assert Dossier.objects.get(pk=pk).due_at == due + timedelta(days=3)


def test_closure_that_lets_the_clock_run_moves_no_dossier(
    two: tuple[Dossier, Dossier], head: Position
) -> None:
    edit = closed(head.agency.code, at(17), at(19), stops_agency_clock=False)

    assert proposed(edit, head).moved.count() == 0


def test_closure_gives_drafts_its_time(
    offer: ServiceOffer, citizen: User, head: Position, two: tuple[Dossier, Dossier]
) -> None:
    draft = Draft.objects.filter(offer=offer).first()
    assert draft is not None
    Draft.objects.filter(pk=draft.pk).update(sent_at=None)

    applied(closed(head.agency.code, at(17), at(19)), head)

    assert Draft.objects.get(pk=draft.pk).expires_at == draft.expires_at + 2 * DAY


@pytest.mark.parametrize(
    ("edit", "refusal"),
    [
        (closed("H21.16", at(19), at(17)), ClosedWrongly),
        (closed("H21.16", at(19), at(19)), ClosedWrongly),
        (replace(STORM, kind=EditKind.SWAP, work=TUESDAY), SameDay),
        (replace(STORM, off=date(2026, 11, 22)), AlreadySo),
        (replace(STORM, off=None, work=TUESDAY, kind=EditKind.DAY_WORKED), AlreadySo),
        (replace(STORM, reason=" "), ReasonNeeded),
        (replace(STORM, order_number=""), ReasonNeeded),
    ],
)
def test_wrong_change_is_refused_and_nothing_kept(
    administrator: Position, edit: CalendarEdit, refusal: type[Refusal]
) -> None:
    with pytest.raises(refusal):
        recalculating.propose(edit=edit, by=administrator, now=MONDAY)

    assert not CalendarChange.objects.exists()


def test_head_changes_only_the_own_agency(head: Position, specialist: Position) -> None:
    with pytest.raises(NotPermitted):
        recalculating.propose(edit=STORM, by=head, now=MONDAY)
    with pytest.raises(NotPermitted):
        recalculating.propose(edit=closed("H21.16", at(17), at(18)), by=specialist, now=MONDAY)


def test_two_confirm_and_the_second_is_refused(
    two: tuple[Dossier, Dossier], administrator: Position
) -> None:
    change = proposed(STORM, administrator)
    recalculating.confirm(change_id=change.pk, by=administrator, now=MONDAY)

    with pytest.raises(recalculating.NotReady):
        recalculating.confirm(change_id=change.pk, by=administrator, now=MONDAY)
    with pytest.raises(recalculating.NotReady):
        recalculating.discard(change_id=change.pk, by=administrator, now=MONDAY)


def test_discarded_change_leaves_only_its_trace(
    two: tuple[Dossier, Dossier], administrator: Position
) -> None:
    change = proposed(STORM, administrator)

    recalculating.discard(change_id=change.pk, by=administrator, now=MONDAY)

    assert not MovedDue.objects.exists()
    assert Event.objects.filter(name="dossiers.calendar_change_discarded").exists()


def test_report_of_the_night_is_confirmed_and_mended(
    two: tuple[Dossier, Dossier], administrator: Position
) -> None:
    Dossier.objects.filter(pk=two[1].pk).update(due_at=MONDAY + 30 * DAY)
    assert due_times.check(now=MONDAY) == 1

    change = applied(CalendarEdit(kind=EditKind.CHECK), administrator)

    assert change.moved.count() == 1
    assert Dossier.objects.get(pk=two[1].pk).due_at == two[1].due_at
    assert due_times.check(now=MONDAY) == 0
