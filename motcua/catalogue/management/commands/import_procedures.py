"""Take procedure records from a file (docs/reference/import-format.md)."""

from __future__ import annotations

import csv
from contextlib import ExitStack
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from django.core.management.base import CommandError
from django.db import transaction

from motcua.catalogue.actions import offer_all
from motcua.catalogue.actions.importing import import_file
from motcua.catalogue.enums import OfferLevel, ServiceClass
from motcua.catalogue.rules.imports.records import DOUBT_WORDS
from motcua.catalogue.rules.imports.reports import (
    CSV_HEADER,
    OUTCOME_WORDS,
    ImportReport,
    Outcome,
    csv_rows,
)
from motcua.kit.clock import now
from motcua.kit.commands import HouseCommand
from motcua.kit.errors import Refusal

if TYPE_CHECKING:
    from argparse import ArgumentParser

_SHOWN_NAME = 60


class Command(HouseCommand):
    help = "Take procedure records from a JSON lines or JSON array file, gzipped or not."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--csv", type=Path, metavar="OUT", help="write the report as CSV")
        parser.add_argument(
            "--all", action="store_true", help="list the records without doubts, too"
        )
        parser.add_argument(
            "--offer",
            action="append",
            default=[],
            metavar="AGENCY",
            help="let this agency (its code) offer everything taken; may be given several times",
        )
        parser.add_argument("--level", type=int, choices=OfferLevel.values, help="for --offer")
        parser.add_argument(
            "--class", dest="service_class", choices=ServiceClass.values, help="for level 3 and 4"
        )

    def handle(self, *, file: Path, **options: Any) -> None:
        offering = _offering(options)
        with ExitStack() as opened:  # both before anything is read: a report must have its place
            stream = opened.enter_context(_opened(file, "rb"))
            target: Path | None = options["csv"]
            rows = target and opened.enter_context(
                _opened(target, "w", encoding="utf-8-sig", newline="")
            )
            with transaction.atomic():
                report = import_file(stream=stream, by=None, now=now())
                taken = [line.code for line in report.records if line.outcome != Outcome.REFUSED]
                offers = (
                    offer_all.offer_all(codes=taken, by=None, now=now(), **offering)
                    if offering
                    else None
                )
            self._print(report, everything=options["all"])
            if offers is not None:
                self.stdout.write(f"{'Dịch vụ công mới, đổi':<20}{offers:>7}")
            if rows:
                _write_csv(rows, report)
        if not report.is_complete:
            raise CommandError("Tệp không đọc được trọn vẹn; phần đọc được đã nhập.")

    def _print(self, report: ImportReport, *, everything: bool) -> None:
        shown = [
            record
            for record in report.records
            if everything or record.outcome == Outcome.REFUSED or record.findings
        ]
        if shown:
            self._row("Dòng", "Mã", "Kết quả", "Tên", "Chỗ chưa rõ, lý do từ chối")
        for record in shown:
            doubts = dict.fromkeys(str(DOUBT_WORDS[found.doubt]) for found in record.findings)
            self._row(
                str(record.line),
                record.code,
                str(OUTCOME_WORDS[record.outcome]),
                record.name[:_SHOWN_NAME],
                str(record.reason) or "; ".join(doubts),
            )
        for outcome in Outcome:
            self.stdout.write(f"{OUTCOME_WORDS[outcome]!s:<20}{report.count(outcome):>7}")
        self.stdout.write(f"{'Có chỗ chưa rõ':<20}{report.unclear:>7}")
        for doubt, count in report.doubts():
            self.stdout.write(f"    {DOUBT_WORDS[doubt]!s}: {count}")

    def _row(self, line: str, code: str, outcome: str, name: str, words: str) -> None:
        self.stdout.write(f"{line:>6}  {code:<14} {outcome:<14} {name:<{_SHOWN_NAME}}  {words}")


def _offering(options: dict[str, Any]) -> dict[str, Any]:
    """What --offer, --level and --class say together; nothing without --offer."""
    wanted = {
        "agency_codes": options["offer"],
        "level": options["level"],
        "service_class": options["service_class"] or "",
    }
    if not options["offer"]:
        return {}
    if options["level"] is None:
        raise CommandError("Hãy nêu mức độ dịch vụ: --level 1, 2, 3 hoặc 4.")
    try:
        offer_all.check(**wanted)
    except Refusal as refusal:
        raise CommandError(str(refusal)) from refusal
    return wanted


def _opened(file: Path, mode: str, **how: Any) -> IO[Any]:
    try:
        return file.open(mode, **how)
    except OSError as error:
        raise CommandError(f"Không mở được tệp {file}: {error.strerror}.") from error


def _write_csv(rows: IO[str], report: ImportReport) -> None:
    try:
        writer = csv.writer(rows)
        writer.writerow(CSV_HEADER)
        writer.writerows(csv_rows(report.records))
        rows.flush()
    except OSError as error:
        raise CommandError(
            f"Đã nhập, nhưng không ghi được báo cáo CSV: {error.strerror}."
        ) from error
