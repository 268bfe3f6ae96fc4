"""The rows that hang on a version and its cases, written many at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from motcua.catalogue.models import (
    FeeLine,
    ProcedureCase,
    ProcedureVersion,
    RequiredDocument,
    ResultKind,
    RouteStep,
    TimeLimit,
)
from motcua.catalogue.rules.imports.records import CaseRecord, ProcedureRecord
from motcua.catalogue.rules.routes import default_route

if TYPE_CHECKING:
    from collections.abc import Iterator

Pairs = list[tuple[ProcedureRecord, ProcedureVersion]]


def settings_of(version_ids: list[int]) -> dict[tuple[int | None, str], ProcedureCase]:
    """The cases of versions by version and name: what was set on them is carried to the next
    version.
    """
    cases = ProcedureCase.objects.filter(version_id__in=version_ids)
    return {(case.version_id, case.name): case for case in cases}


def create(pairs: Pairs, cases: list[ProcedureCase], routes: dict[int, int]) -> None:
    """Write results, limits, fees, papers and routes; `routes` maps a case to the earlier case it
    follows.
    """
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
    RouteStep.objects.bulk_create(_routes(cases, routes))


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


def _routes(cases: list[ProcedureCase], routes: dict[int, int]) -> Iterator[RouteStep]:
    earlier: dict[int, list[RouteStep]] = {}
    for step in RouteStep.objects.filter(case_id__in=routes.values()).order_by(
        "case_id", "position"
    ):
        earlier.setdefault(step.case_id, []).append(step)
    for case in cases:
        if steps := earlier.get(routes.get(case.pk, 0)):
            yield from (_copy(step, case) for step in steps)
        else:
            yield from _default_steps(case)


def _default_steps(case: ProcedureCase) -> Iterator[RouteStep]:
    for position, step in enumerate(default_route(), start=1):
        yield RouteStep(case=case, position=position, **(vars(step) | {"name": str(step.name)}))


def _copy(step: RouteStep, case: ProcedureCase) -> RouteStep:
    kept = ("position", "name", "role", "agency_scope", "division_kind", "allowance_hours")
    return RouteStep(case=case, **{name: getattr(step, name) for name in kept})
