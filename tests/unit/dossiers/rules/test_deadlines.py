"""Deadlines against examples reckoned by hand, and laws that hold for any facts."""

from __future__ import annotations

import csv
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.dossiers.enums import PauseKind
from motcua.dossiers.rules import deadlines
from motcua.dossiers.rules.deadlines import (
    AfterSupplement,
    Allowance,
    ClockFacts,
    ClockState,
    Extension,
    Pause,
    Punctuality,
    Remaining,
)
from motcua.kit.worktime import (
    HANOI,
    AllowanceUnit,
    Window,
    WorkingCalendar,
    add_working_minutes,
    is_working_day,
    is_working_moment,
)
from motcua.places.management.commands.load_calendar import days_of_law

EXAMPLES = Path(__file__).with_name("deadline_examples.csv")
_DAYS = days_of_law(2015, 2028)
CALENDAR = WorkingCalendar(
    off=frozenset(on for on, day in _DAYS.items() if day[0] == "OFF"),
    work=frozenset(on for on, day in _DAYS.items() if day[0] == "WORK"),
)
SATURDAY_MORNING = (Window(5, time(7, 0), time(11, 30)),)


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text.strip()).replace(tzinfo=HANOI)


def allowance(text: str) -> Allowance:
    value, unit = text.split()
    return Allowance(int(value), AllowanceUnit(unit))


@dataclass
class Given:
    """The facts of an example as its file words them."""

    calendar: WorkingCalendar = CALENDAR
    pauses: list[Pause] = field(default_factory=list)
    after: AfterSupplement = AfterSupplement.RESUME
    extension: Extension | None = None
    longer: Allowance | None = None
    cutoff: time = time(15, 0)

    @classmethod
    def read(cls, text: str) -> Given:
        facts = cls()
        for part in filter(None, (piece.strip() for piece in text.split("|"))):
            word, _blank, rest = part.partition(" ")
            facts._take(word, rest)
        return facts

    def _take(self, word: str, rest: str) -> None:
        match word:
            case "restart":
                self.after = AfterSupplement.RESTART
            case "saturday":
                self.calendar = replace(self.calendar, reception=SATURDAY_MORNING)
            case "longer":
                self.longer = allowance(rest)
            case "cutoff":
                self.cutoff = time.fromisoformat(rest)
            case "extend":
                granted, to = rest.split(" > ")
                self.extension = Extension(moment(granted), moment(to))
            case "closed":
                start, end = rest.split(" > ")
                closed = (*self.calendar.closures, (moment(start), moment(end)))
                self.calendar = replace(self.calendar, closures=closed)
            case _:
                start, end = rest.split(" > ")
                end, _word, until = end.partition(" until ")
                self.pauses.append(
                    Pause(
                        moment(start),
                        None if end == "open" else moment(end),
                        PauseKind[word],
                        until=moment(until) if until else None,
                    )
                )


def examples() -> list[pytest.ParameterSet]:
    with EXAMPLES.open(encoding="utf-8", newline="") as lines:
        return [pytest.param(row, id=row["case"]) for row in csv.DictReader(lines)]


@pytest.mark.parametrize("row", examples())
def test_example(row: dict[str, str]) -> None:
    facts = Given.read(row["facts"])
    accepted = moment(row["accepted"])
    if row["allowance"] == "RECEPTION":
        due: datetime | None = deadlines.reception_due(accepted, facts.calendar)
    else:
        limit = replace(allowance(row["allowance"]), cutoff=facts.cutoff)
        due = deadlines.due_at(
            ClockFacts(
                accepted_at=accepted,
                allowance=limit,
                pauses=tuple(facts.pauses),
                after_supplement=facts.after,
                extension=facts.extension,
                longer=facts.longer,
            ),
            facts.calendar,
        )
    expected = None if row["expected"] == "none" else moment(row["expected"])
    assert due == expected, row["reasoning"]


def test_there_are_enough_examples() -> None:
    assert len(examples()) >= 60


# What is asked of a running or paused clock ------------------------------------------------------

FIVE_DAYS = ClockFacts(moment("2026-03-02 09:00"), Allowance(5, AllowanceUnit.WORKING_DAY))


