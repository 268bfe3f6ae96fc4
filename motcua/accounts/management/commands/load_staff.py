"""Give accounts and positions to staff, and end positions, from a CSV file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from motcua.accounts.actions import staff_sheet
from motcua.kit import clock
from motcua.kit.commands import SheetCommand
from motcua.kit.sheets import read_csv

if TYPE_CHECKING:
    from pathlib import Path


class Command(SheetCommand):
    help = (
        "Appoint and dismiss staff from CSV: email, name, role, agency, from, and if wanted to, "
        "division, title; whoever is new gets a mail with a link to set a password."
    )

    def handle(self, *, file: Path, **options: Any) -> None:
        rows = read_csv(file, needed=staff_sheet.NEEDED)
        self.tell(staff_sheet.keep(rows=rows, by=None, now=clock.now()))
