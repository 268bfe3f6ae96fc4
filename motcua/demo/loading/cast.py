"""Who files and who answers in the dossiers of the demo."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING

from motcua.accounts.actions import people, profiles
from motcua.accounts.enums import IdentityKind, Role
from motcua.accounts.models import Party, Position, User
from motcua.accounts.queries import parties
from motcua.demo.loading import answers
from motcua.demo.loading.answers import Invented
from motcua.kit.clock import local_date
from motcua.places.queries import units

if TYPE_CHECKING:
    from datetime import datetime

    from motcua.places.models import Agency

COMMUNES = ("23575", "23563", "23584", "23586", "23602", "23590", "23611", "23677", "23941")


@dataclass(frozen=True)
class Filer:
    """A user who files online, and who he says he is."""

    user: User
    who: Invented
    company: Invented | None = None


def move_in(count: int, *, now: datetime) -> list[int]:
    """Keys of people with an account and no e-mail address: no mail goes out for them."""
    random = Random("neighbours")
    keys = []
    for _number in range(count):
        who = answers.invent(random, commune=random.choice(COMMUNES))
        user = people.enrol(email=None, name=who.name, by=None, now=now)
        commune = units.commune(who.commune)
        details = profiles.PersonDetails(
            name=who.name,
            identity_kind=IdentityKind.CITIZEN_12,
            identity_number=who.identity,
            born_on=who.born,
            phone=who.phone,
            unit_id=commune.pk if commune else None,
        )
        profiles.keep_person(user=user, details=details, now=now)
        keys.append(user.pk)
    return keys


def filer(user: User, *, now: datetime) -> Filer:
    """Somebody with a profile, as it says, and the company he acts for if there is one."""
    person = parties.own_person(user=user)
    if person is None:
        raise LookupError(user.pk)
    who = _as_stated(person, person, user)
    mandate = parties.organisations_of(user=user, on=local_date(now)).first()
    return Filer(user, who, _as_stated(mandate.party, person, user) if mandate else None)


def _as_stated(party: Party, person: Party, user: User) -> Invented:
    if person.born_on is None:
        raise LookupError(user.pk)
    return Invented(
        name=party.name,
        identity=person.identity_number,
        born=person.born_on,
        phone=party.phone,
        commune=person.unit.code if person.unit else COMMUNES[0],
        tax_code=party.tax_code,
        email=user.email or "",
    )


class Crew:
    """Who holds which role at which agency; those who can sign in come first."""

    def __init__(self) -> None:
        self._held: dict[tuple[int, str], Position] = {}
        rows = Position.objects.filter(valid_to__isnull=True).select_related("user", "agency")
        for position in rows.order_by("pk"):
            self._held.setdefault((position.agency_id, position.role), position)

    def of(self, agency: Agency, role: str = Role.COUNTER) -> Position:
        """The officer of that agency in that role."""
        return self._held[agency.pk, role]
