"""What has happened to a dossier, entry by entry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Max

from motcua.dossiers.models import TimelineEntry

if TYPE_CHECKING:
    from motcua.dossiers.models import Dossier

MOST = 5


def last_sequence(dossier: Dossier) -> int:
    """The number of the latest entry."""
    entries = TimelineEntry.objects.filter(dossier=dossier)
    return entries.aggregate(last=Max("sequence"))["last"] or 0


def entries_since(dossier: Dossier, sequence: int) -> list[TimelineEntry]:
    """The latest entries after one, oldest first."""
    found = TimelineEntry.objects.filter(dossier=dossier, sequence__gt=sequence)
    return list(found.select_related("position__user").order_by("-sequence")[:MOST])[::-1]
