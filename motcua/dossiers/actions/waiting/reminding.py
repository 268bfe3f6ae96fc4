"""Reminding those who are waited for."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from motcua.dossiers.actions.letters import issuing, telling
from motcua.dossiers.models import Supplement
from motcua.dossiers.queries.reach.locking import lock
from motcua.kit.clock import local_date

if TYPE_CHECKING:
    from datetime import datetime

REMIND_BEFORE = timedelta(days=3)
AT_ONCE = 500


@transaction.atomic
def remind(*, now: datetime) -> int:
    """Remind, once, applicants whose time for a supplement ends within days; returns how many."""
    soon = local_date(now) + REMIND_BEFORE
    due = Supplement.objects.filter(
        answered_at__isnull=True,
        closed_at__isnull=True,
        reminded_at__isnull=True,
        answer_by__lte=soon,
        answer_by__gte=local_date(now),
    )
    reminded = 0
    for asked in due.order_by("dossier_id")[:AT_ONCE]:
        dossier = lock(asked.dossier_id)  # an answer takes the dossier first, too
        if not due.filter(pk=asked.pk).exists():
            continue
        reminded += 1
        telling.tell(
            dossier,
            "dossier.supplement_reminder",
            now=now,
            items=issuing.asked_lines(dossier, asked),
            reply_by=asked.answer_by,
        )
        Supplement.objects.filter(pk=asked.pk).update(reminded_at=now)
    return reminded
