"""Looking a dossier up from one address: wrong pairs are counted, right ones are not."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from motcua.accounts.models import Position, User
from motcua.dossiers.actions.letters.telling import pin_of
from motcua.dossiers.models import Dossier
from motcua.kit import clock
from motcua.places.models import Agency
from tests.factories.catalogue import make_case, make_offer
from tests.factories.dossiers import make_dossier

LOOK_UP = "/tra-cuu/"
WRONG = {"code": "H21.16-261116-9999", "pin": "AAAAAAAA"}


@pytest.fixture(autouse=True)
def _few_tries(settings: Any, db: None) -> None:
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    settings.ACCOUNT_RATE_LIMITS = {"look_up": "3/10m/ip"}
    cache.clear()


@pytest.fixture
def dossier(agency: Agency, citizen: User) -> Dossier:
    return make_dossier(make_offer(make_case(), agency), citizen, now=clock.now())


def test_wrong_pairs_from_one_address_are_stopped_with_a_plain_word(
    client: Client, dossier: Dossier
) -> None:
    for _ in range(3):
        assert client.post(LOOK_UP, WRONG).status_code == 422

    right = {"code": dossier.code, "pin": pin_of(dossier)}
    stopped = client.post(LOOK_UP, right)

    assert stopped.status_code == 429
    page = stopped.content.decode()
    assert "đợi mười phút" in page
    assert f'value="{dossier.code}"' in page, "the code that was typed is kept"
    dossier.refresh_from_db()
    assert dossier.lookup_failures == 0
    assert client.post(LOOK_UP, right, REMOTE_ADDR="203.0.113.9").status_code == 200


def test_an_empty_box_is_asked_for_and_not_counted_as_a_wrong_pair(
    client: Client, dossier: Dossier
) -> None:
    for _ in range(4):
        page = client.post(LOOK_UP, {"code": dossier.code, "pin": " "})
        assert "Hãy điền cả mã hồ sơ và mã tra cứu." in page.content.decode()

    right = {"code": dossier.code, "pin": pin_of(dossier)}
    assert client.post(LOOK_UP, right).status_code == 200


def test_right_pin_ends_the_count_of_wrong_ones(client: Client, dossier: Dossier) -> None:
    client.post(LOOK_UP, {"code": dossier.code, "pin": "AAAAAAAA"})
    dossier.refresh_from_db()
    assert dossier.lookup_failures == 1

    client.post(LOOK_UP, {"code": dossier.code, "pin": pin_of(dossier)})

    dossier.refresh_from_db()
    assert dossier.lookup_failures == 0


def test_own_pages_read_a_code_as_loosely_as_looking_up(
    client: Client, dossier: Dossier, citizen: User, counter_officer: Position
) -> None:
    typed = str(dossier.code).lower()

    client.force_login(citizen)
    assert client.get(f"/ho-so/{typed}/").status_code == 200
    assert client.get(f"/ho-so/{typed}/rut/").status_code == 200
    client.force_login(counter_officer.user)
    assert client.get(f"/mot-cua/ho-so/{typed}/").status_code == 200


def test_right_pairs_are_never_counted(client: Client, dossier: Dossier) -> None:
    right = {"code": dossier.code, "pin": pin_of(dossier)}

    assert {client.post(LOOK_UP, right).status_code for _ in range(6)} == {200}
