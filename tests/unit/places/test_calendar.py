"""The working calendar: loaded, changed, kept in the process, never stale."""

from __future__ import annotations

import csv
from datetime import UTC, date, datetime, time
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from pytest_django import DjangoAssertNumQueries

from motcua.kit.worktime import HANOI, OFFICE_WINDOWS, Window, WorkingCalendar, is_working_day
from motcua.places.actions import agencies
from motcua.places.actions import calendar as actions
from motcua.places.enums import AgencyKind, DayKind, DaySource, Tier, WindowKind
from motcua.places.models import (
    AdministrativeUnit,
    Agency,
    CalendarDay,
    Closure,
    WorkingWindow,
)
from motcua.places.queries.calendar import closures_of, working_calendar

pytestmark = pytest.mark.django_db

SHARED = Path(__file__).parents[4] / "shared" / "data" / "vn_calendar_2015_2027.csv"
NOW = datetime(2026, 3, 2, 2, tzinfo=UTC)


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=HANOI)


def agency(code: str = "H21.16", unit: AdministrativeUnit | None = None) -> Agency:
    details = agencies.AgencyDetails(
        code=code, name=f"Cơ quan {code}", kind=AgencyKind.DEPARTMENT, unit=unit
    )
    return agencies.establish(details=details, by=None, now=NOW)


def unit(tier: Tier, code: str, parent: AdministrativeUnit | None = None) -> AdministrativeUnit:
    return AdministrativeUnit.objects.create(
        tier=tier,
        code=code,
        name=code,
        short_name=code,
        folded_name=code,
        sort_key="",
        parent=parent,
    )


def close(place: Agency | AdministrativeUnit, start: str, end: str, **kind: bool) -> Closure:
    return actions.declare_closure(
        place=place,
        span=(moment(start), moment(end)),
        reason="Lũ",
        order_number="12/QĐ-UBND",
        by=None,
        now=NOW,
        **kind,
    )


# Loading ---------------------------------------------------------------------------------------


def test_loaded_days_are_those_of_the_field() -> None:
    call_command("load_calendar", "--last-year=2027", verbosity=0, stdout=StringIO())
    assert CalendarDay.objects.get(date=date(2026, 1, 2)).source == DaySource.SHIPPED
    assert CalendarDay.objects.get(date=date(2026, 1, 10)).kind == DayKind.WORK
    if not SHARED.exists():
        pytest.skip("shared data absent: vn_calendar_2015_2027.csv")
    with SHARED.open(encoding="utf-8", newline="") as lines:
        expected = {(row["date"], row["kind"]) for row in csv.DictReader(lines)}
    first = date(2015, 1, 1)
    loaded = CalendarDay.objects.filter(date__gte=first).values_list("date", "kind")
    assert {(str(on), kind) for on, kind in loaded} == {
        pair for pair in expected if pair[0] >= str(first)
    }


def test_loading_again_changes_nothing_and_leaves_typed_days() -> None:
    call_command("load_calendar", "--last-year=2027", stdout=StringIO())
    actions.set_day(on=date(2026, 4, 27), kind=DayKind.WORK, name="Trực", by=None, now=NOW)
    actions.set_day(on=date(2026, 3, 16), kind=DayKind.OFF, name="Lễ hội", by=None, now=NOW)
    out = StringIO()
    call_command("load_calendar", "--last-year=2027", stdout=out)
    assert out.getvalue() == "calendar: 0 days written, 0 removed\n"
    assert CalendarDay.objects.get(date=date(2026, 4, 27)).kind == DayKind.WORK
    assert CalendarDay.objects.get(date=date(2026, 3, 16)).name == "Lễ hội"


def test_a_prediction_that_proved_wrong_is_taken_back() -> None:
    wrong = CalendarDay.objects.create(
        date=date(2027, 6, 7), kind=DayKind.OFF, name="Dự báo", source=DaySource.LIBRARY
    )
    call_command("load_calendar", "--last-year=2027", stdout=StringIO())
    assert not CalendarDay.objects.filter(pk=wrong.pk).exists()


# Asking ----------------------------------------------------------------------------------------


def test_without_rows_the_usual_office_hours_hold() -> None:
    assert working_calendar(None) == WorkingCalendar(windows=OFFICE_WINDOWS)


def test_days_reach_the_calendar_at_once_and_go_again() -> None:
    office = agency()
    monday = date(2026, 3, 16)
    assert is_working_day(monday, working_calendar(office))
    actions.set_day(on=monday, kind=DayKind.OFF, name="Lễ hội", by=None, now=NOW)
    assert not is_working_day(monday, working_calendar(office))
    assert CalendarDay.objects.get(date__year=2026).date == monday
    actions.set_day(on=monday, kind=DayKind.WORK, name="", by=None, now=NOW)
    assert is_working_day(monday, working_calendar(office))
    actions.clear_day(on=monday, by=None, now=NOW)
    actions.clear_day(on=monday, by=None, now=NOW)
    assert working_calendar(office).off == frozenset()


