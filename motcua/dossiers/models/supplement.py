"""What an applicant is asked to mend."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from motcua.accounts.models import Position
from motcua.catalogue.models import RequiredDocument
from motcua.dossiers.enums import ItemKind
from motcua.dossiers.models.dossier import Dossier
from motcua.dossiers.models.reason import SupplementReason
from motcua.dossiers.models.submission import Submission
from motcua.dossiers.rules.reasons import told
from motcua.files.models import StoredFile


class Supplement(models.Model):
    """One request that lists everything to be added or corrected, with a date."""

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="supplements")
    number = models.PositiveSmallIntegerField()
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(Position, on_delete=models.PROTECT, related_name="+")
    answer_by = models.DateField()
    sentence = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    """The dossier ended before an answer came, so none is awaited any more."""
    reminded_at = models.DateTimeField(null=True, blank=True)
    submission = models.OneToOneField(
        Submission, null=True, blank=True, on_delete=models.PROTECT, related_name="supplement"
    )

    class Meta:
        verbose_name = _("yêu cầu bổ sung")
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="supplement_number_once", fields=["dossier", "number"]),
            models.UniqueConstraint(
                name="supplement_one_open",
                fields=["dossier"],
                condition=Q(answered_at__isnull=True, closed_at__isnull=True),
            ),
            models.CheckConstraint(
                name="supplement_closed_without_answer",
                condition=Q(closed_at__isnull=True) | Q(answered_at__isnull=True),
            ),
            models.CheckConstraint(
                name="supplement_answered_with_submission",
                condition=Q(answered_at__isnull=True, submission__isnull=True)
                | Q(answered_at__isnull=False, submission__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id}/{self.number}"


class SupplementItem(models.Model):
    """One wrong answer or paper, with the reason beside it."""

    supplement = models.ForeignKey(Supplement, on_delete=models.CASCADE, related_name="items")
    kind = models.CharField(max_length=8, choices=ItemKind)
    section = models.CharField(max_length=80, blank=True)
    question = models.CharField(max_length=80, blank=True)
    required_document = models.ForeignKey(
        RequiredDocument, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    coded_reason = models.ForeignKey(
        SupplementReason, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    reason = models.TextField(blank=True)
    """The officer's own sentence."""
    example = models.ForeignKey(
        StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    """A picture of how it should look."""

    class Meta:
        verbose_name = _("mục cần bổ sung")
        constraints: ClassVar = [
            models.CheckConstraint(
                name="supplement_item_one_target",
                condition=(
                    Q(kind=ItemKind.QUESTION, required_document__isnull=True) & ~Q(question="")
                )
                | (Q(kind=ItemKind.DOCUMENT, question="") & Q(required_document__isnull=False)),
            ),
            models.CheckConstraint(
                name="supplement_item_has_reason",
                condition=~Q(reason="") | Q(coded_reason__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.question or self.required_document_id}"

    def told(self, language: str) -> str:
        """Why, as the applicant reads it: the coded words, then the officer's own sentence."""
        coded = self.coded_reason
        if coded is None:
            return self.reason
        return told(coded.words_in(language), self.reason, says_nothing=coded.needs_sentence)
