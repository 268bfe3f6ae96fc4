"""Administrative units with dates, and what became of each."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _

from motcua.places.enums import Tier

if TYPE_CHECKING:
    from datetime import date


class UnitQuerySet(models.QuerySet["AdministrativeUnit"]):
    """Filters that read like the questions."""

    def valid_on(self, on: date) -> Self:
        """Units that exist on a date; both dates of a unit are included."""
        begun = models.Q(valid_from__isnull=True) | models.Q(valid_from__lte=on)
        not_over = models.Q(valid_to__isnull=True) | models.Q(valid_to__gte=on)
        return self.filter(begun, not_over)

    def current(self) -> Self:
        """Units that have no last day."""
        return self.filter(valid_to__isnull=True)


class AdministrativeUnit(models.Model):
    """A province, a (former) district or a commune under its GSO code.

    A code may live twice, before and after 01/07/2025; `valid_from` and `valid_to` are its first
    and last day. `match_keys` are the spellings that an address is recognised by (rules.addresses).
    """

    code = models.CharField(max_length=10)
    tier = models.CharField(max_length=10, choices=Tier)
    name = models.CharField(max_length=150)
    short_name = models.CharField(max_length=150)
    folded_name = models.CharField(max_length=150, db_index=True)
    match_keys = ArrayField(models.CharField(max_length=150), default=list)
    sort_key = models.CharField(max_length=450)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    objects = UnitQuerySet.as_manager()

    class Meta:
        verbose_name = _("đơn vị hành chính")
        constraints: ClassVar = [
            models.CheckConstraint(
                name="unit_tier_known", condition=models.Q(tier__in=Tier.values)
            ),
            models.UniqueConstraint(
                name="unit_current_code",
                fields=["tier", "code"],
                condition=models.Q(valid_to__isnull=True),
            ),
            models.UniqueConstraint(
                name="unit_former_code",
                fields=["tier", "code", "valid_to"],
                condition=models.Q(valid_to__isnull=False),
            ),
            models.CheckConstraint(
                name="unit_dates_in_order",
                condition=models.Q(valid_to__isnull=True)
                | models.Q(valid_from__isnull=True)
                | models.Q(valid_to__gte=models.F("valid_from")),
            ),
            models.CheckConstraint(
                name="unit_province_has_no_parent",
                condition=models.Q(tier=Tier.PROVINCE, parent__isnull=True)
                | (~models.Q(tier=Tier.PROVINCE) & models.Q(parent__isnull=False)),
            ),
        ]
        indexes: ClassVar = [GinIndex(name="unit_match_keys", fields=["match_keys"])]

    def __str__(self) -> str:
        return self.name


class UnitSuccession(models.Model):
    """A former unit passed, wholly or partly, into a new one; `is_default`: the likeliest heir."""

    former = models.ForeignKey(
        AdministrativeUnit, on_delete=models.CASCADE, related_name="successions"
    )
    successor = models.ForeignKey(
        AdministrativeUnit, on_delete=models.CASCADE, related_name="predecessions"
    )
    is_partial = models.BooleanField(default=False)
    is_default = models.BooleanField(default=True)

    class Meta:
        verbose_name = _("chuyển đổi đơn vị hành chính")
        constraints: ClassVar = [
            models.UniqueConstraint(name="succession_once", fields=["former", "successor"]),
            models.UniqueConstraint(
                name="succession_one_default",
                fields=["former"],
                condition=models.Q(is_default=True),
            ),
            models.CheckConstraint(
                name="succession_not_of_itself",
                condition=~models.Q(former=models.F("successor")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.former} → {self.successor}"
