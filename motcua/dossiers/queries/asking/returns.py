"""How often a matter came back to its applicant, over refused and refiled dossiers too."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import Count, Q

from motcua.dossiers.enums import Moment
from motcua.dossiers.models import Dossier, Supplement, SupplementItem, TimelineEntry
from motcua.dossiers.queries.reach.scope import dossiers_seen_by

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from django.db.models import QuerySet

    from motcua.accounts.models import Position

_REFUSED = (Moment.REFUSE_RECEPTION, Moment.LAPSE_SUPPLEMENT)


@dataclass(frozen=True, slots=True)
class Return:
    """One time that something came back: when, what happened, of which dossier; the code only for
    whoever may see that dossier.
    """

    at: datetime
    what: str
    items: int
    code: str


def asked_before(dossier: Dossier) -> set[tuple[str, str, int | None]]:
    """The targets of every earlier request of a dossier."""
    items = SupplementItem.objects.filter(supplement__dossier=dossier)
    return set(items.values_list("section", "question", "required_document_id"))


def returns_of(dossier: Dossier, *, by: Position, at: datetime) -> list[Return]:
    """Every request for a supplement and every refusal at reception of the same matter, latest
    first: the same procedure for the same person or organisation, filed within MATTER_DAYS.
    """
    dossiers = dict(_matter(dossier, at=at).values_list("pk", "code"))
    seen = set(dossiers_seen_by(by).filter(pk__in=dossiers).values_list("pk", flat=True))
    found = [
        Return(moment, what, items, (dossiers[key] or "") if key in seen else "")
        for key, moment, what, items in (*_asked(dossiers), *_refused(dossiers))
    ]
    return sorted(found, key=lambda one: one.at, reverse=True)


def _matter(dossier: Dossier, *, at: datetime) -> QuerySet[Dossier]:
    applicant = dossier.applicant
    same = Q(pk=dossier.pk)
    since = at - timedelta(days=settings.MATTER_DAYS)
    other = Q(procedure=dossier.procedure_id, submitted_at__gte=since)
    if applicant.identity_number:
        same |= other & Q(applicant__identity_number=applicant.identity_number)
    if applicant.tax_code:
        same |= other & Q(applicant__tax_code=applicant.tax_code)
    if applicant.party_id:
        same |= other & Q(applicant__party=applicant.party_id)
    return Dossier.objects.filter(same)


def _asked(dossiers: dict[int, str | None]) -> Iterator[tuple[int, datetime, str, int]]:
    rows = Supplement.objects.filter(dossier__in=dossiers).annotate(found=Count("items"))
    for key, moment, items in rows.values_list("dossier", "asked_at", "found"):
        yield key, moment, str(Moment.ASK_SUPPLEMENT.label), items


def _refused(dossiers: dict[int, str | None]) -> Iterator[tuple[int, datetime, str, int]]:
    entries = TimelineEntry.objects.filter(dossier__in=dossiers)
    undone = entries.filter(undoes__isnull=False).values("undoes")
    for entry in entries.filter(moment__in=_REFUSED).exclude(pk__in=undone):
        yield entry.dossier_id, entry.happened_at, str(entry.get_moment_display()), 0
