"""Units of both divisions: loaded once, found, followed from old to new, read in addresses."""

from __future__ import annotations

import csv
import sys
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from motcua.kit.text_vi import settle_tones
from motcua.places.enums import Tier
from motcua.places.models import AdministrativeUnit, UnitSuccession
from motcua.places.queries import units
from motcua.places.queries.addresses import ReadAddress, read_address

pytestmark = pytest.mark.usefixtures("units_loaded")

SHARED = Path(__file__).parents[4] / "shared" / "data"
BEFORE = date(2025, 6, 30)


def gia_lai() -> AdministrativeUnit:
    found = units.province("52")
    assert found is not None
    return found


# Loading ---------------------------------------------------------------------------------------


def test_both_divisions_are_whole() -> None:
    assert units.provinces().count() == 34
    assert units.provinces(BEFORE).count() == 63
    assert AdministrativeUnit.objects.current().filter(tier=Tier.COMMUNE).count() == 3321
    assert AdministrativeUnit.objects.filter(tier=Tier.DISTRICT).count() == 696
    assert not AdministrativeUnit.objects.current().filter(tier=Tier.DISTRICT).exists()


def test_gia_lai_has_135_communes_and_had_two_provinces() -> None:
    assert str(gia_lai()) == "Tỉnh Gia Lai"
    communes = units.communes_of(gia_lai())
    assert communes.count() == 135
    assert communes.filter(name__startswith="Phường ").count() == 25
    assert [unit.code for unit in units.forebears_of(gia_lai())] == ["52", "64"]


def test_communes_of_a_former_province_come_through_its_districts() -> None:
    assert units.communes_of("64", on=BEFORE).count() == 218
    assert units.communes_of("52", on=BEFORE).count() == 155


def test_every_former_unit_below_a_province_has_an_heir() -> None:
    former = AdministrativeUnit.objects.filter(tier=Tier.COMMUNE, valid_to=BEFORE)
    assert former.count() == 10_035
    assert not former.filter(successions=None).exists()
    defaults = UnitSuccession.objects.filter(former__tier=Tier.COMMUNE, is_default=True)
    assert defaults.count() == 10_035


def test_loading_again_changes_nothing() -> None:
    out = StringIO()
    call_command("load_units", stdout=out)
    assert out.getvalue().startswith("units: 0 new, 0 changed, 14149 as before")
    assert "successions: 0 new, 0 removed" in out.getvalue()


def test_loading_mends_what_was_changed_by_hand() -> None:
    AdministrativeUnit.objects.current().filter(code="23563").update(name="Phường Khác")
    out = StringIO()
    call_command("load_units", stdout=out)
    assert "units: 0 new, 1 changed" in out.getvalue()
    assert str(units.commune("23563")) == "Phường Diên Hồng"


def test_loading_does_not_import_the_package() -> None:
    assert "vietnamadminunits" not in sys.modules


def test_names_agree_with_the_list_of_2026() -> None:
    source = SHARED / "units_2026_two_tier.csv"
    if not source.exists():
        pytest.skip("shared data absent: units_2026_two_tier.csv")
    with source.open(encoding="utf-8", newline="") as lines:
        expected = {
            row["ward_code"]: settle_tones(row["ward"]).lower() for row in csv.DictReader(lines)
        }
    communes = AdministrativeUnit.objects.current().filter(tier=Tier.COMMUNE)
    loaded = {unit.code: settle_tones(unit.name).lower() for unit in communes}
    assert loaded == expected


def test_a_renamed_unit_is_found_by_its_older_name() -> None:
    read = read_address("xã Lộc Ninh, tỉnh Đồng Nai")
    assert str(read.communes[0]) == "Phường Lộc Ninh"
    assert str(read.province) == "Thành phố Đồng Nai"


# Finding ---------------------------------------------------------------------------------------


