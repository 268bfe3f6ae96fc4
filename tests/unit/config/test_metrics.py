"""Who reads the figures, and what they say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client

from motcua.kit import clock
from tests.factories.catalogue import make_case, make_offer
from tests.factories.dossiers import make_dossier

if TYPE_CHECKING:
    from motcua.accounts.models import User
    from motcua.places.models import Agency

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("addresses", "token", "headers", "status"),
    [
        ([], "", {}, 404),
        ([], "abc", {}, 404),
        ([], "abc", {"Authorization": "Bearer abd"}, 404),
        ([], "", {"Authorization": "Bearer "}, 404),
        ([], "abc", {"Authorization": "Bearer abc"}, 200),
        (["127.0.0.1"], "", {}, 200),
        (["10.0.0.1"], "", {}, 404),
        (["127.0.0.1"], "", {"X-Forwarded-For": "127.0.0.1"}, 404),
    ],
)
def test_figures_are_there_for_those_who_may(
    settings: Any, addresses: list[str], token: str, headers: dict[str, str], status: int
) -> None:
    settings.METRICS_ADDRESSES, settings.METRICS_TOKEN = addresses, token

    assert Client().get("/metrics", headers=headers).status_code == status


def test_figures_say_how_the_house_is(settings: Any, agency: Agency, citizen: User) -> None:
    settings.METRICS_ADDRESSES = ["127.0.0.1"]
    make_dossier(make_offer(make_case(), agency), citizen, now=clock.now())
    client = Client()
    client.get("/healthz")
    client.generic("BREW", "/khong-co/")

    page = client.get("/metrics").content.decode()

    assert "motcua_database_up 1.0" in page
    assert 'motcua_dossiers_open{status="SUBMITTED"} 1.0' in page
    assert "motcua_dossiers_estimated" in page
    assert 'motcua_jobs{state="due"}' in page
    assert 'motcua_mails{state="CREATED"}' in page
    assert 'motcua_requests_total{method="GET",status="200",view="healthz"}' in page
    assert 'motcua_requests_total{method="OTHER",status="404",view="none"}' in page
    assert 'motcua_request_seconds_count{view="healthz"}' in page
