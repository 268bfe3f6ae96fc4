"""Writing records that have been read: a changed one becomes a new version, an unchanged one
nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from typing import TYPE_CHECKING

from motcua.catalogue.actions import children
from motcua.catalogue.enums import AfterSupplement, LimitUnit
from motcua.catalogue.models import FormerCode, Procedure, ProcedureCase, ProcedureVersion, Sector
from motcua.catalogue.rules.imports.reports import Outcome
from motcua.kit import text_vi
from motcua.kit.clock import local_date

if TYPE_CHECKING:
    from collections.abc import Iterable

    from motcua.catalogue.rules.imports.records import ProcedureRecord

SAME_DAY_CUTOFF = time(15, 0)
_CARRIED = (
    "form_version_id",
    "route_version_id",
    "after_supplement",
    "new_item_rule",
    "prepayment",
    "same_day_cutoff",
    "authority_needed",
)


@dataclass(frozen=True)
class Stored:
    """What became of one record, and the procedure it belongs to."""

    outcome: Outcome
    procedure_id: int


def store(records: list[ProcedureRecord], *, now: datetime) -> list[Stored]:
    """Store records with different codes; answers in their order. Must run in a transaction."""
    current = {
        version.procedure.code: version
        for version in ProcedureVersion.objects.filter(
            is_current=True, procedure__code__in=[record.code for record in records]
        ).select_related("procedure")
    }
    outcomes = [_outcome(record, current.get(record.code)) for record in records]
    changed = [
        record
        for record, outcome in zip(records, outcomes, strict=True)
        if outcome != Outcome.UNCHANGED
    ]
    procedures = {code: version.procedure for code, version in current.items()}
    if changed:
        procedures |= _procedures(changed, procedures, now=now)
        _versions(changed, procedures, current, now=now)
    return [
        Stored(outcome, procedures[record.code].pk)
        for record, outcome in zip(records, outcomes, strict=True)
    ]


def _outcome(record: ProcedureRecord, current: ProcedureVersion | None) -> Outcome:
    if current is None:
        return Outcome.NEW
    return Outcome.UNCHANGED if current.record_digest == record.digest else Outcome.CHANGED


def _sectors(names: Iterable[str]) -> dict[str, Sector]:
    """The sector of each name; names that differ only in case, tone placement or blanks are one
    sector.
    """
    slugs = {name: text_vi.slug(name)[:120] for name in names}
    Sector.objects.bulk_create(
        [
            Sector(name=name, slug=slug, sort_key=text_vi.sort_key(name))
            for name, slug in sorted(slugs.items())
        ],
        ignore_conflicts=True,
    )
    known = {sector.slug: sector for sector in Sector.objects.filter(slug__in=slugs.values())}
    return {name: known[slug] for name, slug in slugs.items()}


def _procedures(
    records: list[ProcedureRecord], known: dict[str, Procedure], *, now: datetime
) -> dict[str, Procedure]:
    sectors = _sectors({record.sector for record in records})
    made: dict[str, Procedure] = {}
    for record in records:
        procedure = known.get(record.code) or Procedure(code=record.code, created_at=now)
        procedure.name, procedure.sector, procedure.changed_at = (
            record.name,
            sectors[record.sector],
            now,
        )
        procedure.keywords = list(record.keywords) or procedure.keywords
        made[record.code] = procedure
    Procedure.objects.bulk_update(
        [procedure for procedure in made.values() if procedure.pk],
        ["name", "sector", "changed_at", "keywords"],
    )
    Procedure.objects.bulk_create([procedure for procedure in made.values() if not procedure.pk])
    FormerCode.objects.bulk_create(
        [
            FormerCode(code=former, procedure=made[record.code])
            for record in records
            for former in record.former_codes
            if former != record.code
        ],
        ignore_conflicts=True,
    )
    return made


def _versions(
    records: list[ProcedureRecord],
    procedures: dict[str, Procedure],
    current: dict[str, ProcedureVersion],
    *,
    now: datetime,
) -> None:
    settings = children.settings_of([version.pk for version in current.values()])
    ProcedureVersion.objects.filter(
        procedure__in=[procedures[record.code] for record in records], is_current=True
    ).update(is_current=False)
    versions = ProcedureVersion.objects.bulk_create(
        [
            _version(record, procedures[record.code], current.get(record.code), now=now)
            for record in records
        ]
    )
    pairs = list(zip(records, versions, strict=True))
    cases = [
        _case(record, version, number)
        for record, version in pairs
        for number in range(1, len(record.cases) + 1)
    ]
    old_ids = {version.procedure_id: version.pk for version in current.values()}
    for case in cases:
        earlier = settings.get((old_ids.get(case.version.procedure_id), case.name))
        for name in _CARRIED if earlier else ():
            setattr(case, name, getattr(earlier, name))
    ProcedureCase.objects.bulk_create(cases)
    children.create(pairs, cases)


def _version(
    record: ProcedureRecord,
    procedure: Procedure,
    earlier: ProcedureVersion | None,
    *,
    now: datetime,
) -> ProcedureVersion:
    return ProcedureVersion(
        procedure=procedure,
        number=earlier.number + 1 if earlier else 1,
        valid_from=local_date(now),
        name=record.name,
        record_digest=record.digest,
        created_at=now,
        **record.texts,
        **record.lists,
    )


def _case(record: ProcedureRecord, version: ProcedureVersion, number: int) -> ProcedureCase:
    is_same_day = any(limit.unit == LimitUnit.SAME_DAY for limit in record.limits)
    return ProcedureCase(
        version=version,
        number=number,
        name=record.cases[number - 1].name,
        is_default=number == 1,
        after_supplement=AfterSupplement.RESTART
        if record.restarts_after_supplement
        else AfterSupplement.RESUME,
        same_day_cutoff=SAME_DAY_CUTOFF if is_same_day else None,
    )
