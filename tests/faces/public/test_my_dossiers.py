"""My dossiers: what waits for me stands first, once, with its day and its button."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from motcua.accounts.models import Position, User
from motcua.catalogue.models import ServiceOffer
from motcua.dossiers.actions.letters.telling import pin_of
from motcua.dossiers.actions.waiting import supplement
from motcua.dossiers.actions.waiting.items import Ask
from motcua.dossiers.models import Dossier, Draft
from motcua.kit import clock
from motcua.places.models import Agency
from tests.factories.accounts import make_citizen
from tests.factories.catalogue import make_case, make_offer
from tests.factories.dossiers import (
    HOUR,
    MONDAY,
    Desk,
    begin_draft,
    make_dossier,
    make_draft,
    photograph,
    to_send,
)


@pytest.fixture
def offer(agency: Agency) -> ServiceOffer:
    return make_offer(make_case(), agency)


@pytest.fixture
def mine(citizen: User) -> Client:
    client = Client()
    client.force_login(citizen)
    return client


@pytest.fixture
def asked(offer: ServiceOffer, citizen: User, counter_officer: Position) -> Draft:
    """The draft in which the citizen answers a supplement request."""
    dossier = make_dossier(offer, citizen, now=MONDAY)
    request = supplement.ask(
        dossier_id=dossier.pk,
        items=[Ask(reason="Chưa rõ", section="copies", question="number")],
        answer_by=date(2026, 12, 5),
        by=counter_officer,
        now=MONDAY + 2 * HOUR,
    )
    return Draft.objects.get(supplement=request)


def test_supplement_stands_first_once_with_day_and_button(
    mine: Client, asked: Draft, offer: ServiceOffer, citizen: User
) -> None:
    make_dossier(offer, citizen, now=MONDAY + HOUR)

    page = mine.get("/ho-so/").content.decode()

    todo, running = page.split("Đã gửi, đang giải quyết")
    assert "Bạn cần làm" in todo
    assert "bổ sung đến hết ngày 05/12/2026" in todo
    assert f'<a class="mc-button" href="/nop/{asked.key}/">Bổ sung hồ sơ</a>' in todo
    assert asked.supplement
    assert page.count(f"{asked.supplement.dossier.code}</span>") == 1
    assert "trả lời trước 1" in running, "what is promised first is an answer, no result"
    assert "Đang soạn, chưa gửi" not in page


def test_what_nobody_works_on_any_more_comes_last(
    mine: Client,
    offer: ServiceOffer,
    citizen: User,
    counter_officer: Position,
    specialist: Position,
    head: Position,
) -> None:
    taken, _running = (make_dossier(offer, citizen, now=MONDAY) for _ in range(2))
    desk = Desk(counter_officer, specialist, head)
    desk.accept(taken)
    desk.forward(taken)
    desk.decide(taken)
    assert "Xem kết quả" in mine.get("/ho-so/").content.decode()

    mine.post(f"/ho-so/{taken.code}/ket-qua/")

    running, done = mine.get("/ho-so/").content.decode().split("Đã xong")
    assert taken.code in done
    assert taken.code not in running


def test_draft_that_can_be_sent_says_on_top_that_it_is_not(
    mine: Client, offer: ServiceOffer, citizen: User
) -> None:
    draft = make_draft(offer, citizen, now=clock.now())

    page = mine.get(f"/nop/{draft.key}/kiem-tra/").content.decode()

    assert page.index("Hồ sơ CHƯA gửi") < page.index("Gửi ngay") < page.index("<section>")
    assert 'form="gui"' in page
    assert 'id="gui"' in page


def test_going_back_after_sending_leads_to_the_dossier(
    mine: Client, offer: ServiceOffer, citizen: User
) -> None:
    draft = make_draft(offer, citizen, now=clock.now())
    mine.post(f"/nop/{draft.key}/gui/", to_send(draft))

    page = mine.get(f"/nop/{draft.key}/kiem-tra/").content.decode()

    assert "đã được gửi" in page
    assert f'href="/ho-so/{Dossier.objects.get().code}/"' in page


@pytest.mark.parametrize("is_at_counter", [False, True])
def test_look_up_speaks_of_signing_in_only_to_who_can(
    client: Client,
    offer: ServiceOffer,
    citizen: User,
    counter_officer: Position,
    is_at_counter: bool,
) -> None:
    filer = counter_officer if is_at_counter else citizen
    dossier = make_dossier(offer, filer, now=MONDAY)

    answer = client.post("/tra-cuu/", {"code": dossier.code, "pin": pin_of(dossier)})

    page = answer.content.decode()
    assert (f"/tai-khoan/dang-nhap/?next=/ho-so/{dossier.code}/" in page) is not is_at_counter
    assert ("không gắn với tài khoản nào" in page) is is_at_counter


@pytest.mark.django_db
def test_code_that_stands_on_no_paper_is_said_to_be_on_none(client: Client) -> None:
    answer = client.get("/xac-thuc/Zx8yJw2Qm1kT5vB0aLrNcA/")

    assert answer.status_code == 404
    assert "Không có giấy nào mang mã này" in answer.content.decode()
    assert "hỏi cơ quan ghi tên trên giấy" in answer.content.decode()


def test_papers_page_says_what_was_not_chosen_and_what_is_there_already(
    mine: Client, offer: ServiceOffer, citizen: User
) -> None:
    draft = begin_draft(offer, citizen, now=clock.now())
    page, name = f"/nop/{draft.key}/giay-to/", f"paper-{draft.case.required_documents.get().pk}"

    nothing = mine.post(page, {"upload": name})
    for _ in range(2):
        again = mine.post(page, {"upload": name, name: photograph(shade=7)})

    assert nothing.status_code == again.status_code == 422
    assert "Hãy chọn ảnh hoặc tệp trước" in nothing.content.decode()
    assert "Tệp này đã có ở đây rồi" in again.content.decode()
    assert draft.documents.count() == 1
    assert "Quay lại trang trước" in again.content.decode()


@pytest.mark.django_db
def test_dossier_of_somebody_else_says_what_to_do_and_nothing_of_it(
    offer: ServiceOffer, citizen: User
) -> None:
    dossier = make_dossier(offer, citizen, now=MONDAY)
    stranger = Client()
    stranger.force_login(make_citizen("la@example.test", "Người Lạ"))

    answer = stranger.get(f"/ho-so/{dossier.code}/")

    page = answer.content.decode()
    assert answer.status_code == 404
    assert "đăng nhập bằng tài khoản đã nộp" in page
    assert dossier.applicant.name not in page
