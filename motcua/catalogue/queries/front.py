"""What the home page, the agency pages and the sitemap show of the catalogue."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import connection
from django.db.models import Count, Q, QuerySet

from motcua.catalogue.models import LifeEvent, Procedure
from motcua.catalogue.models.offer import offered_on
from motcua.places.enums import AgencyKind
from motcua.places.models import Agency

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

SITEMAP_PAGE = 20_000
_FIGURES = """
    SELECT (SELECT count(*) FROM catalogue_procedure WHERE life = 'IN_FORCE'),
           count(*), count(*) FILTER (WHERE level = 3), count(*) FILTER (WHERE level = 4),
           count(DISTINCT procedure_id) FILTER (WHERE level >= 3), count(DISTINCT agency_id)
    FROM catalogue_serviceoffer
    WHERE valid_from <= %(on)s AND (valid_to IS NULL OR valid_to >= %(on)s)
"""


@dataclass(frozen=True)
class Figures:
    """The catalogue in numbers on a day; an offer is one agency's service, a procedure may have
    many.
    """

    procedures: int
    offers: int
    offers_level_3: int
    offers_level_4: int
    procedures_online: int
    agencies: int


def figures(*, on: date) -> Figures:
    """The numbers of the province that the catalogue knows. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(_FIGURES, {"on": on})
        return Figures(*cursor.fetchone())


def life_events() -> QuerySet[LifeEvent]:
    """All life events in their order."""
    return LifeEvent.objects.order_by("position", "id")


@dataclass(frozen=True)
class EventPage:
    """A life event with its procedures in order."""

    event: LifeEvent
    procedures: Sequence[Procedure]


def event_page(slug: str) -> EventPage | None:
    """A life event and those of its procedures that are in force."""
    event = LifeEvent.objects.filter(slug=slug[:80]).first()
    if event is None:
        return None
    places = event.places.filter(procedure__life__in=Procedure.SEARCHABLE).select_related(
        "procedure__sector", "procedure__search_entry"
    )
    return EventPage(event, [place.procedure for place in places.order_by("position")])


def agencies_offering(*, on: date) -> QuerySet[Agency]:
    """Agencies with the number of services each offers (`services`) and files online (`online`);
    centres too, which receive for the departments.
    """
    present = offered_on(on, through="offers__")
    return (
        Agency.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on))
        .annotate(
            services=Count("offers", filter=present),
            online=Count("offers", filter=present & Q(offers__level__gte=3)),
        )
        .filter(Q(services__gt=0) | Q(kind=AgencyKind.CENTRE))
        .order_by("kind", "sort_key", "name")
    )


def agency_offering(code: str, *, on: date) -> Agency | None:
    """One agency by its code, with the same numbers; None when there is none."""
    present = offered_on(on, through="offers__")
    return (
        Agency.objects.filter(code=code[:35])
        .annotate(
            services=Count("offers", filter=present),
            online=Count("offers", filter=present & Q(offers__level__gte=3)),
        )
        .select_related("unit", "parent")
        .first()
    )


def sitemap_pages() -> int:
    """How many pages the sitemap has."""
    count = Procedure.objects.filter(life__in=Procedure.SEARCHABLE).count()
    return max(1, -(-count // SITEMAP_PAGE))


def sitemap_entries(page: int) -> QuerySet[Procedure, tuple[str, datetime]]:
    """Code and last change of the procedures of one sitemap page (from 1)."""
    start = (page - 1) * SITEMAP_PAGE
    searchable = Procedure.objects.filter(life__in=Procedure.SEARCHABLE).order_by("code")
    return searchable.values_list("code", "changed_at")[start : start + SITEMAP_PAGE]
