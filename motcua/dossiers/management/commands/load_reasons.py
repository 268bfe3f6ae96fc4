"""Bring the coded reasons of supplement requests from a CSV file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from motcua.dossiers.actions.upkeep import reason_sheet
from motcua.kit import clock
from motcua.kit.commands import SheetCommand
from motcua.kit.sheets import read_csv

if TYPE_CHECKING:
    from pathlib import Path


class Command(SheetCommand):
    help = (
        "Set up or change coded reasons from CSV: code, vi, and if wanted en, agency (empty for "
        "the whole province), kind (QUESTION, DOCUMENT; empty for both), own_words, from, to; may "
        "be repeated."
    )

    def handle(self, *, file: Path, **options: Any) -> None:
        rows = read_csv(file, needed=reason_sheet.NEEDED)
        self.tell(reason_sheet.keep(rows=rows, by=None, now=clock.now()))
