"""The resolver over real rows: today's lists, former codes, old addresses."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from pytest_django import DjangoAssertNumQueries

from motcua.eforms.queries import places
from motcua.eforms.queries.places import CountryResolver
from motcua.places.actions.units import SuccessionRecord, UnitRecord, load
from motcua.places.enums import Tier

PROVINCE = UnitRecord(Tier.PROVINCE, "52", "Tỉnh Gia Lai", False)
OLD_PROVINCE = UnitRecord(Tier.PROVINCE, "64", "Tỉnh Gia Lai", True)
DISTRICT = UnitRecord(Tier.DISTRICT, "622", "Thành phố Pleiku", True, OLD_PROVINCE.ref)
GAO = UnitRecord(Tier.COMMUNE, "23602", "Xã Gào", False, PROVINCE.ref)
AN_PHU = UnitRecord(Tier.COMMUNE, "23586", "Phường An Phú", False, PROVINCE.ref)
IA_KENH = UnitRecord(Tier.COMMUNE, "23605", "Xã Ia Kênh", True, DISTRICT.ref)
CHU_A = UnitRecord(Tier.COMMUNE, "23608", "Xã Chư Á", True, DISTRICT.ref)


@pytest.fixture
def country(db: None) -> Iterator[CountryResolver]:
    links = [
        SuccessionRecord(OLD_PROVINCE.ref, PROVINCE.ref, False, True),
        SuccessionRecord(IA_KENH.ref, GAO.ref, False, True),
        SuccessionRecord(CHU_A.ref, AN_PHU.ref, True, True),
        SuccessionRecord(CHU_A.ref, GAO.ref, True, False),
    ]
    units = [PROVINCE, OLD_PROVINCE, DISTRICT, GAO, AN_PHU, IA_KENH, CHU_A]
    load(units, links, by=None, now=datetime(2026, 1, 1, tzinfo=UTC))
    places.forget()
    yield CountryResolver()
    places.forget()


def test_lists_are_of_today_and_in_vietnamese_order(country: CountryResolver) -> None:
    assert [unit.name for unit in country.provinces()] == ["Tỉnh Gia Lai"]
    assert [unit.name for unit in country.communes_of("52")] == ["Phường An Phú", "Xã Gào"]
    assert country.communes_of("64") == ()
    assert country.communes_of("x\x00") == ()


def test_lists_are_remembered(
    country: CountryResolver, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    country.communes_of("52")

    with django_assert_num_queries(0):
        country.provinces()
        country.communes_of("52")


def test_commune_of_today_means_itself(country: CountryResolver) -> None:
    (found,) = country.commune("23602")

    assert (found.commune.name, found.province.code, found.became_of) == ("Xã Gào", "52", "")


def test_former_commune_means_what_it_became(country: CountryResolver) -> None:
    (one,) = country.commune("23605")
    several = country.commune("23608")

    assert (one.commune.name, one.became_of) == ("Xã Gào", "Xã Ia Kênh")
    assert [found.commune.name for found in several] == ["Phường An Phú", "Xã Gào"]
    assert country.commune("99999") == ()


@pytest.mark.parametrize(
    ("typed", "communes", "detail"),
    [
        ("12 Lê Lợi, xã Ia Kênh, TP Pleiku, Gia Lai", ["Xã Gào"], "12 Lê Lợi"),
        ("xa ia kenh, pleiku, gia lai", ["Xã Gào"], ""),
        ("Xã Chư Á, thành phố Pleiku, tỉnh Gia Lai", ["Phường An Phú", "Xã Gào"], ""),
        ("an phu", ["Phường An Phú"], ""),
        ("nowhere at all", [], ""),
        ("\ud800\x00", [], ""),
    ],
)
def test_read_understands_old_and_new_addresses(
    country: CountryResolver, typed: str, communes: list[str], detail: str
) -> None:
    found = country.read(typed, "52")

    assert [one.commune.name for one in found] == communes
    assert {one.detail for one in found} <= {detail}
