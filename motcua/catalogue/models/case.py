"""A case of a procedure and what hangs on it: time limits, fees and papers."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from motcua.accounts.enums import Authority
from motcua.catalogue.enums import (
    AfterSupplement,
    FeeKind,
    FilingMethod,
    LimitArea,
    LimitUnit,
    NewItemRule,
    PaperAsked,
)
from motcua.catalogue.models.procedure import ProcedureVersion
from motcua.catalogue.models.route import RouteVersion


class ProcedureCase(models.Model):
    """A case (trường hợp) of a procedure version; a procedure without distinctions has one,
    unnamed.
    """

    version = models.ForeignKey(ProcedureVersion, on_delete=models.PROTECT, related_name="cases")
    number = models.PositiveSmallIntegerField()
    name = models.TextField(blank=True)
    is_default = models.BooleanField(default=False)
    form_version = models.ForeignKey(
        "eforms.FormVersion", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    route_version = models.ForeignKey(
        RouteVersion, on_delete=models.PROTECT, null=True, blank=True, related_name="cases"
    )
    after_supplement = models.CharField(
        max_length=10, choices=AfterSupplement.choices, default=AfterSupplement.RESUME
    )
    new_item_rule = models.CharField(
        max_length=14, choices=NewItemRule.choices, default=NewItemRule.HEAD_APPROVAL
    )
    prepayment = models.BooleanField(_("nộp tiền trước khi tiếp nhận"), default=False)
    same_day_cutoff = models.TimeField(
        _("sau giờ này tính sang ngày làm việc sau"), null=True, blank=True
    )
    authority_needed = models.CharField(
        max_length=10, choices=Authority.choices, default=Authority.PLAIN
    )

    class Meta:
        verbose_name = _("trường hợp")
        ordering = ("version_id", "number")
        constraints = [
            models.UniqueConstraint(fields=["version", "number"], name="case_numbered_once"),
            models.UniqueConstraint(
                fields=["version"], condition=Q(is_default=True), name="case_one_default"
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="case_number_from_one"),
        ]

    def __str__(self) -> str:
        return self.name or str(self.number)


class TimeLimit(models.Model):
    """The time a case may take, per way of filing and area class.

    The row with ordinal 1 is the one that promises are computed from; further rows keep what else
    the record said of the same way. A row without value stands for a way of filing whose limit is
    not stated.
    """

    case = models.ForeignKey(ProcedureCase, on_delete=models.CASCADE, related_name="time_limits")
    method = models.CharField(max_length=8, choices=FilingMethod.choices)
    area_class = models.CharField(max_length=12, choices=LimitArea.choices, default=LimitArea.ANY)
    ordinal = models.PositiveSmallIntegerField(default=1)
    value = models.PositiveIntegerField(null=True, blank=True)
    unit = models.CharField(max_length=12, choices=LimitUnit.choices, blank=True)
    note = models.TextField(blank=True)

    class Meta:
        verbose_name = _("thời hạn giải quyết")
        ordering = ("case_id", "method", "area_class", "ordinal")
        constraints = [
            models.UniqueConstraint(
                fields=["case", "method", "area_class", "ordinal"], name="limit_stated_once"
            ),
            models.CheckConstraint(
                condition=Q(value__isnull=True, unit="")
                | (
                    Q(value__gte=1)
                    & Q(unit__in=[u for u in LimitUnit.values if u != LimitUnit.SAME_DAY])
                )
                | Q(value=1, unit=LimitUnit.SAME_DAY),
                name="limit_value_with_unit",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.method} {self.value} {self.unit}"


class FeeLine(models.Model):
    """An amount to pay for a case in one way of filing, in whole đồng or another currency's whole
    units.
    """

    case = models.ForeignKey(ProcedureCase, on_delete=models.CASCADE, related_name="fees")
    method = models.CharField(max_length=8, choices=FilingMethod.choices)
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12, choices=FeeKind.choices, default=FeeKind.UNSPECIFIED)
    amount_vnd = models.BigIntegerField(null=True, blank=True)
    foreign_amount = models.CharField(_("số tiền ngoại tệ"), max_length=40, blank=True)
    note = models.TextField(blank=True)
    resolution_no = models.CharField(
        _("nghị quyết của Hội đồng nhân dân"), max_length=120, blank=True
    )
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("phí, lệ phí")
        ordering = ("case_id", "method", "position")
        constraints = [
            models.UniqueConstraint(fields=["case", "method", "position"], name="fee_placed_once"),
            models.CheckConstraint(
                condition=Q(amount_vnd__gte=0, foreign_amount="")
                | (Q(amount_vnd__isnull=True) & ~Q(foreign_amount="")),
                name="fee_amount_not_negative",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.amount_vnd}"


class RequiredDocument(models.Model):
    """A paper of a dossier (thành phần hồ sơ) in one case, or a note standing among the papers."""

    case = models.ForeignKey(
        ProcedureCase, on_delete=models.CASCADE, related_name="required_documents"
    )
    position = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=80, blank=True)
    heading = models.TextField(blank=True)
    name = models.TextField()
    original_count = models.PositiveSmallIntegerField(default=0)
    copy_count = models.PositiveSmallIntegerField(default=0)
    is_note = models.BooleanField(default=False)
    is_required = models.BooleanField(default=True)
    form_files = ArrayField(models.TextField(), default=list, blank=True)
    asked_online = models.CharField(
        max_length=20, choices=PaperAsked.choices, default=PaperAsked.SCAN
    )
    asked_postal = models.CharField(
        max_length=20, choices=PaperAsked.choices, default=PaperAsked.CERTIFIED_COPY
    )
    asked_direct = models.CharField(
        max_length=20, choices=PaperAsked.choices, default=PaperAsked.CERTIFIED_COPY
    )
    max_files = models.PositiveSmallIntegerField(default=20)
    max_megabytes = models.PositiveSmallIntegerField(default=20)

    class Meta:
        verbose_name = _("thành phần hồ sơ")
        ordering = ("case_id", "position")
        constraints = [
            models.UniqueConstraint(fields=["case", "position"], name="document_placed_once"),
            models.CheckConstraint(condition=~Q(name=""), name="document_named"),
            models.CheckConstraint(
                condition=Q(is_note=False) | Q(is_required=False),
                name="document_note_never_required",
            ),
            models.CheckConstraint(
                condition=Q(max_files__gte=1) & Q(max_megabytes__gte=1),
                name="document_limits_positive",
            ),
        ]

    def __str__(self) -> str:
        return self.name
