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
    from motcua.places.rules.addresses import Word

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


def read_address(text: str, *, home: AdministrativeUnit | None = None) -> ReadAddress:
    """Understand an address: "12 Lê Lợi, Xã Ia Kênh, TP Pleiku, Gia Lai" → xã Gào, tỉnh Gia Lai.

    Reads from the end: province, former district, commune. `home` is the province that is meant
    when none is written. Any text at all is answered; what names no unit stays in `detail`.
    """
    words = _without_country(words_of(text))
    provinces, rest = _take(words, Tier.PROVINCE)
    if not provinces and home is not None:
        provinces = [home, *units.forebears_of(home)]
    districts, before = _take(rest, Tier.DISTRICT, _under(provinces))
    if districts:
        return _read_in_districts(before, districts)
    return _read_in_provinces(rest, provinces)


def _read_in_districts(words: list[Word], districts: list[AdministrativeUnit]) -> ReadAddress:
    """The commune of a former district, a new one beside its old district, the district alone."""
    communes, rest = _take(words, Tier.COMMUNE, Q(parent__in=districts))
    if not communes:
        today = units.heirs_of_all([d.parent for d in districts if d.parent is not None])
        communes, rest = _take(words, Tier.COMMUNE, Q(valid_to=None, parent__in=today))
    if communes:
        return _answer(rest, communes)
    inside = list(AdministrativeUnit.objects.filter(parent__in=districts))
    return _answer(words, inside or districts, former=districts[0])


def _read_in_provinces(words: list[Word], provinces: list[AdministrativeUnit]) -> ReadAddress:
    """A commune of today, else of before; where no province is named only a unique, typed name."""
    today = units.heirs_of_all(provinces)
    now = Q(valid_to=None) & (Q(parent__in=today) if provinces else Q())
    before = Q(valid_to__isnull=False) & (Q(parent__parent__in=provinces) if provinces else Q())
    for wanted in (now, before):
        found, rest = _take(words, Tier.COMMUNE, wanted, need_type=not provinces)
        if found and (provinces or len(found) == 1):
            return _answer(rest, found)
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


def _take(
    words: list[Word], tier: Tier, wanted: Q | None = None, *, need_type: bool = False
) -> tuple[list[AdministrativeUnit], list[Word]]:
    """Units of a tier named by the last words (longest name first), and the words before them."""
    runs = [run for run in endings(words) if tier in run.tiers and (run.is_typed or not need_type)]
    if not runs:
        return [], words
    named = AdministrativeUnit.objects.filter(
        wanted or Q(), tier=tier, match_keys__overlap=[key for run in runs for key in run.keys]
    )
    found = list(named.select_related("parent__parent").order_by("-valid_to", "pk"))
    for run in runs:
        for key in run.keys:
            fitting = [unit for unit in found if key in unit.match_keys]
            if fitting:
                return fitting, words[: -run.count]
    return [], words


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
