"""When an apology counts, and on which day a result can be promised anew."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from motcua.dossiers.rules.extending import apology_counts, appointment_on
from motcua.kit.worktime import HANOI, AllowanceUnit, WorkingCalendar

CAL = WorkingCalendar()


def at(text: str) -> datetime:
    return datetime.strptime(text, "%d/%m/%Y %H:%M").replace(tzinfo=HANOI)


# 20/11/2026 is a Friday, 23/11 the Monday after it.
@pytest.mark.parametrize(
    ("due", "given", "unit", "days", "counts"),
    [
        ("20/11/2026 10:00", "19/11/2026 16:00", AllowanceUnit.WORKING_DAY, 1, True),
        ("20/11/2026 10:00", "20/11/2026 08:00", AllowanceUnit.WORKING_DAY, 1, False),
        ("20/11/2026 10:00", "20/11/2026 08:00", AllowanceUnit.WORKING_DAY, 0, True),
        ("20/11/2026 10:00", "20/11/2026 10:00", AllowanceUnit.WORKING_DAY, 0, False),
        ("23/11/2026 10:00", "20/11/2026 16:59", AllowanceUnit.WORKING_DAY, 1, True),
        ("23/11/2026 10:00", "21/11/2026 09:00", AllowanceUnit.DAY, 1, True),
        ("23/11/2026 10:00", "22/11/2026 23:00", AllowanceUnit.MONTH, 1, True),
        ("23/11/2026 10:00", "23/11/2026 07:00", AllowanceUnit.MONTH, 1, False),
        ("20/11/2026 15:00", "20/11/2026 14:59", AllowanceUnit.WORKING_HOUR, 1, True),
        ("20/11/2026 17:00", "20/11/2026 08:00", AllowanceUnit.SAME_DAY, 1, True),
        ("20/11/2026 10:00", "24/11/2026 08:00", AllowanceUnit.HOUR, 1, False),
    ],
)
def test_apology_counts_when_it_comes_early_enough(
    due: str, given: str, unit: AllowanceUnit, days: int, counts: bool
) -> None:
    found = apology_counts(due=at(due), at=at(given), unit=unit, days_before=days, cal=CAL)

    assert found is counts


@pytest.mark.parametrize(
    ("on", "due", "appointment"),
    [
        (date(2026, 11, 25), "20/11/2026 10:15", "25/11/2026 10:15"),
        (date(2026, 11, 25), "20/11/2026 12:00", "25/11/2026 13:30"),
        (date(2026, 11, 22), "20/11/2026 10:15", None),  # a Sunday
    ],
)
def test_appointment_keeps_the_hour_on_a_day_of_work(
    on: date, due: str, appointment: str | None
) -> None:
    found = appointment_on(on, due=at(due), cal=CAL)

    assert found == (at(appointment) if appointment else None)
