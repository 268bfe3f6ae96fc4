"""What a stranger can learn: from pages for anyone, headers, addresses, error pages and logs."""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING, Any

import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from motcua.dossiers.actions.letters.telling import pin_of
from motcua.dossiers.models import DocumentFile, DraftDocument
from motcua.papers.models import Paper
from tests.factories.accounts import PASSWORD
from tests.factories.dossiers import to_send
from tests.hostile.addresses import addresses
from tests.hostile.world import SECRET_EMAIL, SECRET_NAME, SECRET_NUMBER, World

if TYPE_CHECKING:
    from django.http import HttpResponse

pytestmark = pytest.mark.django_db

SECRETS = (SECRET_NAME, SECRET_NAME.replace("'", "&#39;"), SECRET_EMAIL, SECRET_NUMBER)
PRIVATE = (
    ("owner", "/tai-khoan/"),
    ("owner", "/tai-khoan/ca-nhan/"),
    ("owner", "/ho-so/"),
    ("owner", "/ho-so/{submitted}/"),
    ("owner", "/nop/{ready}/trang/applicant/"),
    ("owner", "/nop/{ready}/kiem-tra/"),
    ("counter", "/mot-cua/"),
    ("counter", "/mot-cua/ho-so/{submitted}/"),
    ("counter", "/mot-cua/ho-so/{submitted}/khong-tiep-nhan/"),
    ("anonymous", "/tra-cuu/"),
    ("anonymous", "/tai-khoan/dang-nhap/"),
    ("anonymous", "/demo/thu/"),
)


def known(world: World) -> dict[str, object]:
    codes = {name: dossier.code for name, dossier in world.dossiers.items()}
    return {**codes, **{name: draft.key for name, draft in world.drafts.items()}}


def silent_about_the_owner(answer: HttpResponse) -> bool:
    page = answer.content.decode()
    return not any(secret in page for secret in SECRETS)


@pytest.mark.parametrize("name", ["submitted", "refused", "asked", "running", "decided", "done"])
def test_course_of_a_dossier_names_nobody(world: World, name: str) -> None:
    dossier = world.dossiers[name]

    answer = Client().post("/tra-cuu/", {"code": dossier.code, "pin": pin_of(dossier)})

    assert answer.status_code == 200
    assert dossier.code in answer.content.decode()
    assert silent_about_the_owner(answer)


def test_wrong_pin_and_unknown_code_are_told_in_the_same_words(world: World) -> None:
    code = world.dossiers["submitted"].code

    wrong = Client().post("/tra-cuu/", {"code": code, "pin": "AAAA2222"})
    unknown = Client().post("/tra-cuu/", {"code": "H21.16-200101-0001", "pin": "AAAA2222"})

    pages = [
        re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", answer.content.decode())
        for answer in (wrong, unknown)
    ]
    assert wrong.status_code == unknown.status_code == 422
    assert pages[0] == pages[1].replace("H21.16-200101-0001", str(code))


def test_verification_of_a_paper_names_nobody(world: World) -> None:
    for paper in Paper.objects.all():
        answer = Client().get(f"/xac-thuc/{paper.token}/")

        assert answer.status_code == 200
        assert silent_about_the_owner(answer)


def test_dossier_of_another_agency_is_not_even_found_by_its_code(world: World) -> None:
    client = world.client("elsewhere")
    code = world.dossiers["submitted"].code

    listed = client.get("/mot-cua/", {"q": code, "muc": "co-quan"})
    opened = client.get(f"/mot-cua/ho-so/{code}/")
    unknown = client.get("/mot-cua/ho-so/H21.16-200101-0001/")

    assert silent_about_the_owner(listed)
    assert f"/mot-cua/ho-so/{code}/" not in listed.content.decode()
    assert (opened.status_code, unknown.status_code) == (404, 404)
    assert silent_about_the_owner(opened)


@pytest.mark.parametrize("role", ["anonymous", "stranger", "elsewhere", "administrator"])
def test_files_and_papers_are_not_found_by_guessing(world: World, role: str) -> None:
    client, dossier = world.client(role), world.dossiers["submitted"]
    file = DocumentFile.objects.filter(document__submission__dossier=dossier).first()
    document = DraftDocument.objects.filter(draft=world.drafts["ready"]).first()
    paper = Paper.objects.order_by("pk").first()
    assert file
    assert document
    assert paper
    own = world.drafts["counter"].key

    for path in (
        f"/ho-so/{dossier.code}/tep/{file.stored_file.key}/",
        f"/ho-so/{dossier.code}/ban-sao/",
        f"/ho-so/{world.dossiers['accepted'].code}/giay/{paper.token}/",
        f"/ho-so/{world.dossiers['decided'].code}/ket-qua/",
        f"/mot-cua/ho-so/{dossier.code}/tep/{file.stored_file.key}/",
        f"/mot-cua/ho-so/{dossier.code}/tep/{file.stored_file.key}/trang/1/",
        f"/mot-cua/ho-so/{world.dossiers['accepted'].code}/giay/{paper.token}/",
        f"/nop/{world.drafts['ready'].key}/giay-to/{document.pk}/",
        f"/nop/{own}/giay-to/{document.pk}/",
        f"/{file.stored_file.storage_name}",
        f"/files/{file.stored_file.storage_name}",
    ):
        assert client.get(path).status_code in {302, 403, 404}, path


def test_file_of_one_draft_is_not_reached_through_another(world: World) -> None:
    document = DraftDocument.objects.get(draft=world.drafts["ready"])
    counter = world.client("counter")

    answer = counter.get(f"/nop/{world.drafts['counter'].key}/giay-to/{document.pk}/")
    counter.post(f"/nop/{world.drafts['counter'].key}/giay-to/{document.pk}/bo/")

    assert answer.status_code == 404
    assert DraftDocument.objects.filter(pk=document.pk).exists()


