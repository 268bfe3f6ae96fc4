"""Published forms; a row never changes, so that a dossier keeps its form for ever."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class FormVersion(models.Model):
    """One published definition of a form, immutable (the database refuses an update)."""

    key = models.CharField(max_length=80)
    number = models.PositiveIntegerField()
    definition = models.JSONField()
    digest = models.CharField(max_length=64, unique=True)
    published_at = models.DateTimeField()

    class Meta:
        verbose_name = _("phiên bản tờ khai")
        ordering: ClassVar = ["key", "-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="form_version_once", fields=["key", "number"]),
            models.CheckConstraint(name="form_version_from_one", condition=models.Q(number__gte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.key} v{self.number}"
