"""Looking a dossier up from one address: wrong pairs are counted, right ones are not."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from motcua.accounts.models import User
from motcua.dossiers.actions.telling import pin_of
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


def test_right_pairs_are_never_counted(client: Client, dossier: Dossier) -> None:
    right = {"code": dossier.code, "pin": pin_of(dossier)}

    assert {client.post(LOOK_UP, right).status_code for _ in range(6)} == {200}
