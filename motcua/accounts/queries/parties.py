"""Whom a user may act for."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

from motcua.accounts.enums import MandateKind, PartyKind
from motcua.accounts.models import Mandate, Party
from motcua.accounts.rules import identities
from motcua.kit.prepared import prepared

if TYPE_CHECKING:
    from datetime import date

    from motcua.accounts.models import User


def own_person(*, user: User) -> Party | None:
    """The person the user is, once stated."""
    first = min(_own(user=user.pk), key=attrgetter("pk"), default=None)
    return first.party if first else None


@prepared
def _own(*, user: int) -> QuerySet[Mandate]:
    mandates = Mandate.objects.filter(
        user=user, kind=MandateKind.OWNER, party__kind=PartyKind.PERSON, valid_to__isnull=True
    )
    return mandates.select_related("party__unit__parent").order_by()


def mandates_of(*, user: User, on: date) -> QuerySet[Mandate]:
    """Everyone the user may act for on a day, himself first."""
    open_or_later = Q(valid_to__isnull=True) | Q(valid_to__gte=on)
    mandates = Mandate.objects.filter(open_or_later, user=user, valid_from__lte=on)
    return mandates.select_related("party__unit__parent").order_by("-party__kind", "pk")


def organisations_of(*, user: User, on: date) -> QuerySet[Mandate]:
    """The organisations the user acts for beyond a day, and in what capacity; one left that day
    is gone.
    """
    return (
        mandates_of(user=user, on=on)
        .filter(party__kind=PartyKind.ORGANISATION)
        .exclude(valid_to=on)
    )


def doubt_about(party: Party) -> str:
    """A remark on stated facts that do not fit each other; empty when they do."""
    return str(
        identities.doubt_about_year(party.identity_kind, party.identity_number, party.born_year)
        or ""
    )
