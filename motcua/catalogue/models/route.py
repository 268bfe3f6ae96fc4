"""Internal routes; a row never changes, so that a dossier keeps its route for ever."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class RouteVersion(models.Model):
    """One route that cases follow, immutable (the database refuses an update)."""

    definition = models.JSONField()
    digest = models.CharField(max_length=64, unique=True)
    published_at = models.DateTimeField()

    class Meta:
        verbose_name = _("quy trình nội bộ")
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return self.digest[:8]
