"""Taking procedure records from a file into the catalogue, and saying what became of each."""

from __future__ import annotations

from itertools import islice
from typing import IO, TYPE_CHECKING

from django.db import DataError, IntegrityError, connection, transaction

from motcua.accounts.enums import Permission
from motcua.audit.actions import record as audit
from motcua.catalogue.actions import indexing
from motcua.catalogue.actions.forms import publish_default_forms
from motcua.catalogue.actions.storing import Stored, store
from motcua.catalogue.rules.imports.reading import read_record
from motcua.catalogue.rules.imports.records import ProcedureRecord, RecordRefused
from motcua.catalogue.rules.imports.reports import ImportReport, Outcome, RecordReport
from motcua.catalogue.rules.imports.sources import Entry, entries_in
from motcua.kit import text_vi
from motcua.kit.clock import local_date
from motcua.kit.errors import NotPermitted
from motcua.kit.wording import _, sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from motcua.accounts.models import Position

_BATCH = 100
_LOCK = 7_104_001  # any number of our own: one import at a time


def import_file(*, stream: IO[bytes], by: Position | None, now: datetime) -> ImportReport:
    """Take every record of a file that can be taken, in one transaction; the rest is refused by
    name.
    """
    return import_entries(entries=entries_in(stream), by=by, now=now)


@transaction.atomic
def import_entries(*, entries: Iterable[Entry], by: Position | None, now: datetime) -> ImportReport:
    """Take records already parsed from JSON (see `rules.sources.Entry`); makes
    them searchable too.
    """
    if by is not None and not by.may(Permission.MANAGE_CATALOGUE):
        raise NotPermitted
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
    publish_default_forms(by=by, now=now)
    report = ImportReport()
    lines_of: dict[str, int] = {}
    touched: list[int] = []
    remaining = iter(entries)
    while batch := list(islice(remaining, _BATCH)):
        report.is_complete &= not any(entry.ends_file for entry in batch)
        records = dict(_readable(batch, report, lines_of))
        touched += _take(records, report, now=now)
    report.records.sort(key=lambda record: record.line)
    if touched:
        indexing.index(procedure_ids=touched, today=local_date(now))
        indexing.finish()
    counts = {outcome.value: report.count(outcome) for outcome in Outcome}
    audit("catalogue.imported", by=by, now=now, object_kind="catalogue", after=counts)
    return report


def _readable(
    batch: list[Entry], report: ImportReport, lines_of: dict[str, int]
) -> Iterator[tuple[int, ProcedureRecord]]:
    for entry in batch:
        try:
            if entry.problem:
                raise RecordRefused(entry.problem)
            record = read_record(entry.value)
            if record.code in lines_of:
                raise RecordRefused(
                    sentence(_("Trùng mã với dòng {line}."), line=lines_of[record.code])
                )
        except RecordRefused as refusal:
            report.records.append(_refused(entry, refusal))
        else:
            lines_of[record.code] = entry.number
            yield entry.number, record


def _refused(entry: Entry, refusal: RecordRefused) -> RecordReport:
    source = entry.value if isinstance(entry.value, dict) else {}
    said = (source.get(key) for key in ("code", "name"))
    code, name = (
        text_vi.clean(str(value)[:200]) if isinstance(value, str | int | float) else ""
        for value in said
    )
    return RecordReport(entry.number, code, name, Outcome.REFUSED, refusal.reason)


def _take(records: dict[int, ProcedureRecord], report: ImportReport, *, now: datetime) -> list[int]:
    """Store a batch; if the database refuses it, one record after the other, so that only the bad
    one is lost.
    """
    stored = _try_store(records, now=now)
    if stored is None:
        stored = {}
        for line, record in records.items():
            alone = _try_store({line: record}, now=now)
            if alone is None:
                reason = _("Cơ sở dữ liệu không nhận bản ghi này.")
                report.records.append(
                    RecordReport(line, record.code, record.name, Outcome.REFUSED, reason)
                )
            else:
                stored |= alone
    for line, result in stored.items():
        record = records[line]
        report.records.append(
            RecordReport(line, record.code, record.name, result.outcome, findings=record.findings)
        )
    return [
        result.procedure_id for result in stored.values() if result.outcome != Outcome.UNCHANGED
    ]


def _try_store(records: dict[int, ProcedureRecord], *, now: datetime) -> dict[int, Stored] | None:
    try:
        with transaction.atomic():
            return dict(zip(records, store(list(records.values()), now=now), strict=True))
    except (DataError, IntegrityError):
        return None
