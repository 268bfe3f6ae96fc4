"""The demo's mailbox: every stored message is a letter that can be read."""

from __future__ import annotations

from django.db.models import Count, Max, Q, QuerySet

from motcua.kit import text_vi
from motcua.notifications.models import Notification


def letters(*, words: str = "") -> QuerySet[Notification]:
    """Letters whose address, name or subject contains the words; newest first."""
    wanted = text_vi.clean(words)[:100]
    found = Notification.objects.exclude(to_email="").order_by("-pk")
    if wanted:
        found = found.filter(
            Q(to_email__icontains=wanted)
            | Q(to_name__icontains=wanted)
            | Q(subject__icontains=wanted)
            | Q(about__iexact=wanted)
        )
    return found


def addresses(*, at_most: int = 30) -> list[tuple[str, int]]:
    """(address, number of letters) of those who got letters last."""
    rows = (
        Notification.objects.exclude(to_email="")
        .values("to_email")
        .annotate(count=Count("pk"), last=Max("pk"))
        .order_by("-last")
        .values_list("to_email", "count")
    )
    return list(rows[:at_most])


def letter(number: int) -> Notification | None:
    """One letter, or nothing."""
    return Notification.objects.exclude(to_email="").filter(pk=number).first()
