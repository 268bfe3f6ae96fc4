"""What officers write to each other about a dossier; the applicant never sees it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from motcua.accounts.models import Position
from motcua.dossiers.models.dossier import Dossier


class InternalNote(models.Model):
    """One note; it is never changed, a later one corrects it."""

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="internal_notes")
    written_by = models.ForeignKey(Position, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    text = models.TextField()

    class Meta:
        verbose_name = _("ghi chú nội bộ")
        ordering: ClassVar = ["-written_at", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(name="internal_note_has_text", condition=~Q(text=""))
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.written_at:%d/%m/%Y %H:%M}"
