"""Working hours from a file: a row for each window of a weekday."""

from __future__ import annotations

import re
from datetime import date, time
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.kit.sheets import RowRefused
from motcua.kit.wording import sentence
from motcua.kit.worktime import Window
from motcua.places.actions import calendar

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from motcua.audit.actions.recording import Actor
    from motcua.kit.sheets import Row
    from motcua.kit.worktime import MonthDay
    from motcua.places.enums import WindowKind
    from motcua.places.models import Agency

NEEDED = ("weekday", "start", "end")
WEEKDAYS = ("2", "3", "4", "5", "6", "7", "CN")
_LEAP_YEAR = 2028


@transaction.atomic
def keep(
    *,
    rows: Sequence[Row],
    agency: Agency | None,
    kind: WindowKind,
    by: Actor | None,
    now: datetime,
) -> int:
    """Replace the hours of an agency, or the common ones, by these rows; answers how many there
    are. One row that cannot be read refuses the file: half of the hours would be wrong hours.
    """
    windows = [window for row in rows for window in _windows(row)]
    calendar.set_windows(agency=agency, windows=windows, kind=kind, by=by, now=now)
    return len(windows)


def _windows(row: Row) -> list[Window]:
    try:
        start, end = _time(row.needed("start")), _time(row.needed("end"))
        return [
            Window(
                weekday,
                start,
                end,
                season=_season(row),
                valid_from=row.day("from") or date.min,
                valid_to=row.day("to") or date.max,
            )
            for weekday in _weekdays(row.needed("weekday").upper())
        ]
    except (ValueError, RowRefused) as error:
        words = _("Dòng {line} không đọc được: {why}.")
        raise RowRefused(sentence(words, line=row.line, why=error)) from error


def _weekdays(typed: str) -> list[int]:
    """A weekday as people count, Monday being 2, or a span such as 2-6."""
    first, _dash, last = typed.partition("-")
    span = list(range(WEEKDAYS.index(first), WEEKDAYS.index(last or first) + 1))
    if not span:
        raise ValueError(typed)
    return span


def _time(typed: str) -> time:
    return time.fromisoformat(typed.zfill(5))


def _season(row: Row) -> tuple[MonthDay, MonthDay] | None:
    """Month and day of the first and the last day of a season that comes every year."""
    if not row.text("season_from") and not row.text("season_to"):
        return None
    return _month_day(row.needed("season_from")), _month_day(row.needed("season_to"))


def _month_day(typed: str) -> MonthDay:
    """16/10 is the sixteenth of October."""
    found = re.fullmatch(r"(\d{1,2})/(\d{1,2})", typed)
    if found is None:
        raise ValueError(typed)
    on = date(_LEAP_YEAR, int(found[2]), int(found[1]))
    return on.month, on.day
