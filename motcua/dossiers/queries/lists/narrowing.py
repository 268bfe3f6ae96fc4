"""Narrowing an officer's list: by what he types, by procedure, way of filing and holder."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import JSONObject
from django.utils.translation import gettext as _

from motcua.accounts.enums import Role
from motcua.accounts.models import Position
from motcua.accounts.rules import identities
from motcua.catalogue.models import ProcedureVersion, ServiceOffer
from motcua.catalogue.rules.codes import canonical
from motcua.dossiers.codes import read_code
from motcua.dossiers.enums import Channel
from motcua.dossiers.models import Assignment
from motcua.kit import phones
from motcua.kit.text_vi import fold, sort_key

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from motcua.dossiers.models import Dossier

NOBODY = "chua-ai"
"""In the place of a holder: nobody has taken the step."""
_RUNNING_NUMBER = re.compile(r"[0-9]{4,5}")
_SEPARATORS = re.compile(r"[\s.\-]")
_LONGEST_NUMBER = 20
Pairs = list[tuple[str, str]]
Named = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Choice:
    """What a list is narrowed to: a procedure's code, a way of filing, the key of the position that
    has the step or NOBODY; "" where all are shown.
    """

    procedure: str = ""
    channel: str = ""
    holder: str = ""

    def __bool__(self) -> bool:
        return any(astuple(self))


ALL = Choice()


@dataclass(frozen=True, slots=True)
class Options:
    """What a list can be narrowed to, each as (value, words)."""

    procedures: Pairs
    channels: Pairs
    holders: Pairs


def read_choice(asked: Mapping[str, str]) -> Choice:
    """What stands in an address; what makes no sense is left out."""
    channel, holder = asked.get("kenh", ""), asked.get("nguoi-giu", "")
    is_holder = holder == NOBODY or re.fullmatch(r"[0-9]{1,17}", holder)
    return Choice(
        procedure=asked.get("thu-tuc", "").replace("\0", "")[:40],
        channel=channel if channel in Channel.values else "",
        holder=holder if is_holder else "",
    )


def address_of(choice: Choice) -> dict[str, str]:
    """The same as it stands in an address."""
    return dict(zip(("thu-tuc", "kenh", "nguoi-giu"), astuple(choice), strict=True))


def narrowed(found: QuerySet[Dossier], choice: Choice) -> QuerySet[Dossier]:
    """Those of a list that are chosen."""
    if choice.procedure:
        found = found.filter(procedure__code=choice.procedure)
    if choice.channel:
        found = found.filter(channel=choice.channel)
    if choice.holder:
        holder = None if choice.holder == NOBODY else int(choice.holder)
        steps = Assignment.objects.filter(dossier=OuterRef("pk"), finished_at__isnull=True)
        held = steps.filter(holder__isnull=True) if holder is None else steps.filter(holder=holder)
        found = found.filter(Exists(held))
    return found


def columns_of(agency_id: int, *, on: date) -> tuple[ArraySubquery, ArraySubquery]:
    """The procedures that an agency offers on a day and whoever works there, to be read along with
    something else.
    """
    offered = ServiceOffer.objects.on(on).filter(agency=agency_id).values("procedure")
    versions = ProcedureVersion.objects.filter(is_current=True, procedure__in=offered)
    open_or_later = Q(valid_to__isnull=True) | Q(valid_to__gte=on)
    seats = Position.objects.filter(open_or_later, agency=agency_id, valid_from__lte=on)
    procedure = JSONObject(key="procedure__code", name="name")
    seat = JSONObject(key="pk", name="user__name", role="role")
    return (
        ArraySubquery(versions.order_by().values_list(procedure)),
        ArraySubquery(seats.order_by().values_list(seat)),
    )


def options_of(procedures: Iterable[Named], seats: Iterable[Named]) -> Options:
    """What there is to choose from, by name: with the ways of filing, and nobody as a holder."""
    return Options(
        procedures=[(one["key"], one["name"]) for one in sorted(procedures, key=_by_name)],
        channels=[(channel.value, str(channel.label)) for channel in Channel],
        holders=[
            (NOBODY, _("Chưa có người nhận")),
            *(
                (str(one["key"]), f"{one['name']}, {Role(one['role']).label}")
                for one in sorted(seats, key=_by_name)
            ),
        ],
    )


def _by_name(one: Named) -> str:
    return _sort_key(one["name"])


@lru_cache(maxsize=4096)
def _sort_key(name: str) -> str:
    """Kept, since the same names come with every list."""
    return sort_key(name)


def search(found: QuerySet[Dossier], text: str) -> QuerySet[Dossier]:
    """Those with this code; else by name, procedure, or a whole number: of an identity paper, a tax
    code, a phone, or the last digits of a code.
    """
    code = read_code(text)
    if code:
        return found.filter(code=code)
    matches = Q(applicant__folded_name__contains=fold(text)[:100])
    matches |= Q(procedure__code=canonical(text)[:40])
    number = _SEPARATORS.sub("", text).upper()[:_LONGEST_NUMBER]
    if _RUNNING_NUMBER.fullmatch(number):
        return found.filter(matches | Q(code__endswith=f"-{number}"))
    if any(map(str.isdigit, number)):
        matches |= Q(applicant__identity_number=number) | _taxed(text) | _called(text)
    return found.filter(matches)


def _taxed(text: str) -> Q:
    try:
        return Q(applicant__tax_code=identities.tax_code(text))
    except identities.Malformed:
        return Q()


def _called(text: str) -> Q:
    try:
        return Q(applicant__phone=phones.normalise(text))
    except phones.NotAPhone:
        return Q()
