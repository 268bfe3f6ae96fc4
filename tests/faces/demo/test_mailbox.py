from __future__ import annotations

import re

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from motcua.demo.views.mailbox import Piece, pieces_of
from motcua.kit import clock
from motcua.notifications.actions import notify_in_own_words
from motcua.notifications.models import Notification
from tests.jobs import RunJobs

pytestmark = pytest.mark.django_db


def write(to: str, *, subject: str = "Xác nhận thư điện tử", body: str = "Chào") -> Notification:
    return notify_in_own_words(
        "account.mail", to_email=to, subject=subject, body=body, language="vi", now=clock.now()
    )


def test_mailbox_shows_the_newest_letters_first(client: Client, run_jobs: RunJobs) -> None:
    write("dan@vi.du", subject="Thư cũ")
    write("khac@vi.du", subject="Thư mới")
    run_jobs()

    page = client.get("/demo/thu/").content.decode()

    assert page.index("Thư mới") < page.index("Thư cũ")
    assert "Chờ gửi" not in page


def test_mailbox_finds_the_letters_of_an_address(client: Client) -> None:
    write("dan@vi.du", subject="Của dân")
    write("khac@vi.du", subject="Của người khác")

    page = client.get("/demo/thu/", {"q": "DAN@vi.du"}).content.decode()

    assert "Của dân" in page
    assert "Của người khác" not in page


@pytest.mark.parametrize("words", ["không-ai@vi.du", "%", "\x00%", "'; --", "a" * 5000])
def test_mailbox_answers_any_search(client: Client, words: str) -> None:
    write("dan@vi.du")

    response = client.get("/demo/thu/", {"q": words})

    assert response.status_code == 200
    assert "Không có thư nào" in response.content.decode()


@pytest.mark.parametrize("before", ["x", "-1", "9" * 25, "9" * 400, "٣", "0"])
def test_mailbox_answers_any_place_to_go_on_from(client: Client, before: str) -> None:
    assert client.get("/demo/thu/", {"truoc": before}).status_code == 200


def test_mailbox_goes_on_to_older_letters(client: Client) -> None:
    for number in range(27):
        write("dan@vi.du", subject=f"Thư số {number:02}")

    first = client.get("/demo/thu/", {"q": "dan@vi.du"}).content.decode()
    following = re.search(r'rel="next" href="([^"]+)"', first)
    assert following is not None
    second = client.get(following[1].replace("&amp;", "&")).content.decode()

    assert "Thư số 02" in first
    assert "Thư số 01" not in first
    assert re.findall(r"Thư số \d\d", second) == ["Thư số 01", "Thư số 00"]


def test_letter_shows_its_text_safely_with_links(client: Client) -> None:
    row = write("dan@vi.du", body="Mở <b>https://vi.du/a/?x=1&y=2</b>.\n\nHết")

    page = client.get(f"/demo/thu/{row.pk}/").content.decode()

    assert '<a href="https://vi.du/a/?x=1&amp;y=2">' in page
    assert "&lt;b&gt;" in page
    assert "<b>" not in page


def test_letter_stays_readable_after_it_was_sent(client: Client, run_jobs: RunJobs) -> None:
    row = write("dan@vi.du", body="Mã: 123456")
    run_jobs()

    page = client.get(f"/demo/thu/{row.pk}/").content.decode()

    assert "Mã: 123456" in page
    assert "Đã gửi" in page


@pytest.mark.parametrize("number", ["0", "999999", "9" * 30])
def test_letter_that_is_not_there_is_not_found(client: Client, number: str) -> None:
    assert client.get(f"/demo/thu/{number}/").status_code == 404


def test_mailbox_sets_no_cookie(client: Client) -> None:
    assert not client.get("/demo/thu/").cookies


def test_pieces_keep_every_letter_and_leave_full_stops_outside() -> None:
    body = "Xem https://vi.du/a. Hoặc (http://vi.du/b), javascript:alert(1)"

    pieces = pieces_of(body)

    assert "".join(piece.text for piece in pieces) == body
    assert [piece.text for piece in pieces if piece.is_address] == [
        "https://vi.du/a",
        "http://vi.du/b",
    ]
    assert pieces_of("") == []
    assert pieces_of("https://vi.du/") == [Piece("https://vi.du/", True)]


def test_the_mail_of_a_sign_up_lands_in_the_mailbox_with_its_link(
    client: Client, settings: Settings, run_jobs: RunJobs
) -> None:
    settings.EMAIL_BACKEND = "motcua.notifications.actions.backend.EmailBackend"
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

    client.post("/tai-khoan/dang-ky/", {"email": "moi@vi.du", "password1": "Mot-cua-Pleiku-26"})
    run_jobs()

    row = Notification.objects.get()
    assert (row.event, row.state) == ("account.email_confirmation_signup", "SENT")
    page = Client().get(f"/demo/thu/{row.pk}/").content.decode()
    link = re.search(r'<div class="mc-panel mc-pre">.*?href="([^"]+)"', page, re.DOTALL)
    assert link is not None
    assert "/tai-khoan/" in link[1]
