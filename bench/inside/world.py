"""What the bench adds to the demo province: its procedures, and citizens with drafts."""

from __future__ import annotations

import json
import secrets
from datetime import timedelta
from io import BytesIO
from typing import TYPE_CHECKING, Any

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core.files.uploadedfile import SimpleUploadedFile

from bench import samples
from motcua.accounts.actions.people import enrol
from motcua.accounts.actions.profiles import PersonDetails, keep_person
from motcua.catalogue.actions import importing, offering
from motcua.catalogue.actions.forms import set_form
from motcua.catalogue.models import ProcedureCase, ServiceOffer
from motcua.catalogue.rules.imports.reports import Outcome
from motcua.dossiers.actions.drafts import drafting, form_files
from motcua.dossiers.actions.drafts.drafting import Beginning
from motcua.eforms.actions import publish
from motcua.kit import clock
from motcua.places.models import Agency

if TYPE_CHECKING:
    from collections.abc import Iterable

    from motcua.accounts.models import User
    from motcua.dossiers.models import Draft


def record(code: str, name: str, **more: Any) -> dict[str, Any]:
    """A procedure as the national catalogue writes it, with the least that the import asks for."""
    limit = {"time_value": 5, "time_unit": "WORKING_DAY", "fees": [], "note": ""}
    methods = [{"method": way, **limit} for way in ("ONLINE", "DIRECT")]
    return {"code": code, "name": name, "field": "Đo tốc độ", "methods": methods, **more}


def take_in(records: Iterable[dict[str, Any]]) -> None:
    """Import records as the command does."""
    stream = BytesIO("\n".join(json.dumps(one) for one in records).encode())
    report = importing.import_file(stream=stream, by=None, now=clock.now())
    assert not report.count(Outcome.REFUSED), report.records[:3]


def offered(sections: int) -> ServiceOffer:
    """A procedure filed with a form of so many pages and nothing else, offered by a department."""
    now = clock.now()
    code = f"9.{sections:06}"
    take_in([record(code, f"Thủ tục đo tốc độ {sections} trang")])
    case = ProcedureCase.objects.get(version__procedure__code=code, version__is_current=True)
    form = publish(definition=samples.form(sections), by=None, now=now)
    if case.form_version_id != form.pk:
        set_form(case=case, form_version=form, by=None, now=now)
    agency = Agency.objects.filter(offers__isnull=False).order_by("pk")[0]
    details = offering.OfferDetails(
        agency_id=agency.pk,
        procedure_id=case.version.procedure_id,
        level=4,
        service_class="TOAN_TRINH",
        valid_from=clock.local_date(now) - timedelta(days=1),
    )
    offering.keep_offers(offers=[details], by=None, now=now)
    return ServiceOffer.objects.get(procedure=case.version.procedure_id, agency=agency)


def citizen(number: int) -> User:
    """Somebody who has an account with an address and has stated who he is."""
    email = f"do-{number}-{secrets.token_hex(4)}@demo.test"
    user = enrol(email=email, name=f"Người Đo {number}", by=None, now=clock.now())
    keep_person(user=user, details=PersonDetails(name=user.name), now=clock.now())
    return user


def session_of(user: User) -> str:
    """The cookie of a fresh session, as signing in leaves it."""
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    key = session.session_key or ""
    UserSession.objects.create(user=user, session_key=key, ip="127.0.0.1", user_agent="bench")
    return key


def draft_of(user: User, offer: ServiceOffer, *, filled: bool = False) -> Draft:
    """A draft that waits to be filled, or to be sent."""
    now = clock.now()
    case = ProcedureCase.objects.select_related("version").get(
        version__procedure=offer.procedure_id, version__is_current=True
    )
    draft = drafting.begin(offer=offer, case=case, beginning=Beginning(owner=user), now=now)
    if filled:
        _fill(draft, user)
    return draft


def _fill(draft: Draft, user: User) -> None:
    now = clock.now()
    upload = SimpleUploadedFile("giay.pdf", samples.pdf(), "application/pdf")
    taken = form_files.take(
        draft=draft,
        section="page_1",
        raw=samples.answers(),
        uploads={"page_1.scan-new": [upload]},
        by=user,
        now=now,
    )
    saved = drafting.save_section(
        draft_id=draft.pk,
        section="page_1",
        raw=taken.raw,
        seen_revision=0,
        documents=taken.documents,
        now=now,
    )
    assert not saved.checked.errors, saved.checked.errors
