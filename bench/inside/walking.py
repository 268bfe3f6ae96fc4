"""Statements of a whole submission and of a six-page form: python -m bench.inside.walking"""

from __future__ import annotations

import re
from typing import Any

from bench.inside.answering import answer, start, statements

start()

from django.conf import settings  # noqa: E402 - Django stands now
from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: E402
from django.test import Client  # noqa: E402

from bench import samples  # noqa: E402
from bench.inside import world  # noqa: E402


class Walker:
    """A browser that notes how many statements each request took."""

    def __init__(self, cookie: str) -> None:
        self.client = Client()
        self.client.cookies[settings.SESSION_COOKIE_NAME] = cookie
        self.counts: dict[str, int] = {}
        self.page = ""

    def get(self, step: str, path: str) -> str:
        """One page."""
        with statements() as said:
            response = self.client.get(path)
        assert response.status_code == 200, (path, response.status_code)
        self.counts[step] = len(said)
        self.page = response.content.decode()
        return path

    def shown(self, name: str) -> str:
        """What a hidden field of the last page holds."""
        found = re.search(f'name="{name}" value="([^"]*)"', self.page)
        assert found, name
        return found[1]

    def post(self, step: str, path: str, **fields: Any) -> str:
        """Send a page; answers with the address it leads to."""
        with statements() as said:
            response = self.client.post(path, fields)
        assert response.status_code == 302, (path, response.status_code)
        self.counts[step] = len(said)
        return str(response["Location"])


def page(number: int, **more: Any) -> dict[str, Any]:
    """The fields of one page of answers."""
    typed = {f"page_{number}.{key}": value for key, value in samples.answers().items()}
    return {"_revision": "0", **typed, **more}


def one_page() -> dict[str, int]:
    """The four requests of a submission, and the page to check between them."""
    user, offer = world.citizen(1), world.offered(1)
    walker = Walker(world.session_of(user))
    for _warm in range(2):
        key = world.draft_of(user, offer).key
        upload = SimpleUploadedFile("giay.pdf", samples.pdf(), "application/pdf")
        first = walker.get("page", f"/nop/{key}/trang/page_1/")
        check = walker.post("file", first, **page(1, **{"page_1.scan-new": upload}))
        walker.get("check", check)
        seen = walker.shown("_seen")
        dossier = walker.post("send", f"/nop/{key}/gui/", return_way="ONLINE", _seen=seen)
        walker.get("timeline", dossier)
    return walker.counts


def six_pages() -> dict[str, int]:
    """Reading and saving each page of a longer form."""
    user, offer = world.citizen(2), world.offered(6)
    walker = Walker(world.session_of(user))
    for _warm in range(2):
        key = world.draft_of(user, offer).key
        for number in range(1, 7):
            here = walker.get(f"read {number}", f"/nop/{key}/trang/page_{number}/")
            walker.post(f"save {number}", here, **page(number))
    return walker.counts


if __name__ == "__main__":
    answer({"one": one_page(), "six": six_pages()})
