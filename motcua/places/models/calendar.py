"""The working calendar: days off and swapped, windows of work, closures."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from motcua.places.enums import DayKind, DaySource, WindowKind
from motcua.places.models.agency import Agency
from motcua.places.models.unit import AdministrativeUnit


class CalendarDay(models.Model):
    """A day that departs from the week: off, or worked instead of another.

    Days that a person typed (`source`) are never changed by loading the calendar again.
    """

    date = models.DateField(unique=True)
    kind = models.CharField(max_length=4, choices=DayKind)
    name = models.CharField(max_length=150, blank=True)
    source = models.CharField(max_length=8, choices=DaySource, default=DaySource.PERSON)
    order_number = models.CharField(max_length=60, blank=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("ngày nghỉ, ngày làm bù")
        constraints: ClassVar = [
            models.CheckConstraint(
                name="day_kind_known", condition=models.Q(kind__in=DayKind.values)
            ),
            models.CheckConstraint(
                name="day_source_known", condition=models.Q(source__in=DaySource.values)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.date:%d/%m/%Y} {self.get_kind_display()}"

    @property
    def is_typed(self) -> bool:
        """Whether a person set it: such a day can be taken back."""
        return self.source == DaySource.PERSON


class WorkingWindow(models.Model):
    """Hours of a weekday (0 Monday – 6 Sunday), of one agency or of all.

    A season repeats every year, from and to a month-day written as month × 100 + day (1016 is
    16/10); one that ends before it begins runs over New Year. `valid_from` and `valid_to` are the
    first and last day of the decision, so that the hours of past years stay known.
    """

    agency = models.ForeignKey(
        Agency, null=True, blank=True, on_delete=models.CASCADE, related_name="windows"
    )
    weekday = models.PositiveSmallIntegerField()
    starts_at = models.TimeField()
    ends_at = models.TimeField()
    kind = models.CharField(max_length=10, choices=WindowKind, default=WindowKind.WORK)
    season_start = models.PositiveSmallIntegerField(null=True, blank=True)
    season_end = models.PositiveSmallIntegerField(null=True, blank=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("khung giờ làm việc")
        constraints: ClassVar = [
            models.CheckConstraint(name="window_weekday", condition=models.Q(weekday__lte=6)),
            models.CheckConstraint(
                name="window_order", condition=models.Q(ends_at__gt=models.F("starts_at"))
            ),
            models.CheckConstraint(
                name="window_kind_known", condition=models.Q(kind__in=WindowKind.values)
            ),
            models.CheckConstraint(
                name="window_season_whole",
                condition=models.Q(season_start__isnull=True, season_end__isnull=True)
                | models.Q(
                    season_start__isnull=False,
                    season_end__isnull=False,
                    season_start__range=(101, 1231),
                    season_end__range=(101, 1231),
                ),
            ),
            models.CheckConstraint(
                name="window_dates_in_order",
                condition=models.Q(valid_to__isnull=True)
                | models.Q(valid_from__isnull=True)
                | models.Q(valid_to__gte=models.F("valid_from")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.weekday}: {self.starts_at:%H:%M}–{self.ends_at:%H:%M}"


class Closure(models.Model):
    """An agency or an area is closed (flood, network down) by an order.

    `stops_agency_clock` false is for an outage that people are told of while the office works on.
    """

    agency = models.ForeignKey(
        Agency, null=True, blank=True, on_delete=models.CASCADE, related_name="closures"
    )
    unit = models.ForeignKey(
        AdministrativeUnit, null=True, blank=True, on_delete=models.CASCADE, related_name="closures"
    )
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    reason = models.CharField(max_length=300)
    order_number = models.CharField(max_length=60)
    legal_basis = models.CharField(max_length=300, blank=True)
    stops_agency_clock = models.BooleanField(default=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("tạm ngừng làm việc")
        constraints: ClassVar = [
            models.CheckConstraint(
                name="closure_order", condition=models.Q(ends_at__gt=models.F("starts_at"))
            ),
            models.CheckConstraint(
                name="closure_of_one",
                condition=models.Q(agency__isnull=False) ^ models.Q(unit__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.reason
