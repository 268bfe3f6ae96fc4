"""Whether somebody was told that a time runs out, and how early an agency wants to be told."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from motcua.dossiers.enums import AlertKind, AlertTopic
from motcua.dossiers.models.dossier import Dossier
from motcua.places.models import Agency

MOST_DAYS = 10


class DueAlert(models.Model):
    """Holder and head were told once that this time runs out, or has; a due time that moves is
    another one.
    """

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="alerts")
    topic = models.CharField(max_length=10, choices=AlertTopic)
    kind = models.CharField(max_length=6, choices=AlertKind)
    due_at = models.DateTimeField()
    told_at = models.DateTimeField()

    class Meta:
        verbose_name = _("cảnh báo hạn")
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="due_alert_once", fields=["dossier", "topic", "kind", "due_at"]
            ),
            models.CheckConstraint(
                name="due_alert_topic", condition=Q(topic__in=AlertTopic.values)
            ),
            models.CheckConstraint(name="due_alert_kind", condition=Q(kind__in=AlertKind.values)),
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.topic} {self.kind}"


class AlertSetting(models.Model):
    """How many working days before a time runs out an agency is warned; nothing: not at all."""

    agency = models.OneToOneField(
        Agency, on_delete=models.CASCADE, primary_key=True, related_name="alert_setting"
    )
    days_before = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        verbose_name = _("cách cảnh báo của cơ quan")
        constraints: ClassVar = [
            models.CheckConstraint(
                name="alert_setting_days",
                condition=Q(days_before__isnull=True) | Q(days_before__lte=MOST_DAYS),
            )
        ]

    def __str__(self) -> str:
        return f"{self.agency_id}: {self.days_before}"
