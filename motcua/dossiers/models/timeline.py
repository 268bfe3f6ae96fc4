"""The timeline, which is the truth, and the pauses it opens and closes."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from motcua.accounts.models import Position, User
from motcua.dossiers.enums import PAUSED, Channel, Moment, PauseKind, Status
from motcua.dossiers.models.dossier import Dossier
from motcua.places.models import Agency


class TimelineEntry(models.Model):
    """One thing that happened; append-only (the database refuses UPDATE and DELETE)."""

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="timeline")
    sequence = models.PositiveIntegerField()
    moment = models.CharField(max_length=20, choices=Moment)
    status_from = models.PositiveSmallIntegerField(choices=Status, null=True)
    status_to = models.PositiveSmallIntegerField(choices=Status)
    happened_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    user = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    position = models.ForeignKey(
        Position, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    agency = models.ForeignKey(
        Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    channel = models.CharField(max_length=8, choices=Channel, blank=True)
    reason_code = models.CharField(max_length=40, blank=True)
    note = models.TextField(blank=True)
    is_public = models.BooleanField(default=True)
    undoes = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("mốc xử lý")
        ordering: ClassVar = ["sequence"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="timeline_sequence_once", fields=["dossier", "sequence"]),
            models.CheckConstraint(
                name="timeline_moment_known", condition=Q(moment__in=Moment.values)
            ),
            models.UniqueConstraint(
                name="timeline_undone_once", fields=["undoes"], condition=Q(undoes__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sequence} {self.moment}"


class Pause(models.Model):
    """The clock stands still from – to, with the status to come back to, the reason and the
    legal basis.
    """

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="pauses")
    kind = models.CharField(max_length=10, choices=PauseKind)
    back_to = models.PositiveSmallIntegerField(choices=Status)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(blank=True)
    legal_basis = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = _("lần tạm dừng")
        ordering: ClassVar = ["opened_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="pause_one_open", fields=["dossier"], condition=Q(closed_at__isnull=True)
            ),
            models.CheckConstraint(
                name="pause_order",
                condition=Q(closed_at__isnull=True) | Q(closed_at__gte=F("opened_at")),
            ),
            models.CheckConstraint(name="pause_comes_back", condition=~Q(back_to__in=PAUSED)),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.opened_at:%d/%m/%Y}"