def test_communes_stand_in_vietnamese_order() -> None:
    names = [unit.short_name for unit in units.communes_of(gia_lai())]
    assert names.index("An Phú") < names.index("Ayun") < names.index("Ân Hảo")
    assert names.index("Diên Hồng") < names.index("Đak Đoa")


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("gào", "Xã Gào"),
        ("GAO", "Xã Gào"),
        ("xã gào", "Xã Gào"),
        ("pleiku", "Phường Pleiku"),
        ("dien hong", "Phường Diên Hồng"),
        ("Quy Nhơn", "Phường Quy Nhơn"),
    ],
)
def test_search_finds_with_and_without_diacritics(typed: str, first: str) -> None:
    assert str(units.search(typed, within=gia_lai())[0]) == first


@pytest.mark.parametrize("typed", ["", "x", "\x00", "\ud800", "%", "_" * 5, "khongcotenay"])
def test_search_for_nothing_finds_nothing(typed: str) -> None:
    assert units.search(typed, within=gia_lai()) == []


def test_find_prefers_the_unit_of_today() -> None:
    today = units.find(Tier.PROVINCE, "52")
    assert today is not None
    assert today.name == "Tỉnh Gia Lai"
    former = units.find(Tier.PROVINCE, "64")
    assert former is not None
    assert former.valid_to == BEFORE
    assert units.find(Tier.COMMUNE, "99999") is None


def test_heirs_of_a_divided_commune_begin_with_the_likeliest() -> None:
    divided = UnitSuccession.objects.filter(is_partial=True, is_default=True).first()
    assert divided is not None
    heirs = units.heirs_of(divided.former)
    assert len(heirs) > 1
    assert heirs[0] == divided.successor
    assert units.heirs_of(heirs[0]) == [heirs[0]]


# Addresses -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "detail", "communes"),
    [
        ("12 Lê Lợi, Xã Ia Kênh, TP Pleiku, Gia Lai", "12 Lê Lợi", ["Xã Gào"]),
        ("Xã Ia Kênh TP Pleiku Gia Lai", "", ["Xã Gào"]),
        ("x. Ia Kênh, tp.Pleiku", "", ["Xã Gào"]),
        ("xa ia kenh, pleiku", "", ["Xã Gào"]),
        ("Ia Kênh - Pleiku - Gia Lai", "", ["Xã Gào"]),
        ("Xã Gào, tỉnh Gia Lai", "", ["Xã Gào"]),
        ("Thôn 3, xã Chư Sê, Gia Lai", "Thôn 3", ["Xã Chư Sê"]),
        ("Thị trấn Chư Sê, huyện Chư Sê, Gia Lai, Việt Nam", "", ["Xã Chư Sê"]),
        ("Làng Bông, xã Glar, huyện Đak Đoa", "Làng Bông", ["Xã Đak Đoa"]),
        ("H'Bông, Chư Sê, Gia Lai", "", ["Xã Ia Hrú"]),
        ("Xã H’Bông, huyện Chư Sê", "", ["Xã Ia Hrú"]),
        ("69 Hùng Vương, P. Diên Hồng, TP. Pleiku", "69 Hùng Vương", ["Phường Diên Hồng"]),
        ("Phường Nhơn Bình, TP Quy Nhơn, Bình Định", "", ["Phường Quy Nhơn Đông"]),
        ("Phường Quy Nhơn, tỉnh Bình Định", "", ["Phường Quy Nhơn"]),
        ("Phường Pleiku, TP Pleiku, Gia Lai", "", ["Phường Pleiku"]),
        ("P.1 Q.3 HCM", "", ["Phường Bàn Cờ"]),
        ("Phường 01, quận 3, TP.HCM", "", ["Phường Bàn Cờ"]),
        ("Huyện Côn Đảo, Bà Rịa - Vũng Tàu", "", ["Đặc khu Côn Đảo"]),
        ("Hoàng Sa, Đà Nẵng", "", ["Đặc khu Hoàng Sa"]),
        ("Tổ 5 - đường 3, xã Biển Hồ, Gia Lai", "Tổ 5 - đường 3", ["Xã Biển Hồ"]),
    ],
)
def test_addresses_old_and_new_lead_to_one_commune(
    written: str, detail: str, communes: list[str]
) -> None:
    read = read_address(written)
    assert [str(unit) for unit in read.communes] == communes
    assert read.detail == detail
    assert read.is_certain
    assert read.province == read.communes[0].parent


