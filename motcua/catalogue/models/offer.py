"""Which agency offers which procedure, how far online and through which door; and how often people
leave by it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from motcua.catalogue.enums import FrontDoor, OfferLevel, ServiceClass
from motcua.catalogue.models.procedure import Procedure
from motcua.catalogue.rules import doors

if TYPE_CHECKING:
    from datetime import date


def offered_on(day: date, through: str = "") -> Q:
    """The condition of an offer that holds on a day, or of what has one, `through` its name."""
    ends = f"{through}valid_to"
    return Q(**{f"{through}valid_from__lte": day}) & (
        Q(**{f"{ends}__isnull": True}) | Q(**{f"{ends}__gte": day})
    )


class ServiceOfferQuerySet(models.QuerySet["ServiceOffer"]):
    """Filters over offers."""

    def on(self, day: date) -> ServiceOfferQuerySet:
        """Those that hold on a day."""
        return self.filter(offered_on(day))

    def taken_here(self) -> ServiceOfferQuerySet:
        """Those whose dossiers come to this house, online or at a counter."""
        return self.exclude(front_door__in=doors.OUTSIDE_DOORS)


class ServiceOffer(models.Model):
    """An agency offers a procedure as a public service (dịch vụ công), from one date to another."""

    agency = models.ForeignKey("places.Agency", on_delete=models.PROTECT, related_name="offers")
    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="offers")
    level = models.PositiveSmallIntegerField(choices=OfferLevel.choices)
    service_class = models.CharField(max_length=10, choices=ServiceClass.choices, blank=True)
    front_door = models.CharField(
        max_length=10, choices=FrontDoor.choices, default=FrontDoor.HOSTED
    )
    url = models.URLField(max_length=500, blank=True)
    collects_by_post = models.BooleanField(_("nhận hồ sơ tại nhà qua bưu chính"), default=False)
    returns_by_post = models.BooleanField(_("trả kết quả qua bưu chính"), default=False)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    objects = ServiceOfferQuerySet.as_manager()

    class Meta:
        verbose_name = _("dịch vụ công")
        ordering = ("procedure_id", "agency_id", "valid_from")
        indexes = [models.Index(fields=["agency", "procedure"], name="offer_by_agency")]
        constraints = [
            models.UniqueConstraint(
                fields=["procedure", "agency", "valid_from"], name="offer_begins_once"
            ),
            models.UniqueConstraint(
                fields=["procedure", "agency"],
                condition=Q(valid_to__isnull=True),
                name="offer_one_open",
            ),
            models.CheckConstraint(
                condition=Q(level__gte=1, level__lte=4), name="offer_level_one_to_four"
            ),
            models.CheckConstraint(
                condition=Q(level__lt=OfferLevel.FILE_ONLINE, service_class="")
                | (Q(level__gte=OfferLevel.FILE_ONLINE) & ~Q(service_class="")),
                name="offer_online_has_class",
            ),
            models.CheckConstraint(
                condition=~Q(front_door__in=doors.OUTSIDE_DOORS) | Q(url__startswith="https://"),
                name="offer_outside_has_address",
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="offer_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.procedure_id}@{self.agency_id} {self.level}"

    def holds_on(self, day: date) -> bool:
        """Whether it is offered on a day."""
        return self.valid_from <= day and (self.valid_to is None or self.valid_to >= day)

    @property
    def leads_outside(self) -> bool:
        return doors.leads_outside(self.front_door)

    @property
    def can_file_here(self) -> bool:
        return doors.can_file_here(self.level, self.front_door)


class OfferDeparture(models.Model):
    """Somebody left for a linked service; append-only, folded into days by a job."""

    offer = models.ForeignKey(ServiceOffer, on_delete=models.CASCADE, related_name="+")
    left_on = models.DateField()

    class Meta:
        verbose_name = _("lượt chuyển tiếp")

    def __str__(self) -> str:
        return f"{self.offer_id} {self.left_on}"


class OfferDepartureDay(models.Model):
    """How many left for a linked service on one day."""

    offer = models.ForeignKey(ServiceOffer, on_delete=models.CASCADE, related_name="departure_days")
    left_on = models.DateField()
    departures = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("lượt chuyển tiếp theo ngày")
        constraints = [
            models.UniqueConstraint(
                fields=["offer", "left_on"], name="departures_counted_once_a_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.offer_id} {self.left_on}: {self.departures}"
