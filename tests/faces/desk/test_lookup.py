"""The counter opens a locked look-up; nobody is offered it while it works."""

from __future__ import annotations

import pytest
from django.test import Client

from motcua.accounts.models import Position, User
from motcua.dossiers.actions.letters.telling import pin_of
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries.tracking import MOST_FAILURES
from motcua.places.models import Agency
from tests.factories.catalogue import make_case, make_offer
from tests.factories.dossiers import MONDAY, make_dossier

BUTTON = "Mở khóa tra cứu"


@pytest.fixture
def dossier(agency: Agency, citizen: User) -> Dossier:
    return make_dossier(make_offer(make_case(), agency), citizen, now=MONDAY)


def page_for(client: Client, position: Position, dossier: Dossier) -> str:
    client.force_login(position.user)
    return client.get(f"/mot-cua/ho-so/{dossier.code}/").content.decode()


def test_counter_unlocks_and_reads_the_new_pin(
    client: Client, dossier: Dossier, counter_officer: Position
) -> None:
    Dossier.objects.update(lookup_failures=MOST_FAILURES)
    assert BUTTON in page_for(client, counter_officer, dossier)

    answer = client.post(f"/mot-cua/ho-so/{dossier.code}/mo-khoa-tra-cuu/", follow=True)

    dossier.refresh_from_db()
    shown = answer.content.decode()
    assert dossier.lookup_failures == 0
    assert pin_of(dossier) in shown
    assert "Mã cũ không còn dùng được" in shown
    assert BUTTON not in shown


def test_only_a_lock_is_offered_to_be_opened(
    client: Client, dossier: Dossier, counter_officer: Position, specialist: Position
) -> None:
    assert BUTTON not in page_for(client, counter_officer, dossier)
    Dossier.objects.update(lookup_failures=MOST_FAILURES)
    assert BUTTON not in page_for(client, specialist, dossier)
    answer = client.post(f"/mot-cua/ho-so/{dossier.code}/mo-khoa-tra-cuu/")
    assert answer.status_code == 403