def paused(start: str, end: str | None, kind: PauseKind = PauseKind.SUPPLEMENT) -> ClockFacts:
    pause = Pause(moment(start), moment(end) if end else None, kind)
    return replace(FIVE_DAYS, pauses=(pause,))


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ("2026-03-02 09:00", Remaining(5, 0, in_working_time=True)),
        ("2026-03-06 09:00", Remaining(1, 0, in_working_time=True)),
        ("2026-03-06 10:00", Remaining(0, 420, in_working_time=True)),
        ("2026-03-07 12:00", Remaining(0, 120, in_working_time=True)),
        ("2026-03-09 09:00", Remaining(0, 0, in_working_time=True)),
        ("2026-03-09 10:30", Remaining(0, 90, in_working_time=True, late=True)),
        ("2026-03-11 09:00", Remaining(2, 0, in_working_time=True, late=True)),
    ],
)
def test_remaining_in_working_days(at: str, expected: Remaining) -> None:
    assert deadlines.remaining(FIVE_DAYS, moment(at), CALENDAR) == expected


def test_remaining_by_the_clock() -> None:
    facts = ClockFacts(moment("2026-03-06 15:00"), Allowance(24, AllowanceUnit.HOUR))
    at = moment("2026-03-06 16:30")
    assert deadlines.remaining(facts, at, CALENDAR) == Remaining(0, 1350, in_working_time=False)


def test_remaining_stands_still_during_a_pause() -> None:
    facts = paused("2026-03-04 09:00", None)
    left = Remaining(3, 0, in_working_time=True)
    assert deadlines.remaining(facts, moment("2026-03-04 09:00"), CALENDAR) == left
    assert deadlines.remaining(facts, moment("2026-04-20 16:00"), CALENDAR) == left


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ("2026-03-04 16:59", ClockState.ON_TIME),
        ("2026-03-06 08:00", ClockState.DUE_SOON),  # due on the next working day
        ("2026-03-09 09:00", ClockState.DUE_SOON),
        ("2026-03-09 09:00:59", ClockState.DUE_SOON),
        ("2026-03-09 09:01", ClockState.LATE),
    ],
)
def test_state_of_a_running_clock(at: str, expected: ClockState) -> None:
    assert deadlines.state_of(FIVE_DAYS, moment(at), CALENDAR) == expected


@pytest.mark.parametrize("kind", list(PauseKind))
def test_state_of_a_paused_clock_says_for_whom_it_waits(kind: PauseKind) -> None:
    facts = paused("2026-03-04 09:00", None, kind)
    state = deadlines.state_of(facts, moment("2026-03-20 09:00"), CALENDAR)
    assert state == ClockState[f"PAUSED_{kind.name}"]
    before = deadlines.state_of(facts, moment("2026-03-03 09:00"), CALENDAR)
    assert before == ClockState.ON_TIME


def test_soon_for_hours_is_two_working_hours() -> None:
    soon = deadlines.soon_horizon(
        moment("2026-03-06 16:00"), CALENDAR, unit=AllowanceUnit.WORKING_HOUR
    )
    assert soon == moment("2026-03-09 08:00")


def test_late_by_minute_and_late_by_date_differ() -> None:
    due = moment("2026-03-09 09:00")
    same_day = moment("2026-03-09 16:00")
    assert deadlines.is_late_by_minute(due, same_day)
    assert not deadlines.is_late_by_date(due, same_day)
    assert deadlines.is_late_by_date(due, moment("2026-03-10 00:00"))


def test_late_by_date_follows_the_date_in_viet_nam() -> None:
    due = moment("2026-03-09 09:00")
    after_midnight_here = datetime.fromisoformat("2026-03-09T17:30:00+00:00")
    assert deadlines.is_late_by_date(due, after_midnight_here)


@pytest.mark.parametrize(
    ("settled", "expected"),
    [
        ("2026-03-08 23:59", Punctuality.EARLY),
        ("2026-03-09 16:00", Punctuality.ON_TIME),
        ("2026-03-10 07:00", Punctuality.LATE),
    ],
)
def test_punctuality_counts_by_the_date(settled: str, expected: Punctuality) -> None:
    assert deadlines.punctuality(moment("2026-03-09 09:00"), moment(settled)) == expected


def test_legal_due_time_ignores_an_extension_but_not_a_pause() -> None:
    facts = replace(
        paused("2026-03-04 09:00", "2026-03-06 09:00"),
        extension=Extension(moment("2026-03-09 09:00"), moment("2026-03-20 09:00")),
    )
    assert deadlines.due_at(facts, CALENDAR) == moment("2026-03-20 09:00")
    assert deadlines.legal_due_at(facts, CALENDAR) == moment("2026-03-11 09:00")


