"""New appointments for a running dossier: with an apology, or because the law gives longer."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from motcua.accounts.models import Position
from motcua.catalogue.enums import LimitUnit
from motcua.dossiers.enums import ExtensionKind
from motcua.dossiers.models.dossier import Dossier


class Extension(models.Model):
    """One new appointment; append-only in practice, like the timeline entry beside it.

    An apology that `counts` came in time and moves the due time; one that came too late tells the
    applicant a new date and leaves the dossier late. A longer limit (`value`, `unit`) replaces the
    limit of the case from the beginning.
    """

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="extensions")
    kind = models.CharField(max_length=12, choices=ExtensionKind)
    granted_at = models.DateTimeField()
    granted_by = models.ForeignKey(Position, on_delete=models.PROTECT, related_name="+")
    due_before = models.DateTimeField()
    due_after = models.DateTimeField()
    counts = models.BooleanField(default=True)
    value = models.PositiveSmallIntegerField(null=True, blank=True)
    unit = models.CharField(max_length=12, choices=LimitUnit, blank=True)
    reason = models.TextField()
    legal_basis = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = _("lần hẹn lại")
        ordering: ClassVar = ["granted_at", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="extension_kind_known", condition=Q(kind__in=ExtensionKind.values)
            ),
            models.CheckConstraint(
                name="extension_is_later", condition=Q(due_after__gt=F("due_before"))
            ),
            models.UniqueConstraint(name="extension_one_of_a_kind", fields=["dossier", "kind"]),
            models.CheckConstraint(
                name="extension_longer_has_limit",
                condition=Q(kind=ExtensionKind.APOLOGY, value__isnull=True, unit="")
                | (
                    Q(kind=ExtensionKind.LONGER_LIMIT, value__gte=1, unit__in=LimitUnit.values)
                    & ~Q(legal_basis="")
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.due_after:%d/%m/%Y}"
