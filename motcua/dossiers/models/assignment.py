"""Where a dossier is in the internal route."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from motcua.accounts.enums import Role
from motcua.accounts.models import Position
from motcua.dossiers.enums import AssignmentOutcome
from motcua.dossiers.models.dossier import Dossier
from motcua.places.models import Agency

if TYPE_CHECKING:
    from datetime import date


class Assignment(models.Model):
    """A dossier at one step: which role of which agency holds it, since when and until when."""

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="assignments")
    step = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200)
    role = models.CharField(max_length=20, choices=Role)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    holder = models.ForeignKey(
        Position, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    arrived_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    finished_by = models.ForeignKey(
        Position, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    outcome = models.CharField(max_length=12, choices=AssignmentOutcome, blank=True, default="")
    note = models.TextField(blank=True)

    class Meta:
        verbose_name = _("bước đang xử lý")
        ordering: ClassVar = ["arrived_at", "id"]
        indexes: ClassVar = [
            models.Index(
                name="assignment_open_holder",
                fields=["holder", "due_at", "dossier"],
                condition=Q(finished_at__isnull=True),
            ),
            models.Index(
                name="assignment_open_role",
                fields=["agency", "role", "due_at", "dossier"],
                condition=Q(finished_at__isnull=True),
            ),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="assignment_one_open",
                fields=["dossier"],
                condition=Q(finished_at__isnull=True),
            ),
            models.CheckConstraint(
                name="assignment_finished_with_outcome",
                condition=Q(finished_at__isnull=True, outcome="")
                | (
                    Q(finished_at__isnull=False)
                    & ~Q(outcome="")
                    & Q(finished_at__gte=F("arrived_at"))
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.step} {self.name}"

    def holder_left_by(self, day: date) -> bool:
        """Whether whoever holds the step is in office no more."""
        return self.holder is not None and not self.holder.serves_on(day)

    def is_open_to(self, position: Position, on: date) -> bool:
        """Whether it is the step of a position: of its role and agency, and held by nobody else
        who is still in office.
        """
        if (self.role, self.agency_id) != (position.role, position.agency_id):
            return False
        return self.holder_id in (None, position.pk) or self.holder_left_by(on)