def test_a_former_unit_is_told() -> None:
    read = read_address("Xã Ia Kênh, TP Pleiku, Gia Lai")
    assert str(read.former) == "Xã Ia Kênh"
    assert read_address("Xã Gào, Gia Lai").former is None
    assert str(read_address("tỉnh Bình Định").former) == "Tỉnh Bình Định"


def test_a_former_district_alone_offers_its_communes() -> None:
    read = read_address("12 Quang Trung, thị xã An Khê, Gia Lai")
    assert read.detail == "12 Quang Trung"
    assert not read.is_certain
    assert {str(u) for u in read.communes} == {"Phường An Bình", "Phường An Khê", "Xã Cửu An"}


def test_a_divided_ward_offers_its_parts() -> None:
    read = read_address("Phường Nguyễn Thái Bình, Quận 1, TP HCM")
    assert [str(unit) for unit in read.communes] == ["Phường Bến Thành", "Phường Sài Gòn"]


@pytest.mark.parametrize(
    "written",
    ["", ",,,;\n", "12 Nguyễn Thái Bình", "12 Điện Biên Phủ", "Đường Hùng Vương", "Xã An Phú"],
)
def test_streets_and_names_of_many_places_are_not_guessed(written: str) -> None:
    read = read_address(written)
    assert read.communes == ()
    assert read.province is None
    assert read.detail == written.strip(",;\n")


def test_the_home_province_is_meant_when_none_is_written() -> None:
    home = gia_lai()
    assert read_address("12 Lê Lợi", home=home) == ReadAddress("12 Lê Lợi", province=home)
    assert [str(u) for u in read_address("Xã An Phú", home=home).communes] == ["Phường An Phú"]
    elsewhere = read_address("Phường Bến Thành, TP Hồ Chí Minh", home=home)
    assert [str(unit) for unit in elsewhere.communes] == ["Phường Bến Thành"]


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    st.one_of(
        st.text(st.characters(codec=None), max_size=200),
        st.lists(
            st.sampled_from(
                ["xã", "P.", "TP", "Gia Lai", "Pleiku", ",", "-", "1", "\x00", "Việt Nam"]
            )
        ).map(" ".join),
    )
)
def test_any_text_is_answered(text: str) -> None:
    read = read_address(text)
    assert all(unit.valid_to is None for unit in read.communes)


def test_a_huge_address_is_cut_and_answered() -> None:
    assert len(read_address("Gia Lai " * 1_000_000).detail) <= 520


# The database refuses --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "fields",
    [
        {"tier": Tier.PROVINCE, "code": "52"},
        {"tier": Tier.COMMUNE, "code": "00000"},
        {"tier": "VILLAGE", "code": "1"},
        {
            "tier": Tier.PROVINCE,
            "code": "97",
            "valid_from": date(2025, 7, 1),
            "valid_to": date(2025, 6, 30),
        },
    ],
    ids=[
        "a current code twice",
        "a commune without a parent",
        "another tier",
        "dates turned round",
    ],
)
def test_impossible_units_are_refused(fields: dict[str, object]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        AdministrativeUnit.objects.create(
            name="Thử", short_name="Thử", folded_name="thu", sort_key="", **fields
        )


def test_a_unit_has_one_likeliest_heir_and_never_itself() -> None:
    link = UnitSuccession.objects.filter(is_partial=True, is_default=False).first()
    assert link is not None
    with pytest.raises(IntegrityError), transaction.atomic():
        UnitSuccession.objects.filter(pk=link.pk).update(is_default=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        UnitSuccession.objects.filter(pk=link.pk).update(successor=link.former)
