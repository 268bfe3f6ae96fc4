"""What a counter does for people: receive for another agency, answer a supplement for them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from motcua.accounts.enums import MandateKind, PartyKind, Role
from motcua.accounts.models import Mandate, Party, Position, User
from motcua.audit.models import Event
from motcua.catalogue.models import ServiceOffer
from motcua.dossiers.actions.waiting import supplement
from motcua.dossiers.actions.waiting.items import Ask
from motcua.dossiers.enums import Status
from motcua.dossiers.models import Applicant, Dossier, Draft
from motcua.kit import clock
from motcua.places.models import Agency
from tests.faces.desk.seated import at
from tests.factories.accounts import make_citizen, make_officer
from tests.factories.dossiers import make_dossier, photograph
from tests.factories.places import make_agency


@pytest.fixture
def elsewhere(db: None) -> Agency:
    return make_agency("H21.18", "Sở Xây dựng tỉnh Gia Lai")


@pytest.fixture
def receiver(elsewhere: Agency) -> Position:
    return make_officer(Role.COUNTER, elsewhere, name="Đinh Thị Quầy")


def ask(dossier: Dossier, by: Position) -> Draft:
    now = clock.now()
    asked = supplement.ask(
        dossier_id=dossier.pk,
        items=[Ask(reason="Chưa rõ", section="copies", question="number")],
        answer_by=clock.local_date(now) + timedelta(days=9),
        by=by,
        now=now,
    )
    return Draft.objects.get(supplement=asked)


def answer(client: Client, draft: Draft) -> None:
    page = f"/nop/{draft.key}/trang/copies/"
    assert client.get(page).status_code == 200
    assert client.post(page, {"copies.number": "3", "_revision": "1"}).status_code == 302
    assert client.post(f"/nop/{draft.key}/gui/").status_code == 302


def test_paper_that_is_not_asked_for_is_refused_and_told(
    offer: ServiceOffer, citizen: User, counter_officer: Position
) -> None:
    dossier = make_dossier(offer, citizen, now=clock.now())
    draft, paper = ask(dossier, counter_officer), dossier.case.required_documents.get()

    posted = {f"paper-{paper.pk}": photograph()}
    refused = at(citizen).post(f"/nop/{draft.key}/giay-to/", posted)

    assert refused.status_code == 409
    assert not draft.documents.exists()
    event = Event.objects.get(name="dossier.locked_answer_refused")
    assert event.object_id == str(draft.key)


def test_any_officer_of_the_counter_answers_the_supplement_of_what_was_filed_there(
    offer: ServiceOffer, agency: Agency, counter_officer: Position
) -> None:
    dossier = make_dossier(offer, counter_officer, now=clock.now(), name="Y Bhăm")
    colleague = make_officer(Role.COUNTER, agency, name="Kpă Lan", email="kpa.lan@example.test")
    draft = ask(dossier, counter_officer)

    page = at(colleague).get(f"/mot-cua/ho-so/{dossier.code}/").content.decode()
    assert f"/nop/{draft.key}/" in page
    assert "Bổ sung thay người dân" in page
    answer(at(colleague), draft)

    dossier.refresh_from_db()
    assert dossier.status == Status.SUBMITTED
    assert dossier.submissions.get(number=2).sent_by_position == colleague


def test_other_officers_do_not_answer_it(
    offer: ServiceOffer, counter_officer: Position, specialist: Position, receiver: Position
) -> None:
    dossier = make_dossier(offer, counter_officer, now=clock.now(), name="Y Bhăm")
    draft = ask(dossier, counter_officer)

    for by in (specialist, receiver):
        assert at(by).get(f"/nop/{draft.key}/trang/copies/").status_code == 404


def test_counter_does_not_open_what_a_citizen_answers(
    offer: ServiceOffer, citizen: User, counter_officer: Position
) -> None:
    dossier = make_dossier(offer, citizen, now=clock.now())
    draft = ask(dossier, counter_officer)

    assert at(counter_officer).get(f"/nop/{draft.key}/trang/copies/").status_code == 404
    page = at(counter_officer).get(f"/mot-cua/ho-so/{dossier.code}/").content.decode()
    assert "Bổ sung thay người dân" not in page


def test_whoever_may_act_for_the_organisation_answers_its_supplement(
    offer: ServiceOffer, citizen: User, counter_officer: Position
) -> None:
    party = Party.objects.create(
        kind=PartyKind.ORGANISATION, name="Hợp tác xã Ia Nan", tax_code="5900123456"
    )
    colleague = make_citizen("ke-toan@example.test", "Rơ Lan Kế Toán")
    for user in (citizen, colleague):
        Mandate.objects.create(
            user=user, party=party, kind=MandateKind.EMPLOYEE, valid_from="2026-01-01"
        )
    dossier = make_dossier(offer, citizen, now=clock.now())
    Applicant.objects.filter(dossier=dossier).update(party=party)

    answer(at(colleague), ask(dossier, counter_officer))

    assert dossier.submissions.get(number=2).sent_by == colleague


def test_counter_receives_what_it_filed_for_another_agency(
    offer: ServiceOffer, agency: Agency, receiver: Position, counter_officer: Position
) -> None:
    dossier = make_dossier(offer, receiver, now=clock.now(), name="Y Bhăm")
    here = at(receiver)
    assert dossier.code in here.get("/mot-cua/?muc=nhan-ho").content.decode()
    page = here.get(f"/mot-cua/ho-so/{dossier.code}/").content.decode()
    assert "viec/tiep-nhan/" in page
    assert "chuyen-co-quan/" not in page

    assert here.post(f"/mot-cua/ho-so/{dossier.code}/viec/tiep-nhan/").status_code == 302

    dossier.refresh_from_db()
    assert dossier.status == Status.ACCEPTED
    assert dossier.assignments.get().agency == agency
    assert dossier.receiving_agency == receiver.agency


def test_counter_refuses_or_asks_about_what_it_filed_but_no_more_than_that(
    offer: ServiceOffer, citizen: User, receiver: Position
) -> None:
    filed = make_dossier(offer, receiver, now=clock.now(), name="Y Bhăm")
    base = f"/mot-cua/ho-so/{filed.code}/"
    assert at(receiver).post(f"{base}khong-tiep-nhan/", {"reason": "Sai"}).status_code == 302
    ask(make_dossier(offer, receiver, now=clock.now(), name="Y Thuin"), receiver)
    online = make_dossier(offer, citizen, now=clock.now())

    filed.refresh_from_db()
    assert filed.status == Status.NOT_ACCEPTED
    assert at(receiver).get(f"/mot-cua/ho-so/{online.code}/").status_code == 404
