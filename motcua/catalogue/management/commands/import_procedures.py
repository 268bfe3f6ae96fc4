"""Take procedure records from a file (docs/reference/import-format.md)."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError

from motcua.catalogue.actions.importing import import_file
from motcua.catalogue.rules.records import DOUBT_WORDS
from motcua.catalogue.rules.reports import (
    CSV_HEADER,
    OUTCOME_WORDS,
    ImportReport,
    Outcome,
    csv_rows,
)
from motcua.kit.clock import now

if TYPE_CHECKING:
    from argparse import ArgumentParser

_SHOWN_NAME = 60


class Command(BaseCommand):
    help = "Take procedure records from a JSON lines or JSON array file, gzipped or not."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--csv", type=Path, metavar="OUT", help="write the report as CSV")
        parser.add_argument(
            "--all", action="store_true", help="list the records without doubts, too"
        )

    def handle(self, *, file: Path, **options: Any) -> None:
        try:
            with file.open("rb") as stream:
                report = import_file(stream=stream, by=None, now=now())
        except OSError as error:
            raise CommandError(f"Không mở được tệp {file}: {error.strerror}.") from error
        if options["csv"] is not None:
            _write_csv(options["csv"], report)
        self._print(report, everything=options["all"])
        if not report.is_complete:
            raise CommandError("Tệp không đọc được trọn vẹn; phần đọc được đã nhập.")

    def _print(self, report: ImportReport, *, everything: bool) -> None:
        for record in report.records:
            if not everything and record.outcome != Outcome.REFUSED and not record.findings:
                continue
            doubts = ", ".join(dict.fromkeys(found.doubt.value for found in record.findings))
            words = str(OUTCOME_WORDS[record.outcome])
            self.stdout.write(
                f"{record.line:>6}  {record.code:<14} {words:<14} "
                f"{record.name[:_SHOWN_NAME]:<{_SHOWN_NAME}}  "
                f"{record.reason or doubts}"
            )
        for outcome in Outcome:
            self.stdout.write(f"{OUTCOME_WORDS[outcome]!s:<20}{report.count(outcome):>7}")
        self.stdout.write(f"{'Có chỗ chưa rõ':<20}{report.unclear:>7}")
        for doubt, count in report.doubts():
            self.stdout.write(f"    {DOUBT_WORDS[doubt]!s}: {count}")


def _write_csv(target: Path, report: ImportReport) -> None:
    with target.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(CSV_HEADER)
        writer.writerows(csv_rows(report.records))
