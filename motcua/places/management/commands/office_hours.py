"""Set the working hours of an agency, or the common ones."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from motcua.kit import clock
from motcua.kit.commands import HouseCommand
from motcua.kit.sheets import read_csv
from motcua.kit.wording import _, sentence
from motcua.places.actions import hours_sheet
from motcua.places.enums import WindowKind
from motcua.places.queries import agencies

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(HouseCommand):
    help = (
        "Replace working hours by those of a CSV file: weekday (2-6, 7, CN), start, end, and if "
        "wanted season_from, season_to (16/10), from, to; without a file, back to the common ones."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, nargs="?", metavar="FILE")
        parser.add_argument("--agency", metavar="CODE", help="else the hours common to all")
        parser.add_argument(
            "--reception", action="store_true", help="hours in which dossiers are only taken in"
        )

    def handle(
        self, *, file: Path | None, agency: str | None, reception: bool, **options: Any
    ) -> None:
        count = hours_sheet.keep(
            rows=read_csv(file, needed=hours_sheet.NEEDED) if file else [],
            agency=agencies.known(agency) if agency else None,
            kind=WindowKind.RECEPTION if reception else WindowKind.WORK,
            by=None,
            now=clock.now(),
        )
        self.say(sentence(_("{count} khung giờ."), count=count))
