"""State bodies and their rooms."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from motcua.places.enums import AgencyKind, AreaClass
from motcua.places.models.unit import AdministrativeUnit


class Agency(models.Model):
    """A body with a code such as H21.16 that stands in dossier codes."""

    code = models.CharField(max_length=35, unique=True)
    is_official_code = models.BooleanField(default=True)
    name = models.CharField(max_length=250)
    short_name = models.CharField(max_length=100, blank=True)
    sort_key = models.CharField(max_length=750, blank=True)
    kind = models.CharField(max_length=12, choices=AgencyKind)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    unit = models.ForeignKey(
        AdministrativeUnit, null=True, blank=True, on_delete=models.PROTECT, related_name="agencies"
    )
    area_class = models.CharField(max_length=12, choices=AreaClass, default=AreaClass.USUAL)
    former_codes = models.JSONField(default=list, blank=True)
    address = models.CharField(max_length=300, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    website = models.URLField(blank=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("cơ quan")
        constraints: ClassVar = [
            models.CheckConstraint(
                name="agency_kind_known", condition=models.Q(kind__in=AgencyKind.values)
            ),
            models.CheckConstraint(
                name="agency_area_class_known", condition=models.Q(area_class__in=AreaClass.values)
            ),
            models.CheckConstraint(
                name="agency_dates_in_order",
                condition=models.Q(valid_to__isnull=True)
                | models.Q(valid_from__isnull=True)
                | models.Q(valid_to__gte=models.F("valid_from")),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Division(models.Model):
    """A room of an agency: the one-stop counter, a specialist division, the leaders."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="divisions")
    code = models.CharField(max_length=20)
    name = models.CharField(max_length=200)
    is_one_stop_counter = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("phòng, bộ phận")
        constraints: ClassVar = [
            models.UniqueConstraint(name="division_code_once", fields=["agency", "code"])
        ]

    def __str__(self) -> str:
        return self.name
