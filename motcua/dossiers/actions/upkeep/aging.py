"""Drafts that nobody goes on with: a warning, then they go."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from motcua.dossiers.models import Draft
from motcua.dossiers.rules import addresses
from motcua.notifications.actions.notifying import notify

WARN_BEFORE = timedelta(days=7)
KEEP_SENT = timedelta(days=30)
"""A sent draft is kept as long, so that a Send whose answer was lost finds its dossier."""
_AT_ONCE = 500


@transaction.atomic
def warn_of_old_drafts(*, now: datetime) -> int:
    """Tell owners, once, that a draft will go in a week, also where that comes late; returns how
    many were told.
    """
    due = (
        Draft.objects.select_for_update(of=("self",), skip_locked=True)
        .filter(
            sent_at__isnull=True,
            warned_at__isnull=True,
            owner__email__isnull=False,
            supplement__isnull=True,
        )
        .filter(expires_at__lte=now + WARN_BEFORE)
        .select_related("owner", "case__version")[:_AT_ONCE]
    )
    for draft in due:
        owner = draft.owner
        if owner is None:
            continue
        notify(
            "draft.expiring",
            to_email=owner.email,
            language=draft.language,
            to_name=owner.name,
            context={
                "procedure": draft.case.version.name,
                "delete_on": max(draft.expires_at, now + WARN_BEFORE),
                "link": addresses.draft(draft.key),
            },
            about=f"draft:{draft.key}",
            now=now,
        )
        Draft.objects.filter(pk=draft.pk).update(warned_at=now)
    return len(due)


@transaction.atomic
def delete_old_drafts(*, now: datetime) -> int:
    """Delete drafts past their time, a week after their owners were warned where they can be, and
    long sent ones; returns how many. Their files go with the files' own sweep.
    """
    told = Q(owner__email__isnull=True) | Q(warned_at__lte=now - WARN_BEFORE)
    forgotten = told & Q(sent_at__isnull=True, expires_at__lte=now, supplement__isnull=True)
    done = Q(sent_at__lte=now - KEEP_SENT) | Q(supplement__closed_at__lte=now - KEEP_SENT)
    old = Draft.objects.filter(forgotten | done)
    # held first: a page saved in this very moment keeps its draft
    held = list(old.select_for_update(of=("self",), skip_locked=True).values_list("pk", flat=True))
    Draft.objects.filter(pk__in=held).delete()
    return len(held)
