"""How a link to the portal looks in a chat or on another site."""

from __future__ import annotations

import io
import re

import pytest
from django.conf import settings
from django.test import Client
from PIL import Image

from motcua.catalogue.actions import importing
from motcua.catalogue.rules.imports.sources import Entry
from tests.unit.catalogue.records import record
from tests.unit.catalogue.test_importing import NOW
from tools import preview

pytestmark = pytest.mark.django_db


def test_picture_is_the_one_that_is_drawn_and_light() -> None:
    content = preview.PICTURE.read_bytes()

    assert content == preview.draw()
    assert Image.open(io.BytesIO(content)).size == (1200, 630)
    assert len(content) <= 60_000


@pytest.mark.parametrize("root", ["", "/en"])
@pytest.mark.parametrize("path", ["/", "/thu-tuc/1.001193/", "/co-quan/", "/huong-dan/"])
def test_public_page_says_how_a_link_to_it_looks(client: Client, root: str, path: str) -> None:
    importing.import_entries(entries=[Entry(1, record())], by=None, now=NOW)

    page = client.get(root + path).content.decode()

    said = dict(
        re.findall(r'<meta (?:property|name)="((?:og|twitter):[^"]+)" content="([^"]+)"', page)
    )
    assert {"og:title", "og:description", "og:site_name", "og:image:alt"} <= said.keys()
    assert said["og:url"] == f"{settings.SITE_URL}{root}{path}"
    assert f'rel="canonical" href="{said["og:url"]}"' in page
    assert said["twitter:card"] == "summary_large_image"
    picture = said["og:image"].removeprefix(settings.SITE_URL)
    assert re.fullmatch(r"/tinh/img/preview[.\w]*\.png", picture)
    assert (said["og:image:width"], said["og:image:height"]) == ("1200", "630")
