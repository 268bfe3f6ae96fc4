"""A small province for attackers: everybody's drafts, and the owner's dossiers in every state."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.test import Client

from motcua.accounts.enums import Role
from motcua.accounts.models import Party
from motcua.config.requests import with_plain_content_type
from motcua.dossiers.actions.drafts import drafting
from motcua.dossiers.actions.handling import decision, holding, processing, reception, returning
from motcua.dossiers.actions.handling.decision import Outcome
from motcua.dossiers.actions.handling.returning import Taker
from motcua.dossiers.actions.waiting import supplement
from motcua.dossiers.actions.waiting.items import Ask
from motcua.dossiers.enums import Decision
from motcua.dossiers.models import Dossier, Draft
from motcua.eforms.actions import publish
from motcua.kit import clock
from tests.factories.accounts import make_citizen, make_officer
from tests.factories.catalogue import LONG_AGO, make_case, make_form, make_offer
from tests.factories.dossiers import make_dossier, make_draft
from tests.factories.places import make_agency
from tests.unit.eforms.samples import EVERYTHING

if TYPE_CHECKING:
    from datetime import datetime

    from motcua.accounts.models import Position, User
    from motcua.catalogue.models import ServiceOffer
    from motcua.places.models import Agency

SECRET_NAME = "Ksor H'Bí Mật"
SECRET_EMAIL = "bi.mat@example.test"
SECRET_NUMBER = "064177009876"


class Browser(Client):
    """Django's test client behind the door that gunicorn's requests come through."""

    def request(self, **request: Any) -> Any:
        return super().request(**with_plain_content_type(request))


@dataclass
class World:
    """People by the name of their role, and what each of them may try to reach."""

    now: datetime
    agency: Agency
    offer: ServiceOffer
    everything: ServiceOffer
    owner: User
    officers: dict[str, Position]
    strangers: dict[str, Position | User | None]
    drafts: dict[str, Draft] = field(default_factory=dict)
    dossiers: dict[str, Dossier] = field(default_factory=dict)

    def client(self, role: str) -> Client:
        """A browser in which the person of a role has signed in; errors come back as answers."""
        client = Browser(raise_request_exception=False)
        person = self.person(role)
        if person is not None:
            client.force_login(person)
        return client

    def person(self, role: str) -> User | None:
        """Who plays a role; nobody plays `anonymous`."""
        if role == "owner":
            return self.owner
        who = {**self.officers, **self.strangers}[role]
        return getattr(who, "user", who)


INSIDERS = ("owner", "counter", "specialist", "head")
OUTSIDERS = ("anonymous", "stranger", "elsewhere", "administrator")


def build() -> World:
    """People, procedures, drafts and dossiers, all made through the actions."""
    now = clock.now() - timedelta(minutes=5)
    agency, other = make_agency(), make_agency("H21.17", "Sở Xây dựng tỉnh Gia Lai")
    form = make_form()
    offer = make_offer(make_case(form=form), agency)
    everything = make_case(
        "1.000099",
        "Thủ tục có mọi loại câu hỏi",
        form=publish(definition=EVERYTHING, by=None, now=LONG_AGO),
    )
    world = World(
        now=now,
        agency=agency,
        offer=offer,
        everything=make_offer(everything, agency),
        owner=make_citizen(SECRET_EMAIL, SECRET_NAME),
        officers={
            "counter": make_officer(Role.COUNTER, agency),
            "specialist": make_officer(Role.SPECIALIST, agency),
            "head": make_officer(Role.HEAD, agency),
        },
        strangers={
            "anonymous": None,
            "stranger": make_citizen("la@example.test", "Rơ Lan Lạ"),
            "elsewhere": make_officer(Role.COUNTER, other),
            "administrator": make_officer(Role.ADMINISTRATOR, agency),
        },
    )
    make_offer(make_case("1.000100", "Thủ tục của nơi khác", form=form), other)
    Party.objects.filter(mandates__user=world.owner).update(identity_number=SECRET_NUMBER)
    _begin_drafts(world)
    _live(world)
    return world


def _begin_drafts(world: World) -> None:
    owned = drafting.Beginning(owner=world.owner)
    world.drafts["ready"] = make_draft(world.offer, world.owner, now=world.now, name=SECRET_NAME)
    world.drafts["everything"] = begin(world.everything, owned, now=world.now)
    at_counter = drafting.Beginning(filer_position=world.officers["counter"])
    world.drafts["counter"] = begin(world.offer, at_counter, now=world.now)


def begin(offer: ServiceOffer, beginning: drafting.Beginning, *, now: datetime) -> Draft:
    """A draft without a word in it."""
    case = offer.procedure.versions.get(is_current=True).cases.get(is_default=True)
    return drafting.begin(offer=offer, case=case, beginning=beginning, now=now)


def _live(world: World) -> None:
    """One dossier of the owner in each state that the buttons can reach."""
    now, by = world.now, world.officers
    names = ("submitted", "refused", "accepted", "running", "asked", "deciding", "decided", "done")
    for name in names:
        world.dossiers[name] = make_dossier(world.offer, world.owner, now=now)
    pk = {name: dossier.pk for name, dossier in world.dossiers.items()}
    reception.refuse(dossier_id=pk["refused"], reason="Sai nơi nộp", by=by["counter"], now=now)
    for name in names[2:]:
        reception.accept(dossier_id=pk[name], by=by["counter"], now=now)
    for name in names[3:]:
        holding.take(dossier_id=pk[name], by=by["specialist"], now=now)
    paper = world.offer.procedure.versions.get().cases.get().required_documents.get()
    supplement.ask(
        dossier_id=pk["asked"],
        items=[
            Ask(reason="Ghi sai", section="copies", question="number"),
            Ask(reason="Ảnh mờ", required_document_id=paper.pk),
        ],
        answer_by=clock.local_date(now) + timedelta(days=10),
        by=by["specialist"],
        now=now,
    )
    world.drafts["supplement"] = Draft.objects.get(supplement__dossier=pk["asked"])
    for name in names[5:]:
        processing.forward(dossier_id=pk[name], by=by["specialist"], now=now)
    granted = Outcome(decision=Decision.GRANTED, title="Trích lục", number="12/TL", body="Cấp.")
    for name in names[6:]:
        decision.decide(dossier_id=pk[name], outcome=granted, by=by["head"], now=now)
    returning.return_at_counter(
        dossier_id=pk["done"], taker=Taker(name=SECRET_NAME), by=by["counter"], now=now
    )
    for dossier in world.dossiers.values():
        dossier.refresh_from_db()
    world.drafts["sent"] = Draft.objects.get(key=world.dossiers["submitted"].draft_key)
