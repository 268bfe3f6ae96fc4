"""Say which agency offers which procedure, from a CSV file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from motcua.catalogue.actions import offer_sheet
from motcua.kit import clock
from motcua.kit.commands import SheetCommand
from motcua.kit.sheets import read_csv

if TYPE_CHECKING:
    from pathlib import Path


class Command(SheetCommand):
    help = (
        "Begin, change and end offers from CSV: agency, procedure, level, from, and if wanted "
        "class, front_door, url, to, collects_by_post, returns_by_post; may be repeated."
    )

    def handle(self, *, file: Path, **options: Any) -> None:
        rows = read_csv(file, needed=offer_sheet.NEEDED)
        self.tell(offer_sheet.keep(rows=rows, by=None, now=clock.now()))
