"""Append-only events; the tables are partitioned by month and refuse UPDATE and DELETE
(migration 0001).
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class Event(models.Model):
    """Who did what to which thing, as canonical bytes with their digest; no foreign keys into
    live rows.
    """

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField()
    name = models.CharField(max_length=80)
    actor_id = models.BigIntegerField(null=True)
    actor_label = models.CharField(max_length=300, blank=True)
    position_id = models.BigIntegerField(null=True)
    object_kind = models.CharField(max_length=40, blank=True)
    object_id = models.CharField(max_length=64, blank=True)
    request_id = models.CharField(max_length=40, blank=True)
    canonical = models.BinaryField()
    digest = models.BinaryField(max_length=32)
    transaction_id = models.BigIntegerField()

    class Meta:
        managed = False
        db_table = "audit_event"
        verbose_name = _("sự kiện")

    def __str__(self) -> str:
        return f"{self.name} {self.object_kind}:{self.object_id}"


class Access(models.Model):
    """Someone looked at personal values; kept apart because it is kept for another time."""

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField()
    actor_id = models.BigIntegerField(null=True)
    position_id = models.BigIntegerField(null=True)
    object_kind = models.CharField(max_length=40)
    object_id = models.CharField(max_length=64)
    purpose = models.CharField(max_length=80)

    class Meta:
        managed = False
        db_table = "audit_access"
        verbose_name = _("lượt xem dữ liệu cá nhân")

    def __str__(self) -> str:
        return f"{self.purpose} {self.object_kind}:{self.object_id}"


class SubjectKey(models.Model):
    """The key under which one subject's personal values are kept; dropping it erases them."""

    subject = models.CharField(max_length=80, unique=True)
    key = models.BinaryField(max_length=32)
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = _("khóa dữ liệu cá nhân")

    def __str__(self) -> str:
        return self.subject


class Seal(models.Model):
    """A link of the signed chain over the events of transactions in [from_transaction,
    to_transaction).
    """

    sealed_at = models.DateTimeField()
    from_transaction = models.BigIntegerField()
    to_transaction = models.BigIntegerField()
    event_count = models.PositiveIntegerField()
    previous = models.BinaryField(max_length=32)
    digest = models.BinaryField(max_length=32)
    signature = models.BinaryField(max_length=32)

    class Meta:
        verbose_name = _("niêm phong nhật ký")
        constraints: ClassVar = [
            models.UniqueConstraint(name="seal_chain", fields=["previous"]),
            models.CheckConstraint(
                name="seal_order",
                condition=models.Q(to_transaction__gt=models.F("from_transaction")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.from_transaction}–{self.to_transaction}"
