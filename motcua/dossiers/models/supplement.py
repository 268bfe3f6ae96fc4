"""What an applicant is asked to mend."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from motcua.accounts.models import Position
from motcua.catalogue.models import RequiredDocument
from motcua.dossiers.enums import ItemKind, ProposalOutcome
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
    new_because = models.TextField(blank=True)
    """Why something is asked for that was not asked before."""
    approved_by = models.ForeignKey(
        Position, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    """The head who approved what another officer proposed."""
    answered_at = models.DateTimeField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)
    """An officer of the agency opened the dossier after the answer came."""
    closed_at = models.DateTimeField(null=True, blank=True)
    """The dossier ended before an answer came, so none is awaited any more."""
    reminded_at = models.DateTimeField(null=True, blank=True)
    submission = models.OneToOneField(
        Submission, null=True, blank=True, on_delete=models.PROTECT, related_name="supplement"
    )

    class Meta:
        verbose_name = _("yêu cầu bổ sung")
        ordering: ClassVar = ["number"]
        indexes: ClassVar = [
            models.Index(name="supplement_asked_at", fields=["asked_at"]),
            models.Index(
                name="supplement_unread",
                fields=["dossier"],
                condition=Q(answered_at__isnull=False, read_at__isnull=True),
            ),
        ]
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


class MarkedItem(models.Model):
    """A wrong answer or paper as an officer marked it, with the reason beside it."""

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
        abstract = True

    def __str__(self) -> str:
        return f"{self.kind} {self.question or self.required_document_id}"

    @property
    def target(self) -> tuple[str, str, int | None]:
        """What the item is about; the same target again is a repeat."""
        return self.section, self.question, self.required_document_id

    def told(self, language: str) -> str:
        """Why, as the applicant reads it: the coded words, then the officer's own sentence."""
        coded = self.coded_reason
        if coded is None:
            return self.reason
        return told(coded.words_in(language), self.reason, says_nothing=coded.needs_sentence)


def _sound(name: str) -> list[models.BaseConstraint]:
    """One target and one reason at least."""
    return [
        models.CheckConstraint(
            name=f"{name}_one_target",
            condition=(Q(kind=ItemKind.QUESTION, required_document__isnull=True) & ~Q(question=""))
            | (Q(kind=ItemKind.DOCUMENT, question="") & Q(required_document__isnull=False)),
        ),
        models.CheckConstraint(
            name=f"{name}_has_reason",
            condition=~Q(reason="") | Q(coded_reason__isnull=False),
        ),
    ]


class SupplementItem(MarkedItem):
    """One thing that the applicant is asked to mend."""

    supplement = models.ForeignKey(Supplement, on_delete=models.CASCADE, related_name="items")

    class Meta:
        verbose_name = _("mục cần bổ sung")
        constraints: ClassVar = _sound("supplement_item")


class SupplementProposal(models.Model):
    """Something new that an officer wants to ask for after an earlier request; the head approves
    it, and then it goes out as it was proposed, or declines it.
    """

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="proposals")
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey(Position, on_delete=models.PROTECT, related_name="+")
    answer_by = models.DateField()
    sentence = models.TextField(blank=True)
    new_because = models.TextField()
    outcome = models.CharField(
        max_length=8, choices=ProposalOutcome, blank=True, default=ProposalOutcome.OPEN
    )
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(
        Position, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    settled_because = models.TextField(blank=True)
    supplement = models.OneToOneField(
        Supplement, null=True, blank=True, on_delete=models.PROTECT, related_name="proposal"
    )

    class Meta:
        verbose_name = _("đề nghị yêu cầu bổ sung")
        ordering: ClassVar = ["-proposed_at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="proposal_one_open", fields=["dossier"], condition=Q(outcome="")
            ),
            models.CheckConstraint(name="proposal_says_why", condition=~Q(new_because="")),
            models.CheckConstraint(
                name="proposal_settled_by_somebody",
                condition=Q(outcome="", settled_at__isnull=True, settled_by__isnull=True)
                | (
                    Q(outcome__in=[one for one in ProposalOutcome.values if one])
                    & Q(settled_at__isnull=False, settled_by__isnull=False)
                ),
            ),
            models.CheckConstraint(
                name="proposal_approved_went_out",
                condition=Q(outcome=ProposalOutcome.APPROVED, supplement__isnull=False)
                | (~Q(outcome=ProposalOutcome.APPROVED) & Q(supplement__isnull=True)),
            ),
            models.CheckConstraint(
                name="proposal_declined_says_why",
                condition=~Q(outcome=ProposalOutcome.DECLINED) | ~Q(settled_because=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.outcome}"


class ProposedItem(MarkedItem):
    """One thing that is proposed to be asked for."""

    proposal = models.ForeignKey(SupplementProposal, on_delete=models.CASCADE, related_name="items")

    class Meta:
        verbose_name = _("mục đề nghị bổ sung")
        constraints: ClassVar = _sound("proposed_item")
