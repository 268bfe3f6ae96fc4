"""Working hours as people type them, a line for each weekday or span of weekdays:

    2-6: 07:00-11:30, 13:30-17:00
    2-6: 07:30-11:30, 13:00-16:30 | mùa 16/10-15/04 | từ 01/01/2026 đến 31/12/2026

Monday is 2 as people count, Sunday CN.
"""

from __future__ import annotations

import re
from datetime import date, time
from typing import TYPE_CHECKING

from motcua.kit.worktime import Window

if TYPE_CHECKING:
    from collections.abc import Iterable

    from motcua.kit.worktime import MonthDay

WEEKDAYS = ("2", "3", "4", "5", "6", "7", "CN")
_LEAP_YEAR = 2028
_HOURS = re.compile(r"(\d{1,2}):(\d{2})\s*[-–]\s*(\d{1,2}):(\d{2})")
_SEASON = re.compile(r"mùa\s+(\d{1,2})/(\d{1,2})\s*[-–]\s*(\d{1,2})/(\d{1,2})")
_DATES = re.compile(
    r"(?:từ\s+(\d{1,2})/(\d{1,2})/(\d{4}))?\s*(?:đến\s+(\d{1,2})/(\d{1,2})/(\d{4}))?"
)
_Rest = tuple["tuple[MonthDay, MonthDay] | None", date, date]


class LineUnread(ValueError):
    """A line that says no hours; `line` is its number, beginning with 1."""

    def __init__(self, line: int) -> None:
        super().__init__(str(line))
        self.line = line


def read(text: str) -> tuple[Window, ...]:
    """The windows that the lines say. Raises LineUnread."""
    windows: list[Window] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            windows += _line(line.strip())
        except ValueError as error:
            raise LineUnread(number) from error
    return tuple(windows)


def written(windows: Iterable[Window]) -> str:
    """The lines that say these windows; `read` gives them back."""
    by_day: dict[tuple[_Rest, int], list[str]] = {}
    for one in sorted(windows, key=lambda w: (w.valid_from, w.season or (), w.weekday, w.start)):
        rest = (one.season, one.valid_from, one.valid_to)
        by_day.setdefault((rest, one.weekday), []).append(f"{one.start:%H:%M}-{one.end:%H:%M}")
    lines: list[tuple[_Rest, int, int, str]] = []
    for (rest, weekday), hours in by_day.items():
        said = ", ".join(hours)
        if lines and lines[-1][0] == rest and lines[-1][2] == weekday - 1 and lines[-1][3] == said:
            lines[-1] = rest, lines[-1][1], weekday, said
        else:
            lines.append((rest, weekday, weekday, said))
    return "\n".join(_written(*line) for line in lines)


def _written(rest: _Rest, first: int, last: int, hours: str) -> str:
    season, since, until = rest
    days = WEEKDAYS[first] if first == last else f"{WEEKDAYS[first]}-{WEEKDAYS[last]}"
    parts = [f"{days}: {hours}"]
    if season:
        (month, day), (last_month, last_day) = season
        parts.append(f"mùa {day:02}/{month:02}-{last_day:02}/{last_month:02}")
    dates = [
        f"{word} {on:%d/%m/%Y}"
        for word, on, always in (("từ", since, date.min), ("đến", until, date.max))
        if on != always
    ]
    return " | ".join([*parts, " ".join(dates)] if dates else parts)


def _line(line: str) -> list[Window]:
    said, *rest = (part.strip() for part in line.split("|"))
    days, _colon, hours = said.partition(":")
    season, since, until = _rest(rest)
    return [
        Window(weekday, start, end, season=season, valid_from=since, valid_to=until)
        for weekday in _weekdays(days)
        for start, end in _hours(hours)
    ]


def _rest(parts: Iterable[str]) -> _Rest:
    season: tuple[MonthDay, MonthDay] | None = None
    since, until = date.min, date.max
    for part in parts:
        if found := _SEASON.fullmatch(part):
            one, two, three, four = map(int, found.groups())
            season = _month_day(one, two), _month_day(three, four)
        elif part and (found := _DATES.fullmatch(part)):
            groups = found.groups()
            since, until = _day(groups[:3]) or since, _day(groups[3:]) or until
        else:
            raise ValueError(part)
    if since > until:
        raise ValueError("the last day lies before the first")
    return season, since, until


def _weekdays(typed: str) -> range:
    first, _dash, last = (part.strip().upper() for part in typed.replace("–", "-").partition("-"))
    span = range(WEEKDAYS.index(first), WEEKDAYS.index(last or first) + 1)
    if not span:
        raise ValueError(typed)
    return span


def _hours(typed: str) -> list[tuple[time, time]]:
    found = [_HOURS.fullmatch(part.strip()) for part in typed.split(",")]
    if not all(found):
        raise ValueError(typed)
    numbers = [tuple(map(int, one.groups())) for one in found if one]
    return [(time(a, b), time(c, d)) for a, b, c, d in numbers]


def _month_day(day: int, month: int) -> MonthDay:
    on = date(_LEAP_YEAR, month, day)
    return on.month, on.day


def _day(groups: tuple[str | None, ...]) -> date | None:
    day, month, year = groups
    return date(int(year), int(month), int(day)) if day and month and year else None
