"""How often something was asked for again: by officer, by procedure, by reason; counted from the
rows of the requests each time.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Max
from django.utils.translation import gettext as _

from motcua.accounts.enums import Permission
from motcua.dossiers.models import Supplement, SupplementItem
from motcua.kit.clock import HANOI

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from motcua.accounts.models import Position


@dataclass(frozen=True, slots=True)
class Line:
    """One officer, procedure or reason: its code where it has one, how many requests and items."""

    code: str
    name: str
    requests: int
    items: int


@dataclass(frozen=True, slots=True)
class Figures:
    """Everything about the requests of some days."""

    requests: int
    dossiers: int
    repeats: int
    by_officer: list[Line]
    by_procedure: list[Line]
    by_reason: list[Line]


def figures_of(position: Position, *, since: date, until: date, language: str) -> Figures:
    """The requests from one day to another that officers of the agency made, or all of the province
    for whoever sees it all. A request after the first of its dossier is a repeat.
    """
    asked = _requests(position, since=since, until=until)
    items = SupplementItem.objects.filter(supplement__in=asked)
    whole = asked.aggregate(requests=Count("pk"), dossiers=Count("dossier", distinct=True))
    return Figures(
        requests=whole["requests"],
        dossiers=whole["dossiers"],
        repeats=asked.filter(number__gt=1).count(),
        by_officer=_officers(items),
        by_procedure=_procedures(items),
        by_reason=_reasons(items, language),
    )


def _requests(position: Position, *, since: date, until: date) -> QuerySet[Supplement]:
    begins = datetime.combine(since, time.min, tzinfo=HANOI)
    ends = datetime.combine(until + timedelta(days=1), time.min, tzinfo=HANOI)
    found = Supplement.objects.filter(asked_at__gte=begins, asked_at__lt=ends)
    if position.may(Permission.DOSSIER_SEE_ALL):
        return found
    return found.filter(asked_by__agency=position.agency_id)


def _officers(items: QuerySet[SupplementItem]) -> list[Line]:
    by = "supplement__asked_by__"
    rows = _counted(items, f"{by}user", f"{by}user__name", f"{by}agency__name")
    return [
        Line("", f"{row[f'{by}user__name']}, {row[f'{by}agency__name']}", row["asks"], row["marks"])
        for row in rows
    ]


def _procedures(items: QuerySet[SupplementItem]) -> list[Line]:
    of = "supplement__dossier__"
    rows = _counted(items, f"{of}procedure__code").annotate(name=Max(f"{of}version__name"))
    return [
        Line(row[f"{of}procedure__code"], row["name"], row["asks"], row["marks"]) for row in rows
    ]


def _reasons(items: QuerySet[SupplementItem], language: str) -> list[Line]:
    words = "words_en" if language == "en" else "words_vi"
    of = "coded_reason__"
    names = (f"{of}code", f"{of}words_vi", f"{of}{words}", f"{of}agency__name")
    rows = _counted(items, "coded_reason", *dict.fromkeys(names))
    return [
        Line(
            row[f"{of}code"] or "",
            _named(row[f"{of}{words}"] or row[f"{of}words_vi"], row[f"{of}agency__name"]),
            row["asks"],
            row["marks"],
        )
        for row in rows
    ]


def _named(words: str | None, agency: str | None) -> str:
    named = words or _("Không chọn lý do, chỉ ghi bằng lời")
    return f"{named} ({agency})" if agency else named


def _counted(items: QuerySet[SupplementItem], *keys: str) -> Any:
    """Rows of values, most items first."""
    rows = items.values(*keys).annotate(asks=Count("supplement", distinct=True), marks=Count("pk"))
    return rows.order_by("-marks", *keys)
