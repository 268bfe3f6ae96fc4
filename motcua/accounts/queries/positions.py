"""Which positions a user holds on a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import F, Q, QuerySet

from motcua.accounts.enums import Permission
from motcua.accounts.models import Position
from motcua.kit.prepared import prepared

if TYPE_CHECKING:
    from datetime import date

    from django.contrib.auth.models import AnonymousUser

    from motcua.accounts.models import User


def valid(*, on: date) -> QuerySet[Position]:
    """The positions that have begun and not ended on a day."""
    open_or_later = Q(valid_to__isnull=True) | Q(valid_to__gte=on)
    return Position.objects.filter(open_or_later, valid_from__lte=on)


def held_by(*, user: User | AnonymousUser, on: date) -> QuerySet[Position]:
    """The positions of a user that are valid on a day, own ones before delegations."""
    return _held(user=user.pk, on=on) if user.pk is not None else Position.objects.none()


def seats_of(user: User, *, on: date) -> list[Position]:
    """The same as a list, for what every page of the desk asks."""
    return _seats(user=user.pk, on=on)


def _held(*, user: int, on: date) -> QuerySet[Position]:
    return (
        valid(on=on)
        .filter(user_id=user)
        .select_related("user", "agency", "division")
        .order_by(F("stands_in_for_id").asc(nulls_first=True), "pk")
    )


_seats = prepared(_held)


def serving(*, agency_id: int, role: str, on: date) -> QuerySet[Position]:
    """Who holds a role at an agency on a day and may sign in, by name."""
    found = valid(on=on).filter(agency=agency_id, role=role, user__is_active=True)
    return found.select_related("user").order_by("user__name", "pk")


def vacated(*, on: date) -> QuerySet[Position]:
    """Positions that ended before a day, and those of people who may sign in no more."""
    return Position.objects.filter(Q(valid_to__lt=on) | Q(user__is_active=False))


def is_staff(*, user: User | AnonymousUser, on: date) -> bool:
    """Whether the user holds any position on a day."""
    return held_by(user=user, on=on).exists()


def filing_for_others(*, user: User | AnonymousUser, on: date) -> list[Position]:
    """The positions in which a user may file for people at a counter."""
    return [
        position
        for position in held_by(user=user, on=on)
        if position.may(Permission.DOSSIER_FILE_FOR_OTHERS)
    ]
