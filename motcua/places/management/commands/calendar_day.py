"""Make one date a day off or a day of work, or take that back."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from motcua.kit import clock
from motcua.kit.commands import HouseCommand
from motcua.kit.wording import _, sentence
from motcua.places.actions import calendar
from motcua.places.enums import DayKind

if TYPE_CHECKING:
    from argparse import ArgumentParser

CLEAR = "clear"


class Command(HouseCommand):
    help = "Set a date as off or work for the whole province, or clear what was set by hand."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("date", type=date.fromisoformat, help="such as 2026-09-01")
        parser.add_argument("kind", choices=[*(kind.lower() for kind in DayKind.values), CLEAR])
        parser.add_argument("name", nargs="?", default="", help="what people call the day, or why")

    def handle(self, *, date: date, kind: str, name: str, **options: Any) -> None:
        if kind == CLEAR:
            calendar.clear_day(on=date, by=None, now=clock.now())
            words = _("{day}: theo lịch chung.")
            self.say(sentence(words, day=f"{date:%d/%m/%Y}"))
            return
        day = calendar.set_day(
            on=date, kind=DayKind(kind.upper()), name=name, by=None, now=clock.now()
        )
        self.say(f"{day} {name}".rstrip())
