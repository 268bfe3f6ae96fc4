"""Keeping what a person says about himself and the organisations he acts for."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any

from django.db import transaction

from motcua.accounts.enums import Authority, MandateKind, PartyKind
from motcua.accounts.models import Mandate, Party, User
from motcua.accounts.queries import parties
from motcua.accounts.rules import identities
from motcua.audit.actions import record
from motcua.kit import clock, text_vi
from motcua.kit.errors import Refusal

if TYPE_CHECKING:
    from datetime import date, datetime

    from motcua.audit.actions.recording import Actor


class UnfitNumber(Refusal):
    """An identity number or tax code that cannot be one; `field` names it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonDetails:
    """A person as stated; the birth date may be only a year."""

    name: str
    identity_kind: str = ""
    identity_number: str = ""
    born_on: date | None = None
    born_year: int | None = None
    phone: str = ""
    email: str = ""
    unit_id: int | None = None
    address_detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationDetails:
    """An organisation as stated."""

    name: str
    tax_code: str = ""
    phone: str = ""
    email: str = ""
    unit_id: int | None = None
    address_detail: str = ""


@transaction.atomic
def enter(*, details: PersonDetails | OrganisationDetails, by: Actor, now: datetime) -> Party:
    """Take in a party nobody signs in for, such as a person at the counter."""
    kind = PartyKind.PERSON if isinstance(details, PersonDetails) else PartyKind.ORGANISATION
    party = Party(kind=kind)
    _write(party, details, by=by, now=now)
    return party


@transaction.atomic
def keep_person(*, user: User, details: PersonDetails, now: datetime) -> Party:
    """Keep what a user says about himself; the first time it becomes his own party."""
    User.objects.select_for_update().get(pk=user.pk)
    party = parties.own_person(user=user) or Party(kind=PartyKind.PERSON)
    is_new = party.pk is None
    _write(party, details, by=user, now=now)
    if is_new:
        _mandate(user, party, MandateKind.OWNER, now)
    if user.name != details.name[:200]:
        user.name = details.name[:200]
        user.save(update_fields=["name"])
    return party


@transaction.atomic
def keep_organisation(
    *, user: User, party: Party | None, details: OrganisationDetails, kind: str, now: datetime
) -> Party:
    """Keep an organisation that a user heads or represents; `party` is one he already acts for,
    or None.
    """
    User.objects.select_for_update().get(pk=user.pk)
    is_new = party is None
    kept = party or Party(kind=PartyKind.ORGANISATION)
    _write(kept, details, by=user, now=now)
    if is_new:
        _mandate(user, kept, MandateKind(kind), now)
    return kept


@transaction.atomic
def leave_organisation(*, user: User, party: Party, now: datetime) -> None:
    """End acting for an organisation; the organisation and its dossiers stay."""
    today = clock.local_date(now)
    open_ones = Mandate.objects.select_for_update().filter(
        user=user, party=party, valid_to__isnull=True
    )
    for mandate in open_ones:
        mandate.valid_to = today
        mandate.save(update_fields=["valid_to"])
        record(
            "accounts.mandate_ended", by=user, now=now, object_kind="mandate", object_id=mandate.pk
        )


def _write(
    party: Party, details: PersonDetails | OrganisationDetails, *, by: Actor, now: datetime
) -> None:
    stated = asdict(_checked(details))
    before = {name: _plain(getattr(party, name)) for name in stated} if party.pk else {}
    for name, value in stated.items():
        setattr(party, name, value)
    party.sort_key = text_vi.sort_key(party.name)
    party.save()
    after = {name: _plain(value) for name, value in stated.items()}
    changed = {name for name in after if before.get(name) != after[name]}
    if not changed:
        return
    record(
        "accounts.party_changed" if before else "accounts.party_entered",
        by=by,
        now=now,
        object_kind="party",
        object_id=party.pk,
        before={name: before.get(name) for name in changed} if before else None,
        after={name: after[name] for name in changed},
        subject=f"party:{party.pk}",
    )


def _checked(details: PersonDetails | OrganisationDetails) -> PersonDetails | OrganisationDetails:
    field = "identity_number" if isinstance(details, PersonDetails) else "tax_code"
    try:
        if isinstance(details, PersonDetails):
            number = identities.identity_number(details.identity_kind, details.identity_number)
            return replace(details, identity_number=number)
        return replace(
            details, tax_code=identities.tax_code(details.tax_code) if details.tax_code else ""
        )
    except identities.Malformed as problem:
        raise UnfitNumber(problem.message, field=field) from None


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value


def _mandate(user: User, party: Party, kind: MandateKind, now: datetime) -> None:
    authority = Authority.NONE if kind == MandateKind.OWNER else Authority.PLAIN
    mandate = Mandate.objects.create(
        user=user, party=party, kind=kind, authority=authority, valid_from=clock.local_date(now)
    )
    record(
        "accounts.mandate_given",
        by=user,
        now=now,
        object_kind="mandate",
        object_id=mandate.pk,
        after={"party": party.pk, "kind": str(kind)},
    )
