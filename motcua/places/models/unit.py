"""Administrative units with dates, and what became of each."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from motcua.places.enums import Tier


class AdministrativeUnit(models.Model):
    """A province, a (former) district or a commune under its GSO code."""

    code = models.CharField(max_length=10)
    tier = models.CharField(max_length=10, choices=Tier)
    name = models.CharField(max_length=150)
    folded_name = models.CharField(max_length=150, db_index=True)
    sort_key = models.CharField(max_length=450)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

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
        ]

    def __str__(self) -> str:
        return self.name


class UnitSuccession(models.Model):
    """A former unit passed, wholly or in part, into a new one."""

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
        ]

    def __str__(self) -> str:
        return f"{self.former} → {self.successor}"