@pytest.mark.parametrize(("role", "path"), PRIVATE)
def test_private_pages_are_stored_nowhere(world: World, role: str, path: str) -> None:
    answer = world.client(role).get(path.format(**known(world)))

    stored = {part.strip() for part in answer["Cache-Control"].split(",")}
    assert answer.status_code == 200
    assert {"private", "no-store"} <= stored


def test_every_answer_carries_the_headers_that_protect_it(world: World) -> None:
    bare = []
    for path in addresses(world, of_each=0, seed=1):
        answer = world.client("owner").get(path)
        policy = answer.headers.get("Content-Security-Policy", "")
        framed = answer.headers.get("X-Frame-Options") in {"DENY", "SAMEORIGIN"}
        sniffed = answer.headers.get("X-Content-Type-Options") == "nosniff"
        if "default-src" not in policy or "unsafe-eval" in policy or not (framed and sniffed):
            bare.append(path)
        if answer.streaming:
            b"".join(answer.streaming_content)

    assert bare == []


def test_cookies_are_out_of_reach_of_scripts_and_other_sites(world: World) -> None:
    address = {"user": world.owner, "email": SECRET_EMAIL, "verified": True, "primary": True}
    EmailAddress.objects.create(**address)
    client = Client()
    client.post("/tai-khoan/dang-nhap/", {"login": SECRET_EMAIL, "password": PASSWORD})
    client.get("/nop/{ready}/trang/applicant/".format(**known(world)))
    client.get("/tai-khoan/")

    assert {"mc_phien", "mc_csrf", "mc_nguoi"} <= set(client.cookies)
    for name, cookie in client.cookies.items():
        assert cookie["httponly"], name
        assert cookie["samesite"] in {"Lax", "Strict"}, name


def test_public_pages_set_no_cookie_and_are_kept_by_proxies(world: World) -> None:
    for path in ("/", "/thu-tuc/", "/thu-tuc/2.000635/", "/co-quan/", "/trang/rieng-tu/"):
        answer = Client().get(path)

        assert not answer.cookies, path
        assert "public" in answer["Cache-Control"], path
        assert "Cookie" not in answer.headers.get("Vary", ""), path


@pytest.mark.parametrize(
    "target",
    [
        "https://xau.example/",
        "//xau.example/",
        "/\\xau.example",
        "\\\\xau.example",
        "http:xau.example",
        "javascript:alert(1)",
        "https://testserver@xau.example/",
        "/%09/xau.example",
    ],
)
def test_nobody_is_sent_to_another_site(world: World, target: str) -> None:
    client = world.client("anonymous")
    form = {"login": SECRET_EMAIL, "password": PASSWORD, "next": target}

    answers: list[Any] = [
        client.post("/tai-khoan/dang-nhap/", form),
        client.get("/tai-khoan/dang-nhap/", {"next": target}),
        world.client("owner").get("/tai-khoan/dang-nhap/", {"next": target}),
        world.client("owner").post("/tai-khoan/dang-xuat/", {"next": target}),
        world.client("counter").post(
            f"/mot-cua/ho-so/{world.dossiers['done'].code}/viec/tiep-nhan/",
            headers={"Referer": target},
        ),
        Client().post("/tai-khoan/ca-nhan/", {"a": "b"}, headers={"Referer": target}),
    ]

    for answer in answers:
        leads = answer.headers.get("Location", "/")
        assert leads.startswith("/"), leads
        assert not leads.startswith(("//", "/\\")), leads


def test_unknown_host_is_refused_and_never_written_into_a_link(world: World) -> None:
    refused = Client(raise_request_exception=False).get("/", headers={"Host": "xau.example"})
    forwarded = Client().get("/thu-tuc/2.000635/", headers={"X-Forwarded-Host": "xau.example"})
    reset = Client().post(
        "/tai-khoan/mat-khau/quen/",
        {"email": SECRET_EMAIL},
        headers={"X-Forwarded-Host": "xau.example"},
    )

    assert refused.status_code == 400
    assert "xau.example" not in forwarded.content.decode()
    assert reset.status_code == 302


def test_unknown_address_is_not_told_from_a_known_one(world: World) -> None:
    answers = [
        Client().post("/tai-khoan/mat-khau/quen/", {"email": email})
        for email in (SECRET_EMAIL, "khong-co@example.test")
    ]

    assert [one.status_code for one in answers] == [302, 302]
    assert answers[0].headers["Location"] == answers[1].headers["Location"]


def test_logs_name_nobody(world: World, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, logger="django.request")
    with caplog.at_level(logging.INFO):
        owner, counter = world.client("owner"), world.client("counter")
        code = world.dossiers["submitted"].code
        owner.post(f"/nop/{world.drafts['ready'].key}/gui/", to_send(world.drafts["ready"]))
        owner.post("/tai-khoan/ca-nhan/", {"name": SECRET_NAME, "identity_number": SECRET_NUMBER})
        counter.get("/mot-cua/", {"q": SECRET_NAME})
        counter.post(f"/mot-cua/ho-so/{code}/viec/tiep-nhan/")
        Client().post("/tai-khoan/dang-nhap/", {"login": SECRET_EMAIL, "password": "sai"})
        Client().post("/tra-cuu/", {"code": code, "pin": "SAISAI22"})

    written = "\n".join(f"{one.getMessage()} {one.__dict__.get('args')}" for one in caplog.records)
    assert not [secret for secret in SECRETS if secret in written]
    assert "SAISAI22" not in written
