"""When an apology still counts, and which new appointment may be given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from motcua.kit.worktime import (
    HANOI,
    AllowanceUnit,
    add_working_days,
    is_working_day,
    moment_on,
)

if TYPE_CHECKING:
    from datetime import date, datetime

    from motcua.kit.worktime import WorkingCalendar

_BY_THE_DAY = frozenset({AllowanceUnit.WORKING_DAY, AllowanceUnit.DAY, AllowanceUnit.MONTH})


def apology_counts(
    *, due: datetime, at: datetime, unit: AllowanceUnit, days_before: int, cal: WorkingCalendar
) -> bool:
    """Whether an apology given `at` comes in time: before the due time, and for limits in days at
    least `days_before` working days ahead of the limit date.

    NĐ 61/2018 art. 19 as practised (secondary source); the days are a setting.
    """
    if at >= due:
        return False
    if unit not in _BY_THE_DAY:
        return True
    return add_working_days(at, days_before, cal).date() <= due.astimezone(HANOI).date()


def appointment_on(on: date, *, due: datetime, cal: WorkingCalendar) -> datetime | None:
    """The appointment on a new date, at the clock time of the old one; None where the office does
    not work that day.
    """
    if not is_working_day(on, cal):
        return None
    return moment_on(on, cal.local(due).timetz().replace(tzinfo=None), cal)
