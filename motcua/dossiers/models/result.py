"""The result of a dossier, how it was handed over, and its papers."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from motcua.accounts.models import Position
from motcua.dossiers.enums import ReturnWay
from motcua.dossiers.models.dossier import Dossier
from motcua.files.models import StoredFile
from motcua.papers.models import Paper


class Result(models.Model):
    """The result paper: uploaded by the officer, or generated (`paper`)."""

    dossier = models.OneToOneField(Dossier, on_delete=models.CASCADE, related_name="result")
    number = models.CharField(max_length=60, blank=True)
    title = models.CharField(max_length=300)
    stored_file = models.ForeignKey(
        StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    paper = models.ForeignKey(
        Paper, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_by = models.ForeignKey(Position, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()

    class Meta:
        verbose_name = _("kết quả giải quyết")
        constraints: ClassVar = [
            models.CheckConstraint(
                name="result_one_paper",
                condition=Q(stored_file__isnull=False) ^ Q(paper__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class HandOver(models.Model):
    """The result reached the applicant; one that was undone stays as a row with `undone_at`."""

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="hand_overs")
    way = models.CharField(max_length=8, choices=ReturnWay)
    handed_over_at = models.DateTimeField()
    by = models.ForeignKey(
        Position, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    taker_name = models.CharField(max_length=200, blank=True)
    taker_identity = models.CharField(max_length=20, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("lần trả kết quả")
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="hand_over_one_valid", fields=["dossier"], condition=Q(undone_at__isnull=True)
            ),
            models.CheckConstraint(
                name="hand_over_counter_has_taker",
                condition=~Q(way=ReturnWay.COUNTER) | (~Q(taker_name="") & Q(by__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.way} {self.handed_over_at:%d/%m/%Y}"


class DossierPaper(models.Model):
    """An official paper issued for a dossier: receipt, request, refusal, slip, copy of what was
    sent.
    """

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="papers")
    paper = models.OneToOneField(Paper, on_delete=models.PROTECT, related_name="+")
    letter = models.CharField(max_length=40)
    is_valid = models.BooleanField(default=True)

    class Meta:
        verbose_name = _("văn bản của hồ sơ")
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="dossier_paper_one_valid_receipt",
                fields=["dossier"],
                condition=Q(is_valid=True, letter="receipt"),
            ),
        ]

    def __str__(self) -> str:
        return self.letter
