"""A person or an organisation that dossiers are about, and who may act for it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from motcua.accounts.enums import Authority, IdentityKind, MandateKind, PartyKind
from motcua.accounts.models.user import User
from motcua.places.models import AdministrativeUnit


class Party(models.Model):
    """A person or an organisation. A name is one field: one-word names, H', Y and ’ occur."""

    kind = models.CharField(max_length=12, choices=PartyKind, default=PartyKind.PERSON)
    name = models.CharField(_("Họ, chữ đệm, tên hoặc tên tổ chức"), max_length=300)
    sort_key = models.CharField(max_length=900, blank=True, db_index=True)
    identity_kind = models.CharField(max_length=20, choices=IdentityKind, blank=True)
    identity_number = models.CharField(max_length=20, blank=True)
    born_on = models.DateField(null=True, blank=True)
    born_year = models.PositiveSmallIntegerField(null=True, blank=True)
    tax_code = models.CharField(max_length=14, blank=True)
    phone = models.CharField(max_length=16, blank=True)
    email = models.EmailField(max_length=254, blank=True)
    unit = models.ForeignKey(
        AdministrativeUnit, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    address_detail = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("chủ thể")
        indexes: ClassVar = [
            models.Index(
                name="party_identity",
                fields=["identity_number"],
                condition=~models.Q(identity_number=""),
            ),
            models.Index(
                name="party_tax_code", fields=["tax_code"], condition=~models.Q(tax_code="")
            ),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="party_kind_known", condition=models.Q(kind__in=PartyKind.values)
            ),
            models.CheckConstraint(name="party_has_name", condition=~models.Q(name="")),
            models.CheckConstraint(
                name="party_number_has_kind",
                condition=models.Q(identity_number="") | ~models.Q(identity_kind=""),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Mandate(models.Model):
    """A user may act for a party, from – to, on some authority."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="mandates")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="mandates")
    kind = models.CharField(max_length=16, choices=MandateKind)
    authority = models.CharField(max_length=10, choices=Authority, default=Authority.NONE)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("quyền đại diện")
        constraints: ClassVar = [
            models.CheckConstraint(
                name="mandate_kind_known", condition=models.Q(kind__in=MandateKind.values)
            ),
            models.CheckConstraint(
                name="mandate_dates",
                condition=models.Q(valid_to__isnull=True)
                | models.Q(valid_to__gte=models.F("valid_from")),
            ),
            models.UniqueConstraint(
                name="mandate_once",
                fields=["user", "party", "kind"],
                condition=models.Q(valid_to__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} – {self.party}"
