"""Addresses as people write them, old or new, read into the units of today."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from motcua.places.enums import Tier
from motcua.places.models import AdministrativeUnit
from motcua.places.queries import units
from motcua.places.rules.addresses import endings, words_of

if TYPE_CHECKING:
    from motcua.places.rules.addresses import Ending, Word

_COUNTRY = frozenset({"vietnam", "vn"})


@dataclass(frozen=True, slots=True)
class ReadAddress:
    """What an address says in today's units.

    `detail` are the words that name no unit, as written. `communes` are the possible communes of
    today, the likeliest first; `is_certain` when there is just one. `former` is the unit that the
    address names and that is no more (a commune, a district or a province).
    """

    detail: str
    province: AdministrativeUnit | None = None
    communes: tuple[AdministrativeUnit, ...] = ()
    former: AdministrativeUnit | None = None

    @property
    def is_certain(self) -> bool:
        """Whether the address leads to exactly one commune."""
        return len(self.communes) == 1


@dataclass(frozen=True, slots=True)
class _Named:
    """Units named by a run of words, and the words before it."""

    units: list[AdministrativeUnit]
    rest: list[Word]
    run: Ending

    @property
    def is_sure(self) -> bool:
        """Whether the words were set off as a name: by their type or by commas."""
        return self.run.is_typed or self.run.is_whole


def read_address(text: str, *, home: AdministrativeUnit | None = None) -> ReadAddress:
    """Understand an address: "12 Lê Lợi, Xã Ia Kênh, TP Pleiku, Gia Lai" → xã Gào, tỉnh Gia Lai.

    Reads from the end: province, former district, commune. `home` is the province that is meant
    when none is written. Any text at all is answered; what names no unit stays in `detail`.
    """
    words = _without_country(words_of(text))
    named = _take(words, Tier.PROVINCE)
    if named is not None:
        read = _read_inside(named.rest, named.units, is_written=True)
        if named.is_sure or read.communes:
            return read
    # "12 Nguyễn Thái Bình" names a street: its last words are no province.
    assumed = [home, *units.forebears_of(home)] if home is not None else []
    return _read_inside(words, assumed, is_written=False)


def _read_inside(
    words: list[Word], provinces: list[AdministrativeUnit], *, is_written: bool
) -> ReadAddress:
    """What the words before a province name: a commune of a former district, or one directly."""
    district = _take(words, Tier.DISTRICT, _under(provinces))
    if district is not None and (district.is_sure or is_written):
        return _read_in_districts(district.rest, district.units)
    return _read_in_provinces(words, provinces, need_type=not is_written)


def _read_in_districts(words: list[Word], districts: list[AdministrativeUnit]) -> ReadAddress:
    """The commune of a former district, a new one beside its old district, the district alone."""
    today = units.heirs_of_all([d.parent for d in districts if d.parent is not None])
    for wanted in (Q(parent__in=districts), Q(valid_to=None, parent__in=today)):
        commune = _take(words, Tier.COMMUNE, wanted)
        if commune is not None and commune.is_sure:
            return _answer(commune.rest, commune.units)
    inside = list(AdministrativeUnit.objects.filter(parent__in=districts))
    return _answer(words, inside or districts, former=districts[0])


def _read_in_provinces(
    words: list[Word], provinces: list[AdministrativeUnit], *, need_type: bool
) -> ReadAddress:
    """A commune of today, else of before; where no province is known only a unique name."""
    today = units.heirs_of_all(provinces)
    now = Q(valid_to=None) & (Q(parent__in=today) if provinces else Q())
    before = Q(valid_to__isnull=False) & (Q(parent__parent__in=provinces) if provinces else Q())
    for wanted in (now, before):
        commune = _take(words, Tier.COMMUNE, wanted)
        if commune is None or not (commune.run.is_typed or (commune.is_sure and not need_type)):
            continue
        if provinces or len(commune.units) == 1:
            return _answer(commune.rest, commune.units)
        break  # a name of several provinces
    current = any(unit.valid_to is None for unit in provinces)
    return ReadAddress(
        detail=_written(words),
        province=today[0] if today else None,
        former=None if current or not provinces else provinces[0],
    )


def _answer(
    rest: list[Word],
    named: list[AdministrativeUnit],
    *,
    former: AdministrativeUnit | None = None,
) -> ReadAddress:
    heirs = units.heirs_of_all(named)
    communes = tuple(unit for unit in heirs if unit.tier == Tier.COMMUNE)
    if former is None and named[0].valid_to is not None:
        former = named[0]
    return ReadAddress(
        detail=_written(rest),
        province=communes[0].parent if communes else None,
        communes=communes,
        former=former,
    )


def _take(words: list[Word], tier: Tier, wanted: Q | None = None) -> _Named | None:
    """The units of a tier that the last words name, by the longest name that fits."""
    runs = [run for run in endings(words) if tier in run.tiers]
    if not runs:
        return None
    keys = [key for run in runs for key in run.keys]
    named = AdministrativeUnit.objects.filter(wanted or Q(), tier=tier, match_keys__overlap=keys)
    found = list(named.select_related("parent__parent").order_by("-valid_to", "pk"))
    for run in runs:
        for key in run.keys:
            fitting = [unit for unit in found if key in unit.match_keys]
            if fitting:
                return _Named(fitting, words[: -run.count], run)
    return None


def _under(provinces: list[AdministrativeUnit]) -> Q:
    """Districts of the provinces named, whichever of their lives was meant."""
    if not provinces:
        return Q()
    return Q(parent__in=provinces) | Q(parent__successions__successor__in=provinces)


def _without_country(words: list[Word]) -> list[Word]:
    for run in endings(words):
        if run.keys[0] in _COUNTRY:
            return words[: -run.count]
    return words


def _written(words: list[Word]) -> str:
    """The words again as a person would write them."""
    return "".join(w.written + (", " if w.ends_part else " ") for w in words).strip(", ")
