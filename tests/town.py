"""A small town for the journeys: one office, one service with its real form, both sides' people."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core.cache import cache
from django.db import connection
from django.test import Client
from playwright.sync_api import BrowserContext

from motcua.accounts.enums import Role
from motcua.accounts.models import Position, User
from motcua.catalogue.actions import importing, indexing, synonyms
from motcua.catalogue.actions.forms import set_form
from motcua.catalogue.models import Procedure, ProcedureCase, ServiceOffer
from motcua.catalogue.rules.imports.sources import Entry
from motcua.demo.loading import content
from motcua.eforms.actions import publish
from motcua.eforms.queries import places
from motcua.kit import clock
from motcua.places.actions.units import UnitRecord, load
from motcua.places.enums import AgencyKind, Tier
from motcua.places.models import Agency
from motcua.places.models.province import ProvinceProfile
from motcua.places.queries import province
from tests.factories.accounts import make_citizen, make_officer
from tests.factories.places import make_agency

CODE = "2.000635"
FORM = "civil-status-extract"
FORM_PAGES = ("requester", "person", "extract", "purpose")
OPENED = datetime(2026, 1, 5, 1, 0, tzinfo=UTC)
GIA_LAI = UnitRecord(Tier.PROVINCE, "52", "Tỉnh Gia Lai", False)
PLEIKU = UnitRecord(Tier.COMMUNE, "23575", "Phường Pleiku", False, GIA_LAI.ref)
GAO = UnitRecord(Tier.COMMUNE, "23602", "Xã Gào", False, GIA_LAI.ref)


@dataclass(frozen=True)
class Town:
    """Who and what there is."""

    office: Agency
    elsewhere: Agency
    offer: ServiceOffer
    case: ProcedureCase
    counter: Position
    specialist: Position
    colleague: Position
    head: Position
    citizen: User


@pytest.fixture
def town(transactional_db: None, settings: Any) -> Iterator[Town]:
    """The ward of Pleiku gives copies of civil-status extracts, with the form of the demo
    province; mail goes the whole way to the demo's mailbox.
    """
    with connection.cursor() as cursor:  # no model of ours: emptying the database leaves them
        cursor.execute("TRUNCATE procrastinate_jobs CASCADE")
    cache.clear()  # the limits of tries, such as one letter to an address in three minutes
    settings.EMAIL_BACKEND = "motcua.notifications.actions.backend.EmailBackend"
    load([GIA_LAI, PLEIKU, GAO], [], by=None, now=OPENED)
    ProvinceProfile.objects.create(pk=1, **content.rows("profile"))
    places.forget()
    province.forget()
    office = make_agency("H21.X23575", "Ủy ban nhân dân phường Pleiku", kind=AgencyKind.COMMUNE)
    offer, case = _service(office)
    yield Town(
        office=office,
        elsewhere=make_agency("H21.16", "Sở Tư pháp"),
        offer=offer,
        case=case,
        counter=_officer(Role.COUNTER, office, "Nguyễn Thị Thu Hà"),
        specialist=_officer(Role.SPECIALIST, office, "Rơ Châm Thuyên"),
        colleague=_officer(Role.SPECIALIST, office, "Kpă Ngân", "kpa.ngan@example.test"),
        head=_officer(Role.HEAD, office, "Phạm Văn Đức"),
        citizen=_verified(make_citizen("ksor@example.test", "Ksor H'Linh")),
    )
    places.forget()
    province.forget()


@pytest.fixture
def enter(
    open_context: Callable[..., BrowserContext], settings: Any
) -> Callable[..., BrowserContext]:
    """`enter(user, viewport=…)`: a browser in which this person is signed in already."""

    def seat(who: User | Position, **options: Any) -> BrowserContext:
        client = Client()
        client.force_login(who.user if isinstance(who, Position) else who)
        context = open_context(**options)
        held = client.cookies[settings.SESSION_COOKIE_NAME].value
        address = options.get("base_url") or settings.SITE_URL
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": held, "url": address}])
        return context

    return seat


def _service(office: Agency) -> tuple[ServiceOffer, ProcedureCase]:
    record = next(one for one in content.procedure_records() if one["code"] == CODE)
    definition = next(one for one in content.form_definitions() if one["key"] == FORM)
    importing.import_entries(entries=[Entry(1, record)], by=None, now=OPENED)
    procedure = Procedure.objects.get(code=CODE)
    case = ProcedureCase.objects.get(version__procedure=procedure, is_default=True)
    form = publish(definition=definition, by=None, now=OPENED)
    set_form(case=case, form_version=form, by=None, now=OPENED)
    offer = ServiceOffer.objects.create(
        agency=office,
        procedure=procedure,
        level=4,
        service_class="TOAN_TRINH",
        valid_from=date(2026, 1, 1),
        returns_by_post=True,
    )
    synonyms.load(rows=synonyms.shipped_rows(), by=None, now=OPENED)
    indexing.reindex(today=clock.local_date(clock.now()))
    return offer, case


def _officer(role: Role, office: Agency, name: str, email: str = "") -> Position:
    position = make_officer(role, office, name=name, email=email)
    _verified(position.user)
    return position


def _verified(user: User) -> User:
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user
