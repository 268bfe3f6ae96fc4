"""How many statements the pages ask of the database, transaction control left out."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from allauth.usersessions.models import UserSession
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from motcua.catalogue.actions import indexing
from motcua.dossiers.models import Draft
from motcua.kit import clock
from tests.factories.catalogue import make_case, make_form, make_offer
from tests.factories.dossiers import begin_draft, make_dossier, photograph, to_send

if TYPE_CHECKING:
    from django.http import HttpResponse
    from django.test import Client

    from motcua.accounts.models import Position, User
    from motcua.catalogue.models import ServiceOffer
    from motcua.places.models import Agency

CONTROL = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE")
PAGE_OF_A_FORM = 6
SUBMISSION = {"form page": 3, "page with a file": 6, "send": 10, "first look": 6}
"""The design gives the four requests 25 together."""
INBOX = 8
PROCEDURE = 4

Asking = Callable[[], "HttpResponse"]


def asked(act: Asking, *, status: int) -> list[str]:
    """The statements of one request."""
    with CaptureQueriesContext(connection) as captured:
        response = act()
    assert response.status_code == status, response.content[:500]
    found = [query["sql"].strip() for query in captured]
    return [sql for sql in found if not sql.startswith(CONTROL)]


def sign_in(client: Client, user: User) -> Client:
    """Somebody's browser, its session listed as the sign-in page lists it."""
    client.force_login(user)
    key = client.session.session_key
    UserSession.objects.create(user=user, session_key=key, ip="127.0.0.1", user_agent="test")
    return client


@pytest.fixture
def signed_in(client: Client, citizen: User) -> Client:
    """The citizen's browser."""
    return sign_in(client, citizen)


def question(key: str, kind: str) -> dict[str, object]:
    return {"key": key, "type": kind, "label": {"vi": "Câu hỏi", "en": "Question"}}


@pytest.fixture
def one_page(agency: Agency) -> ServiceOffer:
    """A form of one page that asks for a name and a file; the case asks for no paper."""
    page = {"key": "only", "title": {"vi": "Tờ khai", "en": "Form"}}
    questions = [question("full_name", "short_text"), question("scan", "file")]
    case = make_case(form=make_form("one-page", sections=[{**page, "questions": questions}]))
    case.required_documents.all().delete()
    return make_offer(case, agency)


def test_page_of_a_form_reads_and_saves_in_six_statements(
    signed_in: Client, citizen: User, agency: Agency
) -> None:
    draft = begin_draft(make_offer(make_case(), agency), citizen, now=clock.now())
    form = reverse("public:draft-section", args=[draft.key, "applicant"])
    signed_in.get(form)
    typed = {"_revision": "0", "applicant.full_name": "H'Mok Siu"}

    read = asked(lambda: signed_in.get(form), status=200)
    saved = asked(lambda: signed_in.post(form, typed), status=302)

    assert len(read) <= PAGE_OF_A_FORM, read
    assert len(saved) <= PAGE_OF_A_FORM, saved


def test_whole_submission_asks_twenty_five_statements(
    signed_in: Client, citizen: User, one_page: ServiceOffer
) -> None:
    warm = begin_draft(one_page, citizen, now=clock.now())
    submission_of(signed_in, warm.key)
    draft = begin_draft(one_page, citizen, now=clock.now())

    statements = submission_of(signed_in, draft.key)

    too_many = {step: said for step, said in statements.items() if len(said) > SUBMISSION[step]}
    assert not too_many


def submission_of(client: Client, key: object) -> dict[str, list[str]]:
    """Form page, the page with a file, send, first look."""
    form = reverse("public:draft-section", args=[key, "only"])
    typed = {"_revision": "0", "only.full_name": "H'Mok Siu", "only.scan-new": photograph()}
    send = reverse("public:draft-send", args=[key])
    page = asked(lambda: client.get(form), status=200)
    saved = asked(lambda: client.post(form, typed), status=302)
    ready = to_send(Draft.objects.get(key=key))
    leads_to: list[str] = []

    def press() -> HttpResponse:
        response = client.post(send, ready)
        leads_to.append(response["Location"])
        return response

    sent = asked(press, status=302)
    looked = asked(lambda: client.get(leads_to[0]), status=200)
    return dict(zip(SUBMISSION, (page, saved, sent, looked), strict=True))


def test_procedure_page_asks_four_statements(client: Client, one_page: ServiceOffer) -> None:
    indexing.reindex(today=clock.local_date(clock.now()))
    page = reverse("public:procedure", args=[one_page.procedure.code])
    client.get(page)

    assert len(asked(lambda: client.get(page), status=200)) <= PROCEDURE


def test_inbox_asks_eight_statements(client: Client, head: Position) -> None:
    sign_in(client, head.user)
    inbox = reverse("desk:inbox")
    client.get(inbox)

    assert len(asked(lambda: client.get(inbox), status=200)) <= INBOX


def test_deep_page_of_an_inbox_asks_eight_statements_too(
    client: Client, head: Position, citizen: User, agency: Agency
) -> None:
    """Rows that have a moment, then those that have none."""
    dossier = make_dossier(make_offer(make_case(), agency), citizen, now=clock.now())
    sign_in(client, head.user)
    deep = f"{reverse('desk:inbox')}?muc=co-quan&sau=1700000000.0_1"
    client.get(deep)

    statements = asked(lambda: client.get(deep), status=200)

    assert dossier.code in client.get(deep).content.decode()
    assert len(statements) <= INBOX, statements


def test_signed_in_page_reads_session_and_user_in_one_statement(
    signed_in: Client,
) -> None:
    signed_in.get(reverse("public:account"))

    statements = asked(lambda: signed_in.get(reverse("public:account")), status=200)

    assert not [sql for sql in statements if 'FROM "accounts_user"' in sql]
    assert sum("django_session" in sql for sql in statements) == 1


def test_session_of_a_deactivated_user_opens_nothing(signed_in: Client, citizen: User) -> None:
    citizen.is_active = False
    citizen.save()

    response = signed_in.get(reverse("public:account"))

    assert response.status_code == 302
    assert reverse("account_login") in response["Location"]
