"""Public holidays and swapped working days, from the holidays library and official notices."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import holidays

from motcua.kit import clock
from motcua.kit.commands import HouseCommand
from motcua.places.actions import calendar
from motcua.places.enums import DayKind, DaySource
from motcua.places.rules.swaps import SWAPS

if TYPE_CHECKING:
    from argparse import ArgumentParser

FIRST_YEAR = 2010
YEARS_AHEAD = 2


class Command(HouseCommand):
    help = "Load days off and days worked instead, from 2010 to two years ahead; may be repeated."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--last-year", type=int, help="load up to this year")

    def handle(self, *args: Any, **options: Any) -> None:
        now = clock.now()
        last_year = options["last_year"] or clock.local_date(now).year + YEARS_AHEAD
        written, removed = calendar.load_days(
            days_of_law(FIRST_YEAR, last_year),
            first=date(FIRST_YEAR, 1, 1),
            last=date(last_year, 12, 31),
            by=None,
            now=now,
        )
        self.stdout.write(f"calendar: {written} days written, {removed} removed")


def days_of_law(first_year: int, last_year: int) -> dict[date, calendar.Day]:
    """Every day that departs from the week in those years, by law, library and notice."""
    known = holidays.country_holidays("VN", years=range(first_year, last_year + 1), language="vi")
    days = {on: (DayKind.OFF, str(name), DaySource.LIBRARY) for on, name in known.items()}
    worked = (DayKind.WORK, "Ngày làm bù (hoán đổi)", DaySource.LIBRARY)
    days |= dict.fromkeys(known.weekend_workdays, worked)
    for swap in SWAPS:
        days[swap.off] = (DayKind.OFF, f"Nghỉ hoán đổi ({swap.notice})", DaySource.SHIPPED)
        days[swap.work] = (DayKind.WORK, f"Làm bù ({swap.notice})", DaySource.SHIPPED)
    return days
