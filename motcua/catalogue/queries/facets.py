"""How many of the procedures found lie in each sector, agency, level and audience."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING, Any

from django.db import connection

from motcua.catalogue.enums import Audience, OfferLevel

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from uuid import UUID

    from motcua.catalogue.queries.vocabulary import Kept
    from motcua.catalogue.rules.search.ranking import Candidate
    from motcua.kit.wording import Words

MOST_COUNTED = 3_000
_MOST_AGENCIES = 60


@dataclass(frozen=True)
class Facet:
    """A value to narrow to, its words, and how many procedures it leaves."""

    value: str
    label: Words
    count: int


@dataclass(frozen=True)
class Facets:
    """All facets of one search; `is_capped` when there were more than could be counted."""

    total: int
    is_capped: bool
    sectors: tuple[Facet, ...]
    agencies: tuple[Facet, ...]
    levels: tuple[Facet, ...]
    audiences: tuple[Facet, ...]
    has_more_agencies: bool = False


def facets_of(where: str, values: list[Any], kept: Kept) -> Facets:
    """Count what a condition leaves; the count of everything is kept until the index changes."""
    if where == "TRUE" and kept.mark is not None:
        return _all(kept.mark, _Keeper(kept))
    return _facets(_counted(where, values), kept)


def facets_among(candidates: Sequence[Candidate], kept: Kept) -> Facets:
    """Count the procedures of a list that is already at hand."""
    counts = {
        "total": Counter({"": len(candidates)}),
        "sector": Counter(str(candidate.sector_id) for candidate in candidates),
        "level": Counter(str(candidate.level) for candidate in candidates),
        "audience": Counter(chain.from_iterable(c.audiences for c in candidates)),
        "agency": Counter(str(key) for c in candidates for key in c.agency_ids),
    }
    return _facets(counts, kept)


class _Keeper:
    """Carries the vocabulary past the cache's key."""

    def __init__(self, kept: Kept) -> None:
        self.kept = kept

    def __hash__(self) -> int:
        return 0

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Keeper)


@lru_cache(maxsize=1)
def _all(mark: UUID, keeper: _Keeper) -> Facets:
    return _facets(_counted("TRUE", [], most=10**9), keeper.kept)


def _counted(
    where: str, values: list[Any], *, most: int = MOST_COUNTED
) -> dict[str, dict[str, int]]:
    sql = f"""
        WITH whole AS MATERIALIZED (
            SELECT sector_id, level, agency_ids, audiences FROM catalogue_searchentry WHERE {where}
        ), matched AS MATERIALIZED (SELECT * FROM whole LIMIT {most})
        SELECT 'total', '', count(*) FROM matched
        UNION ALL SELECT 'sector', sector_id::text, count(*) FROM matched GROUP BY sector_id
        UNION ALL SELECT 'level', level::text, count(*) FROM matched GROUP BY level
        UNION ALL SELECT 'audience', a, count(*) FROM matched, unnest(audiences) AS a GROUP BY a
        UNION ALL SELECT 'agency', a::text, count(*)
                  FROM matched, unnest(agency_ids) AS a GROUP BY a
    """  # noqa: S608 - `where` is put together from constants only
    counts: dict[str, dict[str, int]] = {
        kind: {} for kind in ("total", "sector", "level", "audience", "agency")
    }
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        for kind, value, count in cursor.fetchall():
            counts[kind][value] = count
    return counts


def _facets(counts: Mapping[str, Mapping[str, int]], kept: Kept) -> Facets:
    total = counts["total"].get("", 0)
    return Facets(
        total=total,
        is_capped=total == MOST_COUNTED,
        sectors=_ordered(
            Facet(kept.sectors[int(key)].slug, kept.sectors[int(key)].name, count)
            for key, count in counts["sector"].items()
            if int(key) in kept.sectors
        ),
        agencies=_ordered(
            Facet(agency.code, agency.short_name or agency.name, count)
            for key, count in counts["agency"].items()
            if (agency := kept.agencies.get(int(key)))
        )[:_MOST_AGENCIES],
        has_more_agencies=len(counts["agency"]) > _MOST_AGENCIES,
        levels=tuple(
            Facet(str(level), label, counts["level"][str(level)])
            for level, label in OfferLevel.choices
            if str(level) in counts["level"]
        ),
        audiences=tuple(
            Facet(value, label, counts["audience"][value])
            for value, label in Audience.choices
            if value in counts["audience"]
        ),
    )


def _ordered(facets: Iterable[Facet]) -> tuple[Facet, ...]:
    """Commonest first."""
    return tuple(sorted(facets, key=lambda facet: (-facet.count, facet.value)))
