"""Money that an applicant owes to another body before a dossier can go on; never our bill."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from motcua.accounts.models import Position
from motcua.dossiers.enums import ObligationState
from motcua.dossiers.models.dossier import Dossier
from motcua.files.models import StoredFile

_DUE, _PROVEN = (
    ObligationState.DUE,
    (
        ObligationState.FULFILLED,
        ObligationState.EXEMPT,
        ObligationState.DEFERRED,
    ),
)


class Obligation(models.Model):
    """One notice of the tax office (or another body), what proves that it was met, and how it
    ended. The clock of the dossier stands still while it is due.
    """

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="obligations")
    notice_number = models.CharField(max_length=60)
    issued_by = models.CharField(max_length=200)
    issued_on = models.DateField()
    due_on = models.DateField()
    notice = models.ForeignKey(
        StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    state = models.CharField(max_length=10, choices=ObligationState, default=_DUE)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(Position, on_delete=models.PROTECT, related_name="+")
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(
        Position, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    proof_note = models.TextField(blank=True)
    proof = models.ForeignKey(
        StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("nghĩa vụ tài chính")
        ordering: ClassVar = ["recorded_at", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="obligation_state_known", condition=Q(state__in=ObligationState.values)
            ),
            models.UniqueConstraint(
                name="obligation_one_due", fields=["dossier"], condition=Q(state=_DUE)
            ),
            models.CheckConstraint(
                name="obligation_settled_by_whom",
                condition=Q(state=_DUE, settled_at__isnull=True, settled_by__isnull=True)
                | (~Q(state=_DUE) & Q(settled_at__isnull=False, settled_by__isnull=False)),
            ),
            models.CheckConstraint(
                name="obligation_met_with_proof",
                condition=~Q(state__in=_PROVEN) | ~Q(proof_note="") | Q(proof__isnull=False),
            ),
            models.CheckConstraint(
                name="obligation_due_after_notice", condition=Q(due_on__gte=F("issued_on"))
            ),
        ]

    def __str__(self) -> str:
        return self.notice_number


class ObligationLine(models.Model):
    """One amount of a notice: what it is called there and how many đồng."""

    obligation = models.ForeignKey(Obligation, on_delete=models.CASCADE, related_name="lines")
    name = models.CharField(max_length=200)
    amount_vnd = models.BigIntegerField()

    class Meta:
        verbose_name = _("khoản của nghĩa vụ tài chính")
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="obligation_line_amount_above_zero", condition=Q(amount_vnd__gt=0)
            ),
            models.CheckConstraint(name="obligation_line_has_name", condition=~Q(name="")),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.amount_vnd}"
