"""Read the units of both divisions from the data files of the vietnamadminunits package."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import CommandError

from motcua.kit import clock
from motcua.kit.commands import HouseCommand
from motcua.kit.text_vi import clean
from motcua.places.actions import units
from motcua.places.actions.units import SuccessionRecord, UnitRecord, UnitRef
from motcua.places.enums import Tier
from motcua.places.rules.amendments import RECODED, RENAMED

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE = "vietnamadminunits"

_TODAY = """SELECT provinceCode, province, provinceKeywords, wardCode, ward, wardKeywords,
                   provinceKey, wardKey FROM admin_units ORDER BY provinceCode, wardCode"""
_FORMER = """SELECT provinceCode, province, provinceKeywords,
                    districtCode, district, districtKeywords, wardCode, ward, wardKeywords,
                    provinceKey, districtKey, coalesce(wardKey, '')
             FROM admin_units_legacy ORDER BY provinceCode, districtCode, wardCode"""


class Command(HouseCommand):
    help = (
        "Load provinces, former districts and communes, and what became of each; may be repeated."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        folder = _data_folder()
        source = _Source()
        with closing(sqlite3.connect(f"file:{folder / 'dataset.db'}?mode=ro", uri=True)) as stored:
            source.read_today(stored)
            source.read_former(stored)
        mapping = json.loads((folder / "converter_2025.json").read_text(encoding="utf-8"))
        rows, links = units.load(
            list(source.records.values()),
            list(source.successions(mapping)),
            by=None,
            now=clock.now(),
        )
        self.stdout.write(
            f"units: {rows.created} new, {rows.changed} changed, {rows.unchanged} as before; "
            f"successions: {links.created} new, {links.removed} removed, "
            f"{links.unchanged} as before"
        )


def _data_folder() -> Path:
    """Where the package keeps its files; it is found, not imported: importing loads all of it."""
    spec = find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise CommandError(f"The package {PACKAGE} is not installed.")
    return Path(spec.submodule_search_locations[0]) / "data"


class _Source:
    """Records by reference, and references by the package's own keys."""

    def __init__(self) -> None:
        self.records: dict[UnitRef, UnitRecord] = {}
        self.today: dict[tuple[str, str], UnitRef] = {}
        self.former: dict[str, UnitRef] = {}

    def read_today(self, stored: sqlite3.Connection) -> None:
        for province, name, spelled, code, commune, spellings, key, commune_key in stored.execute(
            _TODAY
        ):
            above = self._add(Tier.PROVINCE, province, name, spelled)
            self.today[key, ""] = above
            self.today[key, commune_key] = self._add(
                Tier.COMMUNE, code, commune, spellings, parent=above
            )

    def read_former(self, stored: sqlite3.Connection) -> None:
        for row in stored.execute(_FORMER):
            (province, name, spelled, district, district_name, district_spelled) = row[:6]
            (code, commune, spellings, key, district_key, commune_key) = row[6:]
            above = self._add(Tier.PROVINCE, province, name, spelled, is_former=True)
            middle = self._add(
                Tier.DISTRICT, district, district_name, district_spelled, above, is_former=True
            )
            self.former[key] = above
            self.former[f"{key}_{district_key}_{commune_key}"] = (
                self._add(Tier.COMMUNE, code, commune, spellings, middle, is_former=True)
                if commune
                else middle  # an island district without communes
            )

    def successions(self, mapping: dict[str, Any]) -> Iterator[SuccessionRecord]:
        """Provinces and communes that were joined, and communes that were divided."""
        for heir, formers in mapping["DICT_PROVINCE"].items():
            yield from self._joined(formers, self.today[heir, ""])
        for province, communes in mapping["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
            for heir, formers in communes.items():
                yield from self._joined(formers, self.today[province, heir])
        for province, divided in mapping["DICT_PROVINCE_WARD_DIVIDED"].items():
            for former, parts in divided.items():
                yield from self._divided(province, self.former[former], parts)

    def _joined(self, formers: list[str], heir: UnitRef) -> Iterator[SuccessionRecord]:
        for former in formers:
            yield SuccessionRecord(self.former[former], heir, is_partial=False, is_default=True)

    def _divided(
        self, province: str, former: UnitRef, parts: list[dict[str, Any]]
    ) -> Iterator[SuccessionRecord]:
        for part in parts:
            yield SuccessionRecord(
                former,
                self.today[province, part["newWardKey"]],
                is_partial=True,
                is_default=bool(part["isDefaultNewWard"]),
            )

    def _add(
        self,
        tier: Tier,
        code: str,
        name: str,
        spellings: str | None,
        parent: UnitRef | None = None,
        *,
        is_former: bool = False,
    ) -> UnitRef:
        if not is_former:
            code = RECODED.get((tier, code), code)
            name = RENAMED.get((tier, code), name)
        ref = (tier, code, is_former)
        if ref not in self.records:
            self.records[ref] = UnitRecord(
                tier=tier,
                code=code,
                name=clean(name),
                is_former=is_former,
                parent=parent,
                spellings=tuple(json.loads(spellings)) if spellings else (),
            )
        return ref
