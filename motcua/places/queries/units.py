"""Provinces, communes, what became of them, and addresses read into them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Case, IntegerField, Q, Value, When

from motcua.kit.errors import NotThere
from motcua.kit.text_vi import fold
from motcua.kit.wording import _, sentence
from motcua.places.enums import Tier
from motcua.places.models import AdministrativeUnit, UnitSuccession

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from motcua.places.models.unit import UnitQuerySet

_GENERATIONS = 5
_SHORTEST_SEARCH = 2


class NoSuchUnit(NotThere):
    """No current province or commune has the code."""


def provinces(on: date | None = None) -> UnitQuerySet:
    """The provinces of a date (of today's division without one), in Vietnamese order."""
    return _of_date(AdministrativeUnit.objects.filter(tier=Tier.PROVINCE), on)


def communes_of(province: AdministrativeUnit | str, *, on: date | None = None) -> UnitQuerySet:
    """Communes of a province (or its code), of its former districts too, in Vietnamese order."""
    units = AdministrativeUnit.objects.filter(tier=Tier.COMMUNE)
    if isinstance(province, str):
        units = units.filter(
            Q(parent__code=province, parent__tier=Tier.PROVINCE) | Q(parent__parent__code=province)
        )
    else:
        units = units.filter(Q(parent=province) | Q(parent__parent=province))
    return _of_date(units, on)


def find(tier: str, code: str) -> AdministrativeUnit | None:
    """The unit under a code: the current one, else the latest former one."""
    found = AdministrativeUnit.objects.filter(tier=tier, code=code).select_related("parent")
    return found.order_by(Case(When(valid_to=None, then=0), default=1), "-valid_to").first()


def province(code: str) -> AdministrativeUnit | None:
    """The current province with that code."""
    return provinces().filter(code=code).first()


def commune(code: str) -> AdministrativeUnit | None:
    """The current commune with that code, its province at hand."""
    current = AdministrativeUnit.objects.current().filter(tier=Tier.COMMUNE, code=code)
    return current.select_related("parent").first()


def known(code: str) -> AdministrativeUnit:
    """The current province or commune with that code; raises NoSuchUnit."""
    found = province(code) or commune(code)
    if found is None:
        raise NoSuchUnit(sentence(_("Không có đơn vị hành chính với mã {code}."), code=code))
    return found


def search(
    text: str, *, within: AdministrativeUnit | None = None, limit: int = 10
) -> list[AdministrativeUnit]:
    """Current communes whose name holds the words typed, with or without diacritics; best first."""
    folded = fold(text[:200])
    if len(folded) < _SHORTEST_SEARCH:
        return []
    units = AdministrativeUnit.objects.current().filter(
        tier=Tier.COMMUNE, folded_name__contains=folded
    )
    if within is not None:
        units = units.filter(parent=within)
    best_fit = Case(
        When(folded_name__startswith=folded, then=Value(0)),
        When(folded_name__endswith=f" {folded}", then=Value(1)),
        When(folded_name__contains=f" {folded}", then=Value(2)),
        default=Value(3),
        output_field=IntegerField(),
    )
    return list(units.select_related("parent").order_by(best_fit, "sort_key", "pk")[:limit])


def heirs_of(unit: AdministrativeUnit) -> list[AdministrativeUnit]:
    """The current units that a former one passed into, likeliest first; itself while it exists."""
    return heirs_of_all([unit])


def heirs_of_all(units: Iterable[AdministrativeUnit]) -> list[AdministrativeUnit]:
    """The current units that some units passed into, each once, the likeliest first."""
    found: dict[int, AdministrativeUnit] = {}
    generation = list(units)
    for _step in range(_GENERATIONS):
        found |= {unit.pk: unit for unit in generation if unit.valid_to is None}
        former = [unit.pk for unit in generation if unit.valid_to is not None]
        if not former:
            break
        links = UnitSuccession.objects.filter(former__in=former).order_by("-is_default", "pk")
        generation = [link.successor for link in links.select_related("successor__parent")]
    return list(found.values())


def forebears_of(unit: AdministrativeUnit) -> list[AdministrativeUnit]:
    """The former units that a current one was made of, in Vietnamese order."""
    return list(
        AdministrativeUnit.objects.filter(successions__successor=unit)
        .select_related("parent__parent")
        .order_by("sort_key")
    )


def _of_date(units: UnitQuerySet, on: date | None) -> UnitQuerySet:
    dated = units.current() if on is None else units.valid_on(on)
    return dated.select_related("parent").order_by("sort_key", "pk")
