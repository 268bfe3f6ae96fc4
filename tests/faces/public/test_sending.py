"""Pressing Send: what goes is what was read, however often and whenever it is pressed."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from motcua.accounts.models import Position, User
from motcua.catalogue.models import ProcedureCase, ServiceOffer
from motcua.dossiers.actions.drafts import documents
from motcua.dossiers.models import Dossier, Draft
from motcua.kit import clock
from tests.factories.catalogue import make_case, make_form, make_offer
from tests.factories.dossiers import (
    make_draft,
    new_version,
    photograph,
    save_page,
    to_send,
)

CHANGED, NOT_AS_SEEN = "Thủ tục vừa được cập nhật", "Hãy đọc lại rồi gửi"


@pytest.fixture
def offer(agency: Any) -> ServiceOffer:
    return make_offer(make_case(), agency)


@pytest.fixture
def draft(offer: ServiceOffer, citizen: User) -> Draft:
    return make_draft(offer, citizen, now=clock.now())


@pytest.fixture
def mine(client: Client, citizen: User) -> Client:
    client.force_login(citizen)
    return client


def text(client: Client, answer: Any) -> str:
    page: str = client.get(answer.url, follow=True).content.decode()
    return page


def test_page_to_check_hands_in_what_it_shows(mine: Client, draft: Draft) -> None:
    form = to_send(draft)

    assert f'name="_seen" value="{form["_seen"]}"' in text(mine, mine.get(f"/nop/{draft.key}/"))


@pytest.mark.parametrize("is_at_counter", [False, True])
def test_second_press_of_a_double_click_waits_until_the_new_version_was_seen(
    client: Client,
    offer: ServiceOffer,
    citizen: User,
    counter_officer: Position,
    is_at_counter: bool,
) -> None:
    filer = counter_officer if is_at_counter else citizen
    draft = make_draft(offer, filer, now=clock.now())
    client.force_login(counter_officer.user if is_at_counter else citizen)
    path, form = f"/nop/{draft.key}/gui/", to_send(draft)
    new_version(offer)

    presses: list[Any] = [client.post(path, form) for _press in range(3)]

    assert not Dossier.objects.exists()
    assert {press.url for press in presses} == {f"/nop/{draft.key}/"}
    assert CHANGED in text(client, presses[-1])
    client.post(path, to_send(draft))
    assert Dossier.objects.get().version.number == 2


def test_second_press_says_what_changed_though_something_is_missing_now(
    mine: Client, draft: Draft, offer: ServiceOffer
) -> None:
    path, form = f"/nop/{draft.key}/gui/", to_send(draft)
    case = new_version(offer)
    case.required_documents.update(name="Một giấy tờ khác")

    for _press in range(2):
        assert CHANGED in text(mine, mine.post(path, form))

    assert not Dossier.objects.exists()


def test_second_press_says_too_that_the_chosen_case_is_gone(
    mine: Client, draft: Draft, offer: ServiceOffer
) -> None:
    ProcedureCase.objects.update(name="Cấp lại")
    path, form = f"/nop/{draft.key}/gui/", to_send(draft)
    new_version(offer)

    for _press in range(2):
        answer = mine.post(path, form)

        assert "không còn trường hợp bạn đã chọn" in text(mine, answer)


def test_form_that_alone_was_published_anew_is_seen_first(mine: Client, draft: Draft) -> None:
    path, form = f"/nop/{draft.key}/gui/", to_send(draft)
    ProcedureCase.objects.update(form_version=make_form("another"))

    for _press in range(2):
        assert CHANGED in text(mine, mine.post(path, form))

    assert not Dossier.objects.exists()


@pytest.mark.parametrize("form", [{}, {"_seen": ""}, {"_seen": "1.1"}, {"_seen": "9.9.x"}])
def test_press_on_a_page_that_hands_in_nothing_leads_back_to_the_check(
    mine: Client, draft: Draft, form: dict[str, str]
) -> None:
    answer: Any = mine.post(f"/nop/{draft.key}/gui/", {"return_way": "COUNTER", **form})

    assert not Dossier.objects.exists()
    page = mine.get(answer.url, follow=True)
    assert page.redirect_chain[-1][0] == f"/nop/{draft.key}/kiem-tra/"
    assert NOT_AS_SEEN in page.content.decode()
    draft.refresh_from_db()
    assert draft.return_way == "COUNTER"


@pytest.mark.parametrize("changed", ["answer", "paper"])
def test_what_another_device_changed_is_seen_before_it_is_sent(
    mine: Client, draft: Draft, changed: str
) -> None:
    form = to_send(draft)
    if changed == "answer":
        save_page(draft, "copies", {"number": "9"}, now=clock.now(), seen=1)
    else:
        documents.add_document(
            draft=draft,
            required_document_id=draft.case.required_documents.get().pk,
            upload=photograph("mat-sau.jpg", (300, 200)),
            by=draft.owner,
            now=clock.now(),
        )

    answer = mine.post(f"/nop/{draft.key}/gui/", form)

    assert not Dossier.objects.exists()
    assert NOT_AS_SEEN in text(mine, answer)


def test_press_after_success_gives_the_same_page_whatever_it_hands_in(
    mine: Client, draft: Draft, offer: ServiceOffer
) -> None:
    path, form = f"/nop/{draft.key}/gui/", to_send(draft)
    first: Any = mine.post(path, form)
    new_version(offer)

    later: list[Any] = [mine.post(path, one) for one in (form, {}, {"_seen": "1.1.0"})]

    dossier = Dossier.objects.get()
    assert {first.url, *(one.url for one in later)} == {f"/ho-so/{dossier.code}/"}
