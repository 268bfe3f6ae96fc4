"""The communes of a province, as the address question fetches them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.test import Client

from motcua.eforms.queries import places
from motcua.places.actions.units import UnitRecord, load
from motcua.places.enums import Tier

PROVINCE = UnitRecord(Tier.PROVINCE, "52", "Tỉnh Gia Lai", False)


@pytest.fixture(autouse=True)
def country(db: None) -> Iterator[None]:
    communes = [
        UnitRecord(Tier.COMMUNE, "23602", "Xã Gào", False, PROVINCE.ref),
        UnitRecord(Tier.COMMUNE, "23586", "Phường An Phú", False, PROVINCE.ref),
    ]
    load([PROVINCE, *communes], [], by=None, now=datetime(2026, 1, 1, tzinfo=UTC))
    places.forget()
    yield
    places.forget()


def test_communes_of_a_province_come_in_vietnamese_order(client: Client) -> None:
    answer = client.get("/dia-ban/xa-phuong/52/")

    assert answer.json() == {
        "communes": [
            {"code": "23586", "name": "Phường An Phú"},
            {"code": "23602", "name": "Xã Gào"},
        ]
    }
    assert "public" in answer["Cache-Control"]
    assert not answer.cookies


def test_communes_of_an_unknown_province_are_not_there(client: Client) -> None:
    assert client.get("/dia-ban/xa-phuong/99/").status_code == 404
