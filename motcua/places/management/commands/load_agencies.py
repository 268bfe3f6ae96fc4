"""Set up and change the agencies of the province from a CSV file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from motcua.kit import clock
from motcua.kit.commands import SheetCommand
from motcua.kit.sheets import read_csv
from motcua.places.actions import agency_sheet

if TYPE_CHECKING:
    from pathlib import Path


class Command(SheetCommand):
    help = (
        "Set up or change agencies from CSV: code, name, kind, and if wanted short_name, parent, "
        "unit, address, phone, email, website, area_class, counter; may be repeated."
    )

    def handle(self, *, file: Path, **options: Any) -> None:
        rows = read_csv(file, needed=agency_sheet.NEEDED)
        self.tell(agency_sheet.keep(rows=rows, by=None, now=clock.now()))
