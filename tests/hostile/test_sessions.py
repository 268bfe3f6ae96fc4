"""A session that ended, a page that grew old, a form that changed meanwhile: nothing typed is
lost.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client
from django.utils.datastructures import MultiValueDict

from motcua.dossiers import models as dossiers
from motcua.dossiers.enums import Status
from tests.hostile.bodies import forms_of
from tests.hostile.world import SECRET_NAME, World

if TYPE_CHECKING:
    from django.http import HttpResponse

pytestmark = pytest.mark.django_db

SIGN_IN = "/tai-khoan/dang-nhap/"
TYPED = {
    "khong-tiep-nhan": ("counter", "submitted", {"reason": "Nộp nhầm nơi\r\nxem lại"}),
    "chuyen-co-quan": ("counter", "submitted", {"reason": "Thẩm quyền của xã", "agency": "1"}),
    "chuyen-buoc": ("specialist", "running", {"note": "Đủ điều kiện"}),
    "tra-lai": ("head", "deciding", {"note": "Xem lại trang 2"}),
    "ban-giao": ("specialist", "running", {"to": "5", "note": "Nhờ xem giúp"}),
    "bo-sung": (
        "specialist",
        "running",
        {
            "question:copies.number": "1",
            "reason:question:copies.number": "Số bản chưa rõ",
            "answer_by": "31/12/2026",
            "sentence": "Bổ sung giúp",
        },
    ),
    "quyet-dinh": (
        "head",
        "deciding",
        {"decision": "REFUSED", "title": "Thông báo", "body": "Không đủ", "reason": "Điều 5"},
    ),
    "tra-ket-qua": ("counter", "decided", {"taker_name": "H'Mok Siu"}),
}


def end_session(client: Client) -> None:
    """As when the session ran out: the browser keeps its other cookies."""
    client.cookies.pop("mc_phien")


def offered(page: HttpResponse) -> MultiValueDict[str, str]:
    """What a page of kept fields would send, hidden field by hidden field."""
    found: MultiValueDict[str, str] = MultiValueDict()
    for tag in re.findall(r'<input type="hidden"[^>]*>', page.content.decode()):
        name, value = (re.search(rf'{part}="([^"]*)"', tag) for part in ("name", "value"))
        if name and value and name[1] != "csrfmiddlewaretoken":
            found.appendlist(unescaped(name[1]), unescaped(value[1]))
    return found


def unescaped(text: str) -> str:
    for sign, name in (
        ("'", "&#39;"),
        ('"', "&#34;"),
        ("<", "&lt;"),
        (">", "&gt;"),
        ("&", "&amp;"),
    ):
        text = text.replace(name, sign)
    return text


@pytest.mark.parametrize("move", TYPED)
def test_form_of_a_move_waits_for_the_officer_to_sign_in_again(world: World, move: str) -> None:
    role, name, typed = TYPED[move]
    client = world.client(role)
    path = f"/mot-cua/ho-so/{world.dossiers[name].code}/{move}/"
    assert client.get(path).status_code == 200
    end_session(client)

    late: Any = client.post(path, typed)
    client.force_login(world.officers[role].user)
    back = client.get(late.url.partition("next=")[2])

    assert late.url == f"{SIGN_IN}?next={path}"
    assert {key: value for key, value in offered(back).items() if key in typed} == typed
    assert dossiers.Dossier.objects.get(pk=world.dossiers[name].pk).status == (
        world.dossiers[name].status
    )


def test_kept_form_of_a_move_can_be_sent_on(world: World) -> None:
    client = world.client("counter")
    path = f"/mot-cua/ho-so/{world.dossiers['submitted'].code}/khong-tiep-nhan/"
    client.get(path)
    end_session(client)
    client.post(path, {"reason": "Nộp nhầm nơi"})
    client.force_login(world.officers["counter"].user)

    sent = client.post(path, offered(client.get(path)))

    assert sent.status_code == 302
    assert dossiers.Dossier.objects.get(pk=world.dossiers["submitted"].pk).status == (
        Status.NOT_ACCEPTED
    )


@pytest.mark.parametrize("draft", ["everything", "counter"])
def test_page_of_questions_comes_back_after_signing_in(world: World, draft: str) -> None:
    role = "counter" if draft == "counter" else "owner"
    section, name = ("applicant", "applicant.full_name")
    if draft == "everything":
        section, name = ("spouse", "spouse.full_name")
        save = {"person.married": "yes", "_revision": "0"}
        world.client("owner").post(f"/nop/{world.drafts[draft].key}/trang/person/", save)
    path = f"/nop/{world.drafts[draft].key}/trang/{section}/"
    client = Client()

    late: Any = client.post(path, {name: "Siu H'Mok Vừa Gõ"})
    user = world.person(role)
    assert user is not None
    client.force_login(user)
    page = client.get(late.url.partition("next=")[2])

    assert late.url == f"{SIGN_IN}?next={path}"
    assert "Siu H&#39;Mok Vừa Gõ" in page.content.decode()


@pytest.mark.parametrize("page", ["", "trang/copies/", "giay-to/", "kiem-tra/"])
@pytest.mark.parametrize("draft", ["ready", "counter", "supplement", "sent"])
def test_pages_of_a_draft_ask_who_is_there_when_nobody_is(
    world: World, draft: str, page: str
) -> None:
    path = f"/nop/{world.drafts[draft].key}/{page}"

    answer: Any = Client().get(path)

    assert (answer.status_code, answer.url) == (302, f"{SIGN_IN}?next={path}")


@pytest.mark.parametrize("page", ["giay-to/", "kiem-tra/", "gui/", "xoa/", "giay-to/1/bo/"])
def test_buttons_pressed_after_the_session_change_nothing_and_lead_back(
    world: World, page: str
) -> None:
    draft = world.drafts["ready"]
    client = Client()

    answer: Any = client.post(f"/nop/{draft.key}/{page}", {"return_way": "COUNTER"})
    client.force_login(world.owner)
    back = client.get(answer.url.partition("next=")[2], follow=True)

    assert answer.url == f"{SIGN_IN}?next=/nop/{draft.key}/"
    assert back.redirect_chain[-1][0] == f"/nop/{draft.key}/kiem-tra/"
    assert SECRET_NAME.replace("'", "&#39;") in back.content.decode()


def test_profile_waits_for_its_owner_and_no_password_is_ever_kept(world: World) -> None:
    client = world.client("owner")
    for path in ("/tai-khoan/ca-nhan/", "/tai-khoan/mat-khau/doi/"):
        client.get(path)
    end_session(client)

    client.post("/tai-khoan/mat-khau/doi/", {"oldpassword": "bí mật", "password1": "bí mật"})
    assert "mc_kept_form" not in client.session
    client.post("/tai-khoan/ca-nhan/", {"name": "Tên mới", "tax_code": "0100233488"})
    client.force_login(world.owner)

    kept = offered(client.get("/tai-khoan/ca-nhan/"))
    assert (kept["name"], kept["tax_code"]) == ("Tên mới", "0100233488")


def test_post_without_a_token_is_refused_whoever_sends_it(world: World) -> None:
    code = world.dossiers["submitted"].code
    pages = {
        "owner": [f"/nop/{world.drafts['ready'].key}/gui/", "/tai-khoan/ca-nhan/"],
        "counter": [f"/mot-cua/ho-so/{code}/viec/tiep-nhan/", "/mot-cua/vi-tri/"],
        "anonymous": ["/tra-cuu/", SIGN_IN, "/tai-khoan/dang-ky/", "/thu-tuc/2.000635/nop/"],
    }
    for role, paths in pages.items():
        client = Client(enforce_csrf_checks=True)
        person = world.person(role)
        if person:
            client.force_login(person)
        for path in paths:
            assert client.post(path, {"reason": "x"}).status_code == 403, path
            foreign = client.post(path, {"a": "b"}, headers={"Origin": "https://xau.example"})
            assert 'name="a"' not in foreign.content.decode(), "nothing of a stranger's is offered"


def test_page_that_grew_old_offers_what_was_typed(world: World) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.owner)
    path = f"/nop/{world.drafts['ready'].key}/trang/copies/"
    typed = {"copies.number": "7", "applicant.tax_code": "0100233488", "csrfmiddlewaretoken": "cũ"}

    stale = client.post(path, typed, headers={"Origin": "http://testserver"})
    form = forms_of(path, stale.content.decode())[0]
    fields = {name: value.decode() for name, value in form.fields.items()}
    again = client.post(form.action, fields, headers={"Origin": "http://testserver"})

    assert stale.status_code == 403
    assert fields["applicant.tax_code"] == "0100233488"
    assert again.status_code == 302
    saved = dossiers.DraftAnswer.objects.get(draft=world.drafts["ready"], section="copies")
    assert saved.values == {"number": 7}


def test_page_posted_to_an_idle_counter_draft_is_locked_away(world: World, settings: Any) -> None:
    client = world.client("counter")
    client.get("/mot-cua/")
    session = client.session
    session["mc_seen_at"] = 1
    session.save()
    settings.STAFF_IDLE_MINUTES = 15

    answer: Any = client.get(f"/nop/{world.drafts['counter'].key}/trang/applicant/")

    assert answer.status_code == 302
    assert answer.url.startswith("/tai-khoan/xac-nhan-lai/")
