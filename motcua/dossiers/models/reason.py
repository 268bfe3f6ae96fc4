"""Why something is asked for again: the words officers choose from instead of typing them."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from motcua.dossiers.enums import ItemKind
from motcua.places.models import Agency

if TYPE_CHECKING:
    from datetime import date


class SupplementReasonQuerySet(models.QuerySet["SupplementReason"]):
    """Filters over coded reasons."""

    def on(self, day: date) -> SupplementReasonQuerySet:
        """Those in use on a day."""
        ends_later = Q(valid_to__isnull=True) | Q(valid_to__gte=day)
        return self.filter(ends_later, valid_from__lte=day)

    def of_agency(self, agency_id: int) -> SupplementReasonQuerySet:
        """Those of an agency and those of the whole province."""
        return self.filter(Q(agency=agency_id) | Q(agency__isnull=True))


class SupplementReason(models.Model):
    """One coded reason of the province or of one agency; a code keeps its meaning for ever, its
    words may be put better.
    """

    agency = models.ForeignKey(
        Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    code = models.CharField(max_length=40)
    words_vi = models.CharField(max_length=300)
    words_en = models.CharField(max_length=300, blank=True)
    kind = models.CharField(max_length=8, choices=ItemKind, blank=True)
    """For answers or for papers; empty for both."""
    needs_sentence = models.BooleanField(default=False)
    """Says nothing by itself ("another reason"), so the officer's own sentence says it all."""
    position = models.PositiveSmallIntegerField(default=0)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    objects = SupplementReasonQuerySet.as_manager()

    class Meta:
        verbose_name = _("lý do yêu cầu bổ sung")
        ordering: ClassVar = ["position", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="supplement_reason_once", fields=["agency", "code"], nulls_distinct=False
            ),
            models.CheckConstraint(
                name="supplement_reason_named", condition=~Q(code="") & ~Q(words_vi="")
            ),
            models.CheckConstraint(
                name="supplement_reason_kind_known", condition=Q(kind__in=["", *ItemKind.values])
            ),
            models.CheckConstraint(
                name="supplement_reason_order",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
            ),
        ]

    def __str__(self) -> str:
        return self.code

    def words_in(self, language: str) -> str:
        """The words in a language, Vietnamese where there are none."""
        return (self.words_en if language == "en" else "") or self.words_vi