@pytest.mark.parametrize(
    "pauses",
    [
        (Pause(moment("2026-03-01 09:00"), None, PauseKind.SUSPENDED),),
        (Pause(moment("2026-03-05 09:00"), moment("2026-03-04 09:00"), PauseKind.SUSPENDED),),
        (
            Pause(moment("2026-03-03 09:00"), None, PauseKind.SUSPENDED),
            Pause(moment("2026-03-04 09:00"), moment("2026-03-05 09:00"), PauseKind.SUSPENDED),
        ),
        (
            Pause(moment("2026-03-03 09:00"), moment("2026-03-06 09:00"), PauseKind.SUSPENDED),
            Pause(moment("2026-03-05 09:00"), moment("2026-03-09 09:00"), PauseKind.SUSPENDED),
        ),
    ],
    ids=["before acceptance", "backwards", "open in the middle", "overlapping"],
)
def test_impossible_pauses_are_refused(pauses: tuple[Pause, ...]) -> None:
    with pytest.raises(ValueError, match="pause"):
        replace(FIVE_DAYS, pauses=pauses)


def test_a_limit_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one"):
        Allowance(0, AllowanceUnit.WORKING_DAY)


# Laws ------------------------------------------------------------------------------------------

moments = st.integers(min_value=0, max_value=3 * 365 * 24 * 60).map(
    lambda minutes: datetime(2024, 1, 1, tzinfo=HANOI) + timedelta(minutes=minutes)
)
working_moments = moments.filter(lambda at: is_working_moment(at, CALENDAR))
in_working_time = st.one_of(
    st.integers(1, 40).map(lambda n: Allowance(n, AllowanceUnit.WORKING_DAY)),
    st.integers(1, 200).map(lambda n: Allowance(n, AllowanceUnit.WORKING_HOUR)),
)
allowances = st.one_of(
    in_working_time,
    st.integers(1, 90).map(lambda n: Allowance(n, AllowanceUnit.DAY)),
    st.integers(1, 12).map(lambda n: Allowance(n, AllowanceUnit.MONTH)),
    st.just(Allowance(1, AllowanceUnit.SAME_DAY)),
)


@given(working_moments, in_working_time, st.integers(0, 2_000), st.integers(0, 4_000))
def test_pausing_n_working_minutes_moves_the_end_by_n(
    accepted: datetime, limit: Allowance, until_pause: int, length: int
) -> None:
    plain = ClockFacts(accepted, limit)
    due = deadlines.due_at(plain, CALENDAR)
    assert due is not None
    start = add_working_minutes(accepted, until_pause, CALENDAR)
    if start >= due:
        return
    end = add_working_minutes(start, length, CALENDAR)
    facts = replace(plain, pauses=(Pause(start, end, PauseKind.PAYMENT),))
    moved = deadlines.due_at(facts, CALENDAR)
    assert moved == add_working_minutes(due, length, CALENDAR)


@given(moments, allowances)
def test_whatever_is_promised_lies_ahead_in_office_hours(
    accepted: datetime, limit: Allowance
) -> None:
    due = deadlines.due_at(ClockFacts(accepted, limit), CALENDAR)
    assert due is not None
    assert due > accepted
    assert is_working_moment(due, CALENDAR)


@given(moments, moments, allowances)
def test_who_is_accepted_later_is_not_due_earlier(
    one: datetime, other: datetime, limit: Allowance
) -> None:
    first, second = sorted((one, other))
    early = deadlines.due_at(ClockFacts(first, limit), CALENDAR)
    late = deadlines.due_at(ClockFacts(second, limit), CALENDAR)
    assert early is not None
    assert late is not None
    # Days that end on a Sunday and on the Monday after share the Monday, each with its own hour.
    assert early.date() <= late.date()
    if limit.unit in (AllowanceUnit.WORKING_DAY, AllowanceUnit.WORKING_HOUR):
        assert early <= late


@given(moments, st.integers(1, 24))
def test_reception_is_due_on_a_working_day(submitted: datetime, hours: int) -> None:
    due = deadlines.reception_due(submitted, CALENDAR, hours=hours)
    assert is_working_day(due.date(), CALENDAR)
    assert due > submitted.replace(second=0)


@given(working_moments, allowances)
def test_remaining_is_nothing_at_the_due_time(accepted: datetime, limit: Allowance) -> None:
    facts = ClockFacts(accepted, limit)
    due = deadlines.due_at(facts, CALENDAR)
    assert due is not None
    left = deadlines.remaining(facts, due, CALENDAR)
    assert (left.days, left.minutes, left.late) == (0, 0, False)


def test_calendar_of_the_examples_has_the_swap_of_2026() -> None:
    assert not is_working_day(date(2026, 1, 2), CALENDAR)
    assert is_working_day(date(2026, 1, 10), CALENDAR)