def test_a_known_calendar_costs_one_statement(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    office = agency()
    first = working_calendar(office)
    with django_assert_num_queries(1):
        assert working_calendar(office) is first


def test_a_day_of_law_cannot_be_cleared() -> None:
    call_command("load_calendar", "--last-year=2027", stdout=StringIO())
    with pytest.raises(actions.DayOfLaw):
        actions.clear_day(on=date(2026, 9, 2), by=None, now=NOW)


def test_own_hours_replace_the_common_ones() -> None:
    office, other = agency("H21.16"), agency("H21.17")
    common = (Window(0, time(7, 30), time(11, 30)),)
    own = (Window(0, time(8, 0), time(12, 0), season=((10, 16), (4, 15))),)
    actions.set_windows(agency=None, windows=common, by=None, now=NOW)
    actions.set_windows(agency=office, windows=own, by=None, now=NOW)
    assert working_calendar(office).windows == own
    assert working_calendar(other).windows == common
    actions.set_windows(agency=office, windows=(), by=None, now=NOW)
    assert working_calendar(office).windows == common


def test_dated_hours_come_back_as_they_were_set() -> None:
    windows = (
        Window(0, time(7), time(11), valid_from=date(2026, 3, 1), valid_to=date(2026, 4, 1)),
    )
    actions.set_windows(agency=None, windows=windows, by=None, now=NOW)
    assert working_calendar(None).windows == windows


def test_reception_hours_are_kept_apart() -> None:
    saturday = (Window(5, time(7, 0), time(11, 30)),)
    actions.set_windows(agency=None, windows=saturday, kind=WindowKind.RECEPTION, by=None, now=NOW)
    cal = working_calendar(None)
    assert cal.reception == saturday
    assert cal.windows == OFFICE_WINDOWS
    assert not is_working_day(date(2026, 3, 7), cal)


def test_overlapping_hours_are_refused() -> None:
    windows = (Window(0, time(7), time(11)), Window(0, time(10), time(12)))
    with pytest.raises(actions.WindowsOverlap):
        actions.set_windows(agency=None, windows=windows, by=None, now=NOW)
    assert not WorkingWindow.objects.exists()


def test_an_area_closes_its_agencies_and_no_others() -> None:
    province = unit(Tier.PROVINCE, "52")
    commune = unit(Tier.COMMUNE, "23563", province)
    neighbour = unit(Tier.COMMUNE, "23575", province)
    here, there = agency("H21.1", commune), agency("H21.2", neighbour)
    close(commune, "2026-03-04 00:00", "2026-03-06 00:00")
    assert not is_working_day(date(2026, 3, 4), working_calendar(here))
    assert is_working_day(date(2026, 3, 4), working_calendar(there))
    close(province, "2026-03-09 00:00", "2026-03-10 00:00")
    assert not is_working_day(date(2026, 3, 9), working_calendar(here))
    assert not is_working_day(date(2026, 3, 9), working_calendar(there))
    assert is_working_day(date(2026, 3, 9), working_calendar(None))


def test_a_closure_that_does_not_stop_the_clock_is_told_only() -> None:
    office = agency()
    close(office, "2026-03-04 00:00", "2026-03-06 00:00", stops_agency_clock=False)
    assert is_working_day(date(2026, 3, 4), working_calendar(office))
    assert len(closures_of(office)) == 1


def test_a_closure_ends_earlier() -> None:
    office = agency()
    closure = close(office, "2026-03-04 00:00", "2026-03-06 00:00")
    assert not is_working_day(date(2026, 3, 5), working_calendar(office))
    actions.change_closure_end(
        closure=closure, ends_at=moment("2026-03-05 00:00"), by=None, now=NOW
    )
    assert is_working_day(date(2026, 3, 5), working_calendar(office))
    with pytest.raises(actions.ClosureOrder):
        actions.change_closure_end(
            closure=closure, ends_at=moment("2026-03-03 00:00"), by=None, now=NOW
        )


@pytest.mark.parametrize(
    ("reason", "order", "end"),
    [
        ("", "12/QĐ", "2026-03-06 00:00"),
        ("Lũ", " ", "2026-03-06 00:00"),
        ("Lũ", "12/QĐ", "2026-03-04 00:00"),
    ],
)
def test_a_closure_needs_reason_order_and_time(reason: str, order: str, end: str) -> None:
    with pytest.raises(actions.ClosureOrder):
        actions.declare_closure(
            place=agency(),
            span=(moment("2026-03-04 00:00"), moment(end)),
            reason=reason,
            order_number=order,
            by=None,
            now=NOW,
        )


def test_the_database_refuses_a_closure_of_nothing_and_of_two() -> None:
    span = {"starts_at": moment("2026-03-04 00:00"), "ends_at": moment("2026-03-05 00:00")}
    both = {"agency": agency(), "unit": unit(Tier.PROVINCE, "52")}
    for place in ({}, both):
        with pytest.raises(IntegrityError), transaction.atomic():
            Closure.objects.create(**span, **place, reason="Lũ", order_number="1")


def test_the_database_refuses_half_a_season() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        WorkingWindow.objects.create(
            weekday=0, starts_at=time(7), ends_at=time(11), season_start=101
        )
