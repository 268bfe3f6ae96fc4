"""Requests for supplements: which still wait, and for which the time is over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from motcua.dossiers.enums import Status
from motcua.dossiers.models import Pause, Supplement

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from motcua.dossiers.models import Dossier


def lapsed(today: date) -> QuerySet[Supplement]:
    """Requests whose last day is over without an answer."""
    return Supplement.objects.filter(
        answered_at__isnull=True, closed_at__isnull=True, answer_by__lt=today
    )


def unread_answers() -> QuerySet[Supplement]:
    """Answers that came and that no officer of the agency has looked at."""
    return Supplement.objects.filter(answered_at__isnull=False, read_at__isnull=True)


def has_lapsed_before_acceptance(dossier: Dossier, *, today: date) -> bool:
    """Whether nobody answered in time what was asked before the dossier was accepted."""
    return (
        dossier.status == Status.AWAITING_SUPPLEMENT
        and Pause.objects.filter(
            dossier=dossier, closed_at__isnull=True, back_to=Status.SUBMITTED
        ).exists()
        and lapsed(today).filter(dossier=dossier).exists()
    )
