"""A change of the working calendar and the promises it moves."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from motcua.accounts.models import Position
from motcua.dossiers.enums import ChangeState, DueKind
from motcua.dossiers.models.dossier import Dossier
from motcua.places.enums import EditKind
from motcua.places.models import Agency


class CalendarChange(models.Model):
    """Proposed, computed, confirmed, carried out; nothing moves before somebody confirmed it.

    `edit` is a `places` CalendarEdit. `agencies` (null: all) and `since` say which dossiers are
    looked at, as it was when it was proposed. `reached` is the last dossier that the job has looked
    at, so that a job that was killed goes on there.
    """

    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=12, choices=EditKind)
    edit = models.JSONField()
    agency = models.ForeignKey(
        Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    agencies = models.JSONField(null=True, blank=True)
    since = models.DateTimeField(null=True, blank=True)
    state = models.CharField(
        max_length=10, choices=ChangeState, default=ChangeState.COMPUTING, db_index=True
    )
    proposed_by = models.ForeignKey(Position, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(
        Position, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    confirmed_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    reached = models.BigIntegerField(default=0)
    looked_at = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("thay đổi lịch làm việc")
        ordering: ClassVar = ["-proposed_at", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(name="change_kind_known", condition=Q(kind__in=EditKind.values)),
            models.CheckConstraint(
                name="change_state_known", condition=Q(state__in=ChangeState.values)
            ),
            models.CheckConstraint(
                name="change_confirmed_by_somebody",
                condition=Q(
                    state__in=[ChangeState.APPLYING, ChangeState.DONE],
                    confirmed_by__isnull=False,
                    confirmed_at__isnull=False,
                )
                | (
                    ~Q(state__in=[ChangeState.APPLYING, ChangeState.DONE])
                    & Q(confirmed_by__isnull=True, confirmed_at__isnull=True)
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.proposed_at:%d/%m/%Y}"


class MovedDue(models.Model):
    """One promise that a change moves: as computed, and, with `applied_at`, as it was carried out.
    `after` is nothing where the rows contradict each other; such a one is shown and never written.
    """

    change = models.ForeignKey(CalendarChange, on_delete=models.CASCADE, related_name="moved")
    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="moved_dues")
    kind = models.CharField(max_length=10, choices=DueKind)
    before = models.DateTimeField(null=True, blank=True)
    after = models.DateTimeField(null=True, blank=True)
    applied_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("hạn của hồ sơ được dời")
        ordering: ClassVar = ["dossier_id"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="moved_due_once", fields=["change", "dossier"]),
            models.CheckConstraint(name="moved_due_kind", condition=Q(kind__in=DueKind.values)),
            models.CheckConstraint(
                name="moved_due_applied_has_after",
                condition=Q(applied_at__isnull=True) | Q(after__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id}: {self.before} → {self.after}"
