"""Working time: windows, swaps, seasons, closures, and the laws of the arithmetic."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.kit import worktime
from motcua.kit.worktime import HANOI, NoWorkingTime, Window, WorkingCalendar

SHARED = Path(__file__).parents[4] / "shared" / "data" / "vn_calendar_2015_2027.csv"
PLAIN = WorkingCalendar()
CALENDAR = WorkingCalendar(
    off=frozenset({date(2026, 1, 1), date(2026, 1, 2), *(date(2026, 2, d) for d in range(16, 21))}),
    work=frozenset({date(2026, 1, 10)}),
)


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=HANOI)


def span(start: str, end: str) -> tuple[datetime, datetime]:
    return moment(start), moment(end)


# Days and moments ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        ("2026-03-02", True),
        ("2026-03-07", False),
        ("2026-03-08", False),
        ("2026-01-02", False),
        ("2026-01-10", True),
        ("2026-02-18", False),
    ],
)
def test_is_working_day(on: str, expected: bool) -> None:
    assert worktime.is_working_day(date.fromisoformat(on), CALENDAR) is expected


def test_a_swapped_saturday_has_the_hours_of_a_weekday() -> None:
    spans = CALENDAR.spans_on(date(2026, 1, 10))
    assert spans == (
        span("2026-01-10 07:00", "2026-01-10 11:30"),
        span("2026-01-10 13:30", "2026-01-10 17:00"),
    )


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ("2026-03-02 06:59", "2026-03-02 07:00"),
        ("2026-03-02 07:00", "2026-03-02 07:00"),
        ("2026-03-02 11:29", "2026-03-02 11:29"),
        ("2026-03-02 11:30", "2026-03-02 13:30"),
        ("2026-03-02 12:00", "2026-03-02 13:30"),
        ("2026-03-02 17:00", "2026-03-03 07:00"),
        ("2026-03-06 17:30", "2026-03-09 07:00"),
        ("2026-02-13 17:00", "2026-02-23 07:00"),
        ("2026-01-09 20:00", "2026-01-10 07:00"),
    ],
)
def test_next_working_moment(at: str, expected: str) -> None:
    assert worktime.next_working_moment(moment(at), CALENDAR) == moment(expected)


def test_moments_of_other_zones_are_read_in_viet_nam() -> None:
    at = datetime(2026, 3, 2, 0, 30, tzinfo=UTC)  # 07:30 in Viet Nam
    assert worktime.next_working_moment(at, PLAIN) == at
    assert worktime.add_working_days(at, 1, PLAIN) == moment("2026-03-03 07:30")


def test_moments_without_a_zone_are_refused() -> None:
    naive = datetime(2026, 3, 2, 9, 0)
    with pytest.raises(ValueError, match="zone"):
        worktime.add_working_days(naive, 1, PLAIN)
    with pytest.raises(ValueError, match="zone"):
        WorkingCalendar(closures=((naive, naive),))


@pytest.mark.parametrize(
    ("clock", "expected"),
    [
        ("06:00", "07:00"),
        ("09:20", "09:20"),
        ("12:00", "13:30"),
        ("17:00", "17:00"),
        ("18:00", "17:00"),
    ],
)
def test_moment_on_moves_into_office_hours(clock: str, expected: str) -> None:
    found = worktime.moment_on(date(2026, 3, 2), time.fromisoformat(clock), PLAIN)
    assert found == moment(f"2026-03-02 {expected}")


# Windows ---------------------------------------------------------------------------------------


def test_seasons_change_the_hours_and_winter_runs_over_new_year() -> None:
    summer = Window(0, time(7, 0), time(11, 0), season=((4, 16), (10, 15)))
    winter = Window(0, time(7, 30), time(11, 30), season=((10, 16), (4, 15)))
    cal = WorkingCalendar(windows=(summer, winter))
    assert cal.spans_on(date(2026, 6, 1)) == (span("2026-06-01 07:00", "2026-06-01 11:00"),)
    assert cal.spans_on(date(2026, 1, 5)) == (span("2026-01-05 07:30", "2026-01-05 11:30"),)
    assert cal.spans_on(date(2026, 11, 2)) == (span("2026-11-02 07:30", "2026-11-02 11:30"),)


def test_a_window_holds_between_its_dates() -> None:
    old = Window(0, time(7, 30), time(11, 30), valid_to=date(2026, 2, 28))
    new = Window(0, time(7, 0), time(11, 30), valid_from=date(2026, 3, 1))
    cal = WorkingCalendar(windows=(old, new))
    assert cal.spans_on(date(2026, 2, 23))[0][0] == moment("2026-02-23 07:30")
    assert cal.spans_on(date(2026, 3, 2))[0][0] == moment("2026-03-02 07:00")


def test_an_impossible_window_is_refused() -> None:
    with pytest.raises(ValueError, match="window"):
        Window(0, time(11), time(7))
    with pytest.raises(ValueError, match="window"):
        Window(7, time(7), time(11))


def test_saturday_reception_is_no_working_time() -> None:
    cal = replace(PLAIN, reception=(Window(5, time(7, 0), time(11, 30)),))
    saturday = moment("2026-03-07 09:00")
    assert worktime.is_reception_moment(saturday, cal)
    assert not worktime.is_reception_moment(moment("2026-03-07 12:00"), cal)
    assert not worktime.is_working_day(saturday.date(), cal)
    assert worktime.add_working_hours(saturday, 1, cal) == moment("2026-03-09 08:00")
    shut = replace(cal, closures=(span("2026-03-07 00:00", "2026-03-08 00:00"),))
    assert not worktime.is_reception_moment(saturday, shut)
    assert not worktime.is_reception_moment(
        saturday, replace(cal, off=frozenset({saturday.date()}))
    )


def test_closures_cut_windows_and_take_days_away() -> None:
    cal = replace(PLAIN, closures=(span("2026-03-02 10:00", "2026-03-03 14:00"),))
    assert cal.spans_on(date(2026, 3, 2)) == (span("2026-03-02 07:00", "2026-03-02 10:00"),)
    assert cal.spans_on(date(2026, 3, 3)) == (span("2026-03-03 14:00", "2026-03-03 17:00"),)
    inside = replace(PLAIN, closures=(span("2026-03-02 08:00", "2026-03-02 09:00"),))
    assert len(inside.spans_on(date(2026, 3, 2))) == 3
    whole = replace(PLAIN, closures=(span("2026-03-02 00:00", "2026-03-03 00:00"),))
    assert not worktime.is_working_day(date(2026, 3, 2), whole)


def test_a_closure_may_be_written_in_another_zone() -> None:
    utc = tuple(at.astimezone(UTC) for at in span("2026-03-02 00:00", "2026-03-03 00:00"))
    assert not worktime.is_working_day(date(2026, 3, 2), replace(PLAIN, closures=(utc,)))


def test_a_calendar_without_work_says_so() -> None:
    never = WorkingCalendar(windows=())
    with pytest.raises(NoWorkingTime):
        worktime.next_working_moment(moment("2026-03-02 09:00"), never)
    with pytest.raises(NoWorkingTime):
        worktime.add_working_days(moment("2026-03-02 09:00"), 1, never)
    with pytest.raises(NoWorkingTime):
        worktime.add_working_hours(moment("2026-03-02 09:00"), 1, never)


@pytest.mark.parametrize("amount", [-1, worktime.LONGEST_DAYS + 1])
def test_amounts_out_of_reason_are_refused(amount: int) -> None:
    start = moment("2026-03-02 09:00")
    for add in (
        worktime.add_working_days,
        worktime.add_calendar_days,
        worktime.add_months,
        worktime.add_clock_hours,
        worktime.add_working_hours,
    ):
        with pytest.raises(ValueError, match="amount"):
            add(start, amount, PLAIN)


# Between ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "end", "minutes"),
    [
        ("2026-03-02 07:00", "2026-03-02 17:00", 480),
        ("2026-03-02 11:00", "2026-03-02 14:00", 60),
        ("2026-03-02 18:00", "2026-03-03 06:00", 0),
        ("2026-03-06 16:00", "2026-03-09 08:00", 120),
        ("2026-02-13 16:00", "2026-02-23 08:00", 120),
        ("2026-03-03 08:00", "2026-03-02 16:00", -120),
    ],
)
def test_working_minutes_between(start: str, end: str, minutes: int) -> None:
    assert worktime.working_minutes_between(moment(start), moment(end), CALENDAR) == minutes


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        ("2026-03-02 09:00", "2026-03-02 16:00", 0),
        ("2026-03-02 16:00", "2026-03-03 07:00", 1),
        ("2026-03-06 09:00", "2026-03-09 09:00", 1),
        ("2026-02-13 09:00", "2026-02-24 09:00", 2),
        ("2026-01-09 09:00", "2026-01-12 09:00", 2),
        ("2026-03-09 09:00", "2026-03-06 09:00", -1),
    ],
)
def test_working_days_between(start: str, end: str, days: int) -> None:
    assert worktime.working_days_between(moment(start), moment(end), CALENDAR) == days


# Laws ------------------------------------------------------------------------------------------

moments = st.integers(0, 400 * 24 * 60).map(
    lambda minutes: datetime(2025, 12, 1, tzinfo=HANOI) + timedelta(minutes=minutes)
)
minutes = st.integers(0, 20_000)
calendars = st.sampled_from(
    [
        PLAIN,
        CALENDAR,
        replace(CALENDAR, closures=(span("2026-03-02 10:00", "2026-03-05 14:15"),)),
    ]
)


@given(moments, minutes, calendars)
def test_adding_and_measuring_are_inverse(at: datetime, n: int, cal: WorkingCalendar) -> None:
    end = worktime.add_working_minutes(at, n, cal)
    assert worktime.working_minutes_between(at, end, cal) == n
    assert worktime.is_working_moment(end, cal)


@given(moments, minutes, minutes, calendars)
def test_adding_in_two_steps_is_adding_the_sum(
    at: datetime, a: int, b: int, cal: WorkingCalendar
) -> None:
    in_steps = worktime.add_working_minutes(worktime.add_working_minutes(at, a, cal), b, cal)
    at_once = worktime.add_working_minutes(at, a + b, cal)
    if a + b > 0:
        assert in_steps == at_once
    else:
        assert worktime.working_minutes_between(in_steps, at_once, cal) == 0


@given(moments, moments, minutes, calendars)
def test_later_starts_end_no_earlier(
    one: datetime, other: datetime, n: int, cal: WorkingCalendar
) -> None:
    first, second = sorted((one, other))
    assert worktime.add_working_minutes(first, n, cal) <= worktime.add_working_minutes(
        second, n, cal
    )
    days = n % 60
    assert worktime.add_working_days(first, days, cal) <= worktime.add_working_days(
        second, days, cal
    )


@given(moments, st.integers(1, 60), calendars)
def test_working_days_are_counted_back(at: datetime, n: int, cal: WorkingCalendar) -> None:
    end = worktime.add_working_days(at, n, cal)
    assert worktime.working_days_between(at, end, cal) == n
    assert end.timetz() == at.timetz()
    assert worktime.is_working_day(end.date(), cal)


@given(moments, moments, moments, calendars)
def test_measuring_adds_up(a: datetime, b: datetime, c: datetime, cal: WorkingCalendar) -> None:
    whole = worktime.working_time_between(a, c, cal)
    parts = worktime.working_time_between(a, b, cal) + worktime.working_time_between(b, c, cal)
    assert whole == parts


@given(moments, st.integers(0, 400), calendars)
def test_calendar_days_end_on_a_working_day(at: datetime, n: int, cal: WorkingCalendar) -> None:
    end = worktime.add_calendar_days(at, n, cal)
    assert worktime.is_working_day(end.date(), cal)
    assert end.date() >= at.date() + timedelta(days=n)
    skipped = (end.date() - at.date()).days - n
    assert all(
        not worktime.is_working_day(at.date() + timedelta(days=n + step), cal)
        for step in range(skipped)
    )


# The calendar of the field -----------------------------------------------------------------------


def test_against_the_calendar_of_the_field() -> None:
    """Every date of twelve years, weekends and departures alike."""
    if not SHARED.exists():
        pytest.skip("shared data absent: vn_calendar_2015_2027.csv")
    with SHARED.open(encoding="utf-8", newline="") as lines:
        rows = [(date.fromisoformat(row["date"]), row["kind"]) for row in csv.DictReader(lines)]
    off = frozenset(on for on, kind in rows if kind == "OFF")
    work = frozenset(on for on, kind in rows if kind == "WORK")
    cal = WorkingCalendar(off=off, work=work)
    day, last = date(2015, 1, 1), date(2027, 12, 31)
    while day <= last:
        expected = day in work or (day not in off and day.weekday() < 5)
        assert worktime.is_working_day(day, cal) is expected, day
        day += timedelta(days=1)
