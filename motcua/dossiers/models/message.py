"""What applicant and officers write to each other about a dossier."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from motcua.accounts.models import Position, User
from motcua.dossiers.models.dossier import Dossier
from motcua.files.models import StoredFile


class DossierMessage(models.Model):
    """One message, of the applicant's side (`user`) or of an officer (`position`); never changed
    but for the mark that the other side has read it.
    """

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="messages")
    written_at = models.DateTimeField()
    user = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    position = models.ForeignKey(
        Position, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    text = models.TextField()
    is_announced = models.BooleanField(default=False)
    """A mail told the other side; further ones of the same minutes stay quiet."""
    read_at = models.DateTimeField(null=True, blank=True)
    read_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("tin nhắn")
        ordering: ClassVar = ["written_at", "pk"]
        indexes: ClassVar = [
            models.Index(
                name="message_unread_by_office",
                fields=["dossier"],
                condition=Q(position__isnull=True, read_at__isnull=True),
            )
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="message_of_one_side",
                condition=Q(user__isnull=False, position__isnull=True)
                | Q(user__isnull=True, position__isnull=False),
            ),
            models.CheckConstraint(name="message_has_text", condition=~Q(text="")),
            models.CheckConstraint(
                name="message_read_after_writing",
                condition=Q(read_at__isnull=True, read_by__isnull=True)
                | Q(read_by__isnull=False, read_at__gte=F("written_at")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.written_at:%d/%m/%Y %H:%M}"


class MessageFile(models.Model):
    """A file that came with a message."""

    message = models.ForeignKey(DossierMessage, on_delete=models.CASCADE, related_name="files")
    stored_file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = _("tệp của tin nhắn")
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="message_file_once", fields=["message", "position"])
        ]

    def __str__(self) -> str:
        return f"{self.message_id}/{self.position}"
