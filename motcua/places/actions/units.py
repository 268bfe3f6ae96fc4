"""Loading the administrative units of both divisions and what became of each."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction

from motcua.audit.actions import record
from motcua.kit.text_vi import fold, sort_key
from motcua.places.enums import Tier
from motcua.places.models import AdministrativeUnit, UnitSuccession
from motcua.places.rules.addresses import keys_of, short_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from motcua.audit.actions.recording import Actor

TWO_TIERS_SINCE = date(2025, 7, 1)  # Nghị quyết 202/2025/QH15, Luật Tổ chức CQĐP 72/2025/QH15
THREE_TIERS_UNTIL = date(2025, 6, 30)

_BATCH = 2_000
_FIELDS = ("name", "short_name", "folded_name", "match_keys", "sort_key", "parent_id", "valid_from")

UnitRef = tuple[str, str, bool]


@dataclass(frozen=True, slots=True)
class UnitRecord:
    """A unit as the source has it; `is_former` when it ended with the third tier."""

    tier: Tier
    code: str
    name: str
    is_former: bool
    parent: UnitRef | None = None
    spellings: tuple[str, ...] = field(default=())

    @property
    def ref(self) -> UnitRef:
        """What tells this record from all others."""
        return self.tier, self.code, self.is_former


@dataclass(frozen=True, slots=True)
class SuccessionRecord:
    """A former unit and one of its heirs."""

    former: UnitRef
    successor: UnitRef
    is_partial: bool
    is_default: bool


@dataclass(slots=True)
class Loaded:
    """How many rows a loading made, changed, took away and left alone."""

    created: int = 0
    changed: int = 0
    removed: int = 0
    unchanged: int = 0


@transaction.atomic
def load(
    records: Sequence[UnitRecord],
    successions: Sequence[SuccessionRecord],
    *,
    by: Actor | None,
    now: datetime,
) -> tuple[Loaded, Loaded]:
    """Bring units and successions to what the source says; loading again changes nothing.

    Records are given parents first. Units that the source does not know stay.
    """
    units = Loaded()
    keys: dict[UnitRef, int] = {}
    for tier in (Tier.PROVINCE, Tier.DISTRICT, Tier.COMMUNE):
        _load_tier([r for r in records if r.tier == tier], keys, units)
    links = _load_successions(successions, keys)
    if units.created or units.changed or links.created or links.changed or links.removed:
        record(
            "places.units_loaded",
            by=by,
            now=now,
            object_kind="administrative_unit",
            after={"created": units.created, "changed": units.changed, "links": links.created},
        )
    return units, links


def _load_tier(records: list[UnitRecord], keys: dict[UnitRef, int], report: Loaded) -> None:
    existing = {
        (unit.tier, unit.code, unit.valid_to is not None): unit
        for unit in AdministrativeUnit.objects.filter(tier__in={r.tier for r in records})
        if unit.valid_to in (None, THREE_TIERS_UNTIL)
    }
    new: list[AdministrativeUnit] = []
    changed: list[AdministrativeUnit] = []
    for wanted in records:
        unit = _row(wanted, keys)
        known = existing.get(wanted.ref)
        if known is None:
            new.append(unit)
            continue
        keys[wanted.ref] = unit.pk = known.pk
        if any(getattr(known, name) != getattr(unit, name) for name in _FIELDS):
            changed.append(unit)
    for unit in AdministrativeUnit.objects.bulk_create(new, batch_size=_BATCH):
        keys[unit.tier, unit.code, unit.valid_to is not None] = unit.pk
    AdministrativeUnit.objects.bulk_update(changed, _FIELDS_WRITTEN, batch_size=_BATCH)
    report.created += len(new)
    report.changed += len(changed)
    report.unchanged += len(records) - len(new) - len(changed)


_FIELDS_WRITTEN = [name.removesuffix("_id") for name in _FIELDS]


def _row(wanted: UnitRecord, keys: dict[UnitRef, int]) -> AdministrativeUnit:
    return AdministrativeUnit(
        tier=wanted.tier,
        code=wanted.code,
        name=wanted.name,
        short_name=short_name(wanted.name),
        folded_name=fold(wanted.name),
        match_keys=sorted({*keys_of(wanted.name), *wanted.spellings}),
        sort_key=sort_key(short_name(wanted.name)),
        parent_id=keys[wanted.parent] if wanted.parent else None,
        valid_from=None if wanted.is_former else TWO_TIERS_SINCE,
        valid_to=THREE_TIERS_UNTIL if wanted.is_former else None,
    )


def _load_successions(successions: Iterable[SuccessionRecord], keys: dict[UnitRef, int]) -> Loaded:
    wanted = {
        (keys[s.former], keys[s.successor]): (s.is_partial, s.is_default) for s in successions
    }
    known = {
        (link.former_id, link.successor_id): link
        for link in UnitSuccession.objects.filter(
            former_id__in={former for former, _heir in wanted}
        )
    }
    report = Loaded()
    stale = [
        link.pk
        for pair, link in known.items()
        if wanted.get(pair) != (link.is_partial, link.is_default)
    ]
    report.removed, _per_model = UnitSuccession.objects.filter(pk__in=stale).delete()
    new = [
        UnitSuccession(
            former_id=pair[0], successor_id=pair[1], is_partial=partial, is_default=default
        )
        for pair, (partial, default) in wanted.items()
        if pair not in known or known[pair].pk in set(stale)
    ]
    UnitSuccession.objects.bulk_create(new, batch_size=_BATCH)
    report.created = len(new)
    report.unchanged = len(wanted) - len(new)
    return report
