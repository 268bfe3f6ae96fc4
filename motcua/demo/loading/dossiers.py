"""Some three hundred dossiers of the last two months, the same stories at every first start."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import TYPE_CHECKING, Any

from motcua.accounts.models import User
from motcua.catalogue.models import ServiceOffer
from motcua.demo.loading import answers, cast, content
from motcua.demo.loading.lives import OWING, Life, Story, Turn
from motcua.kit.worktime import next_working_moment
from motcua.places.queries.calendar import working_calendar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from motcua.demo.loading.cast import Crew, Filer

SEED = "gia-lai"
BUSIEST_HOURS = (7, 21)  # local time at which people file online


@dataclass(frozen=True)
class Cast:
    """Who files: the demo people and the keys of their neighbours."""

    own: list[Filer]
    neighbours: list[Filer]


def stories(keys: list[int], *, now: datetime) -> list[Story]:
    """All stories in the order they are lived: those of the demo people first."""
    users = User.objects.in_bulk(keys)
    own = [User.objects.get(email=email) for email in content.rows("dossiers")["own"]]
    filers = Cast(
        [cast.filer(user, now=now) for user in own],
        [cast.filer(users[key], now=now) for key in keys],
    )
    random = Random(SEED)
    return list(_Author(random, cast.Crew(), filers, now=now).write())


def live(told: list[Story], *, first: int, count: int, now: datetime) -> int:
    """Let some of the stories be lived, oldest first; answers how many."""
    crew = cast.Crew()
    chosen = sorted(told[first : first + count], key=lambda story: story.filed_at)
    for story in chosen:
        random = Random(f"{SEED}/{story.filed_at}")
        Life(story, crew, random, today=now).live()
    return len(chosen)


@dataclass(frozen=True)
class _Wanted:
    """A service and how often it is asked for."""

    offers: list[ServiceOffer]
    is_for_companies: bool
    is_taxed: bool


class _Author:
    """Writes the stories."""

    def __init__(self, random: Random, crew: Crew, cast: Cast, *, now: datetime) -> None:
        self.random, self.crew, self.cast, self.now = random, crew, cast, now
        self.plan: dict[str, Any] = content.rows("dossiers")
        self.services, self.weights = self._services()

    def write(self) -> Iterator[Story]:
        """The stories of the demo people, then those of everybody else."""
        own = list(zip(self.cast.own, self.plan["own"].values(), strict=True))
        for filer, count in own:
            told = self.plan["own_turns"].get(filer.user.email, {})
            for number in range(count):
                turn = Turn(told[str(number)]) if str(number) in told else self._turn(filer)
                yield self._story(filer, turn, at_home=True, age=self._age(number / count))
        for _number in range(self.plan["count"] - sum(count for _filer, count in own)):
            online = self.random.random() < self.plan["online"]
            age = self._age(self.random.betavariate(1, 1.8))
            citizen = self.random.choice(self.cast.neighbours) if online else None
            yield self._story(citizen, self._turn(citizen), at_home=False, age=age)

    def _services(self) -> tuple[list[_Wanted], list[int]]:
        by_code: dict[str, list[ServiceOffer]] = {}
        offers = ServiceOffer.objects.filter(valid_to__isnull=True).select_related(
            "agency", "procedure"
        )
        for offer in offers.order_by("agency__code"):
            if offer.can_file_here:
                by_code.setdefault(offer.procedure.code, []).append(offer)
        companies, taxed = set(self.plan["company_codes"]), set(self.plan["taxed_codes"])
        rows = [(code, weight) for code, weight in self.plan["mix"] if weight]
        wanted = [
            _Wanted(by_code[code], code in companies, code in taxed) for code, _weight in rows
        ]
        return wanted, [weight for _code, weight in rows]

    def _story(self, filer: Filer | None, turn: Turn, *, at_home: bool, age: timedelta) -> Story:
        service = self._service(filer, turn)
        offer = self._offer(service, at_home=at_home)
        who = self._who(filer, service)
        return Story(
            offer=offer,
            who=who,
            filer=filer.user if filer else self.crew.of(offer.agency),
            as_company=bool(filer and filer.company and service.is_for_companies),
            filed_at=self._moment(offer, age, online=filer is not None),
            pace=self._pace(),
            turn=turn,
        )

    def _service(self, filer: Filer | None, turn: Turn) -> _Wanted:
        """Companies ask for what companies need, and the people of the demo for what people do;
        taxes are owed for land.
        """
        while True:
            (service,) = self.random.choices(self.services, self.weights)
            if turn in OWING and not service.is_taxed:
                continue
            if filer is None or not filer.who.email:
                return service
            if service.is_for_companies == (filer.company is not None):
                return service

    def _offer(self, service: _Wanted, *, at_home: bool) -> ServiceOffer:
        home = next((o for o in service.offers if o.agency.code == self.plan["home"]), None)
        if home and (at_home or self.random.random() < self.plan["at_home"]):
            return home
        return self.random.choice(service.offers)

    def _who(self, filer: Filer | None, service: _Wanted) -> answers.Invented:
        if filer is None:
            commune = self.random.choice(cast.COMMUNES)
            return answers.invent(self.random, commune=commune, is_company=service.is_for_companies)
        if filer.company and service.is_for_companies:
            return filer.company
        if service.is_for_companies:
            return answers.invent(self.random, commune=filer.who.commune, is_company=True)
        return filer.who

    def _age(self, part: float) -> timedelta:
        """How long ago; the latest ones within the last hours."""
        days = timedelta(days=self.plan["days"]) * part
        return days + timedelta(minutes=self.random.randint(4, 240))

    def _moment(self, offer: ServiceOffer, age: timedelta, *, online: bool) -> datetime:
        at = self.now - age
        calendar = working_calendar(offer.agency)
        if not online:
            at = next_working_moment(at, calendar)
        elif age > timedelta(days=1):
            hour = self.random.randint(*BUSIEST_HOURS)
            at = calendar.local(at).replace(hour=hour, minute=self.random.randint(0, 59))
        return min(at, self.now - timedelta(minutes=3))

    def _pace(self) -> float:
        """Most in good time, some in the last hours, a few late."""
        return self.random.choices(
            (
                self.random.uniform(0.35, 0.8),
                self.random.uniform(0.8, 0.98),
                self.random.uniform(1.1, 1.7),
            ),
            (70, 22, 8),
        )[0]

    def _turn(self, filer: Filer | None) -> Turn:
        turns = self.plan["turns"]
        turn = Turn(self.random.choices(list(turns), list(turns.values()))[0])
        is_company = filer is not None and filer.company is not None and bool(filer.who.email)
        return Turn.PLAIN if is_company and turn in OWING else turn
