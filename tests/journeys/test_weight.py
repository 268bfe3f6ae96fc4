"""What a citizen's page weighs on the wire: 30 KB the first time, 10 KB after."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from itertools import chain

from django.urls import reverse
from playwright.sync_api import BrowserContext, Page, Response

from tests.journeys import ways
from tests.town import CODE, FORM_PAGES, Town

FIRST, AFTER = 30 * 1024, 10 * 1024
KEPT_FOREVER = "/tinh/"  # static files carry the digest of their content in their name
TEXT = ("text/", "image/svg", "application/javascript", "application/json")


def test_pages_of_citizens_are_light(enter: Callable[..., BrowserContext], town: Town) -> None:
    dossier, draft = ways.sent_dossier(town), ways.begun_draft(town)
    page = enter(town.citizen).new_page()
    public = ["/", "/thu-tuc/?q=khai+sinh", f"/thu-tuc/{CODE}/", "/co-quan/", "/tra-cuu/"]
    own = [
        f"/thu-tuc/{CODE}/nop/",
        *(reverse("public:draft-section", args=[draft.key, one]) for one in FORM_PAGES),
        reverse("public:draft-papers", args=[draft.key]),
        reverse("public:draft-check", args=[draft.key]),
        "/ho-so/",
        reverse("public:dossier", args=[dossier.code]),
    ]

    heavy = {}
    for path in chain(public, own):
        first, after = weigh(page, path)
        if first > FIRST or after > AFTER:
            heavy[path] = (first, after)

    assert heavy == {}


def test_pages_travel_compressed(enter: Callable[..., BrowserContext], town: Town) -> None:
    page = enter(town.citizen).new_page()

    for path in (f"/thu-tuc/{CODE}/", "/ho-so/"):
        answer = page.goto(path)
        assert answer is not None
        assert answer.header_value("content-encoding") == "gzip"
        assert "Accept-Encoding" in str(answer.header_value("vary"))


def weigh(page: Page, path: str) -> tuple[int, int]:
    """Bytes of a first visit, and of one when the static files are there already."""
    answers: list[Response] = []

    def keep(answer: Response) -> None:
        answers.append(answer)

    page.on("response", keep)
    page.goto(path, wait_until="networkidle")
    page.remove_listener("response", keep)
    sizes = [(answer.url, on_the_wire(answer)) for answer in answers]
    return (
        sum(size for _url, size in sizes),
        sum(size for url, size in sizes if KEPT_FOREVER not in url),
    )


def on_the_wire(answer: Response) -> int:
    """Head and body as a server sends them: text compressed, as WhiteNoise and nginx do."""
    is_redirect = 300 <= answer.status < 400  # one has no body to ask for
    body = b"" if is_redirect else answer.body()
    head = sum(len(name) + len(value) + 4 for name, value in answer.all_headers().items())
    is_text = str(answer.header_value("content-type")).startswith(TEXT)
    return head + len(gzip.compress(body) if is_text else body)
