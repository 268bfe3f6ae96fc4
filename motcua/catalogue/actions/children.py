"""The rows that hang on a version and its cases, written many at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from motcua.catalogue.models import (
    FeeLine,
    ProcedureCase,
    ProcedureVersion,
    RequiredDocument,
    ResultKind,
    TimeLimit,
)
from motcua.catalogue.rules.imports.records import CaseRecord, ProcedureRecord

if TYPE_CHECKING:
    from collections.abc import Iterator

Pairs = list[tuple[ProcedureRecord, ProcedureVersion]]


def settings_of(version_ids: list[int]) -> dict[tuple[int | None, str], ProcedureCase]:
    """The cases of versions by version and name: what was set on them is carried to the next
    version.
    """
    cases = ProcedureCase.objects.filter(version_id__in=version_ids)
    return {(case.version_id, case.name): case for case in cases}


def create(pairs: Pairs, cases: list[ProcedureCase]) -> None:
    """Write results, limits, fees and papers."""
    records = {version.pk: record for record, version in pairs}
    ResultKind.objects.bulk_create(
        ResultKind(version=version, position=position, code=result.code, name=result.name)
        for record, version in pairs
        for position, result in enumerate(record.results, start=1)
    )
    read = [(case, records[case.version_id]) for case in cases]
    TimeLimit.objects.bulk_create(row for case, record in read for row in _limits(case, record))
    FeeLine.objects.bulk_create(row for case, record in read for row in _fees(case, record))
    RequiredDocument.objects.bulk_create(
        row for case, record in read for row in _papers(case, record.cases[case.number - 1])
    )


def _fields(record: Any) -> dict[str, Any]:
    return {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in vars(record).items()
    }


def _limits(case: ProcedureCase, record: ProcedureRecord) -> Iterator[TimeLimit]:
    return (TimeLimit(case=case, **_fields(limit)) for limit in record.limits)


def _fees(case: ProcedureCase, record: ProcedureRecord) -> Iterator[FeeLine]:
    for position, fee in enumerate(record.fees, start=1):
        yield FeeLine(case=case, position=position, **_fields(fee))


def _papers(case: ProcedureCase, record: CaseRecord) -> Iterator[RequiredDocument]:
    for position, paper in enumerate(record.papers, start=1):
        yield RequiredDocument(case=case, position=position, **_fields(paper))
