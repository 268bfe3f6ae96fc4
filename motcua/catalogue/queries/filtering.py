"""The filters of the search page (linh-vuc, co-quan, muc-do, doi-tuong)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from motcua.catalogue.enums import Audience, OfferLevel

if TYPE_CHECKING:
    from motcua.catalogue.queries.vocabulary import Kept


@dataclass(frozen=True)
class Filters:
    """What the list is narrowed to; empty means not narrowed. Ids are found by `known`."""

    sector: str = ""
    agency: str = ""
    level: str = ""
    audience: str = ""
    sector_id: int | None = None
    agency_id: int | None = None

    def known(self, kept: Kept) -> Filters:
        """The same filters without the values that do not exist."""
        sector = next((s for s in kept.sectors.values() if s.slug == self.sector), None)
        agency = next((a for a in kept.agencies.values() if a.code == self.agency), None)
        return replace(
            self,
            sector=self.sector if sector else "",
            sector_id=sector.pk if sector else None,
            agency=self.agency if agency else "",
            agency_id=agency.pk if agency else None,
            level=self.level if self.level in {str(level) for level in OfferLevel.values} else "",
            audience=self.audience if self.audience in Audience.values else "",
        )

    def __bool__(self) -> bool:
        return bool(self.sector or self.agency or self.level or self.audience)


def conditions(filters: Filters) -> tuple[str, list[Any]]:
    """SQL to put behind a WHERE, and its values."""
    parts: list[tuple[str, Any]] = []
    if filters.sector_id is not None:
        parts.append(("sector_id = %s", filters.sector_id))
    if filters.agency_id is not None:
        parts.append(("agency_ids @> ARRAY[%s]::bigint[]", filters.agency_id))
    if filters.level:
        parts.append(("level = %s", int(filters.level)))
    if filters.audience:
        parts.append(("audiences @> ARRAY[%s]::varchar[]", filters.audience))
    return "".join(f" AND {sql}" for sql, _value in parts), [value for _sql, value in parts]
