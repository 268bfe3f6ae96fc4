"""The country as forms see it: units of today, and old addresses read into them."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from motcua.eforms.rules.answers.places import Candidate, Unit
from motcua.places.enums import Tier
from motcua.places.queries import units
from motcua.places.queries.addresses import read_address

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from motcua.places.models import AdministrativeUnit

_KEEP_SECONDS = 60.0
_remembered: dict[str, tuple[float, tuple[Unit, ...]]] = {}


class CountryResolver:
    """`AddressResolver` over the tables of places; lists of units are remembered for a minute."""

    def provinces(self) -> Sequence[Unit]:
        """Every province of today, in Vietnamese order."""
        return _kept("", lambda: _units(units.provinces()))

    def communes_of(self, province_code: str) -> Sequence[Unit]:
        """The communes of a province of today, in Vietnamese order; empty for an unknown code."""
        if all(province_code != province.code for province in self.provinces()):
            return ()
        return _kept(province_code, lambda: _units(units.communes_of(province_code)))

    def commune(self, code: str) -> Sequence[Candidate]:
        """What a commune code means today: itself, or what a former one became."""
        unit = units.find(Tier.COMMUNE, code[:10])
        if unit is None:
            return ()
        former = unit.name if unit.valid_to is not None else ""
        heirs = [unit] if not former else units.heirs_of(unit)
        return tuple(_candidate(heir, former) for heir in heirs if heir.tier == Tier.COMMUNE)

    def read(self, text: str, province_code: str = "") -> Sequence[Candidate]:
        """What a typed address may mean, the likeliest first; a name alone is searched for too."""
        home = units.province(province_code) if province_code else None
        address = read_address(text, home=home)
        if address.communes:
            former = address.former.name if address.former else ""
            return tuple(_candidate(unit, former, address.detail) for unit in address.communes)
        return tuple(_candidate(unit) for unit in units.search(text, within=home))


def forget() -> None:
    """Read the units again at the next question."""
    _remembered.clear()


def _kept(key: str, ask: Callable[[], tuple[Unit, ...]]) -> tuple[Unit, ...]:
    now = time.monotonic()
    until, found = _remembered.get(key, (0.0, ()))
    if now >= until:
        found = ask()
        if found:  # an empty country is one that is not loaded yet
            _remembered[key] = (now + _KEEP_SECONDS, found)
    return found


def _units(found: Iterable[AdministrativeUnit]) -> tuple[Unit, ...]:
    return tuple(Unit(unit.code, unit.name) for unit in found)


def _candidate(unit: AdministrativeUnit, former: str = "", detail: str = "") -> Candidate:
    province = unit.parent
    return Candidate(
        commune=Unit(unit.code, unit.name),
        province=Unit(province.code, province.name) if province else Unit("", ""),
        became_of=former,
        detail=detail,
    )
