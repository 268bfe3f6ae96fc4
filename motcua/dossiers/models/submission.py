"""What was sent, revision by revision; never changed afterwards."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from motcua.accounts.models import Position, User
from motcua.catalogue.models import RequiredDocument
from motcua.dossiers.enums import SubmissionKind
from motcua.dossiers.models.dossier import Dossier
from motcua.eforms.models import FormVersion
from motcua.files.models import StoredFile


class Submission(models.Model):
    """One sending: all answers as they then stood, and why which papers are absent, with their
    digest. The database refuses to change it.
    """

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="submissions")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=SubmissionKind)
    form_version = models.ForeignKey(FormVersion, on_delete=models.PROTECT, related_name="+")
    answers = models.JSONField()
    absences = models.JSONField(default=dict, blank=True)
    digest = models.BinaryField(max_length=32)
    sent_at = models.DateTimeField()
    sent_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    sent_by_position = models.ForeignKey(
        Position, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("lần gửi hồ sơ")
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="submission_number_once", fields=["dossier", "number"]),
            models.CheckConstraint(
                name="submission_number_from_one", condition=models.Q(number__gte=1)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id}/{self.number}"


class DossierDocument(models.Model):
    """A paper sent in one submission: its slot, its files in order and the one PDF made of them."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="documents")
    required_document = models.ForeignKey(
        RequiredDocument, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    question = models.CharField(max_length=160, blank=True)
    title = models.TextField()
    position = models.PositiveSmallIntegerField(default=0)
    joined = models.ForeignKey(
        StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("giấy tờ của hồ sơ")
        ordering: ClassVar = ["position", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="document_one_slot",
                condition=models.Q(required_document__isnull=False) ^ ~models.Q(question=""),
            ),
        ]

    def __str__(self) -> str:
        return self.title[:80]


class DocumentFile(models.Model):
    """One file of a paper, in order."""

    document = models.ForeignKey(DossierDocument, on_delete=models.CASCADE, related_name="files")
    stored_file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("tệp của giấy tờ")
        ordering: ClassVar = ["position", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="document_file_once", fields=["document", "stored_file"])
        ]

    def __str__(self) -> str:
        return str(self.stored_file)
