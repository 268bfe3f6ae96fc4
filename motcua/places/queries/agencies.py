"""State bodies of the province, found by code, in the order people look for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from motcua.kit.errors import NotThere
from motcua.kit.wording import _, sentence
from motcua.places.enums import AgencyKind
from motcua.places.models import Agency

if TYPE_CHECKING:
    from datetime import date

_LONGEST_CODE = 35
_ORDER = (
    AgencyKind.PROVINCE,
    AgencyKind.CENTRE,
    AgencyKind.DEPARTMENT,
    AgencyKind.VERTICAL,
    AgencyKind.COMMUNE,
)


class NoSuchPlace(NotThere):
    """No agency has or had the code."""


def find(code: str) -> Agency | None:
    """The agency under a code, also under one it had before."""
    if len(code) > _LONGEST_CODE or "\x00" in code:
        return None
    named = Agency.objects.filter(Q(code=code) | Q(former_codes__contains=[code]))
    return named.order_by(Case(When(code=code, then=0), default=1), "pk").first()


def known(code: str) -> Agency:
    """The agency under a code, or one it had before; raises NoSuchPlace."""
    found = find(code)
    if found is None:
        raise NoSuchPlace(sentence(_("Chưa có cơ quan với mã {code}."), code=code))
    return found


def agencies(*, on: date, kind: str | None = None) -> QuerySet[Agency]:
    """Agencies that exist on a date: the province, its centres, departments, communes by name."""
    begun = Q(valid_from__isnull=True) | Q(valid_from__lte=on)
    not_over = Q(valid_to__isnull=True) | Q(valid_to__gte=on)
    found = Agency.objects.filter(begun, not_over)
    if kind is not None:
        found = found.filter(kind=kind)
    place = Case(
        *(When(kind=name, then=Value(rank)) for rank, name in enumerate(_ORDER)),
        output_field=IntegerField(),
    )
    return found.order_by(place, "sort_key", "code")
