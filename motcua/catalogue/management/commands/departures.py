"""How many people left for services that run on other systems."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from motcua.catalogue.queries import departed
from motcua.kit import clock
from motcua.kit.commands import HouseCommand

if TYPE_CHECKING:
    from argparse import ArgumentParser

_DAYS = 30


class Command(HouseCommand):
    help = "List how often people left for each linked service, most first."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--since",
            type=date.fromisoformat,
            metavar="YYYY-MM-DD",
            help=f"from this day on; else of the last {_DAYS} days",
        )

    def handle(self, *, since: date | None, **options: Any) -> None:
        day = since or clock.local_date(clock.now()) - timedelta(days=_DAYS)
        found = departed.since(day)
        self.say(f"{'Lượt':>7}  {'Thủ tục':<12} {'Cơ quan':<12} Tên")
        for one in found:
            self.say(f"{one.departures:>7}  {one.code:<12} {one.agency_code:<12} {one.name}")
        total = sum(one.departures for one in found)
        self.say(f"{total:>7}  lượt chuyển tiếp từ ngày {day:%d/%m/%Y}")
