"""Load the everyday words that come with the program, or those of a CSV file."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import CommandError

from motcua.catalogue.actions import synonyms
from motcua.kit.clock import now
from motcua.kit.commands import HouseCommand

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(HouseCommand):
    help = "Load everyday words (phrase, expansion, codes) into the synonym table."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "file", type=Path, nargs="?", metavar="FILE", help="CSV; else the shipped table"
        )

    def handle(self, *, file: Path | None, **options: Any) -> None:
        try:
            count = synonyms.load(rows=_rows(file), by=None, now=now())
        except (OSError, KeyError, UnicodeDecodeError) as error:
            raise CommandError(f"Không đọc được bảng từ đồng nghĩa: {error}") from error
        self.stdout.write(f"{count} cụm từ.")


def _rows(file: Path | None) -> list[dict[str, str]]:
    if file is None:
        return synonyms.shipped_rows()
    with file.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))
