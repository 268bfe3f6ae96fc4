"""Codes and PINs: what the house writes it reads back, and nothing typed ever breaks it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.dossiers.codes import (
    PIN_ALPHABET,
    PIN_LENGTH,
    dossier_code,
    lookup_pin,
    read_code,
    read_pin,
    same_pin,
)

AGENCIES = st.from_regex(r"[A-Z][0-9]{2}(\.[A-Z0-9]{1,8}){0,3}", fullmatch=True)
DAYS = st.dates(min_value=date(2015, 1, 1), max_value=date(2068, 12, 31))
NUMBERS = st.integers(min_value=1, max_value=9_999_999)
HOSTILE = st.text(st.characters(), max_size=200) | st.sampled_from(
    ["", "\x00", "\ud800", "H21.16-260914-0011\x00", "Ｈ21.16-260914-0011", "ß" * 64, "-" * 500]
)


def test_write_the_code_of_the_design() -> None:
    assert (
        dossier_code(agency_code="H21.16", on=date(2026, 9, 14), number=11) == "H21.16-260914-0011"
    )


@given(agency=AGENCIES, on=DAYS, number=NUMBERS)
def test_read_what_was_written(agency: str, on: date, number: int) -> None:
    code = dossier_code(agency_code=agency, on=on, number=number)

    assert read_code(code) == code
    assert read_code(f"  {code.lower()}\n") == code
    assert read_code(code.replace("-", " – ")) == code


@given(AGENCIES, DAYS, NUMBERS, NUMBERS)
def test_different_numbers_never_share_a_code(agency: str, on: date, one: int, other: int) -> None:
    codes = {dossier_code(agency_code=agency, on=on, number=number) for number in (one, other)}

    assert len(codes) == len({one, other})


@pytest.mark.parametrize("number", [9_999, 10_000, 99_999, 1_000_000])
def test_read_a_code_that_needed_more_digits(number: int) -> None:
    code = dossier_code(agency_code="H21.16.25", on=date(2026, 9, 14), number=number)

    assert code.endswith(f"-{number}")
    assert read_code(code) == code


@pytest.mark.parametrize(
    "typed",
    [
        "H21.16-260914",
        "21.16-260914-0011",
        "H21.16-26091-0011",
        "H21.16-260914-011",
        "H21.16-260914-00000011",
        "H21..16-260914-0011",
        "H21.16-٢٦٠٩١٤-0011",
        "H21.16-260914-0011; DROP TABLE",
        "H21.16-260914-0011\x00",
    ],
)
def test_read_no_code_from_what_cannot_be_one(typed: str) -> None:
    assert read_code(typed) == ""


@given(HOSTILE)
def test_reading_anything_gives_a_code_or_nothing(typed: str) -> None:
    found = read_code(typed)

    assert found == "" or read_code(found) == found
    assert found.isascii()


@given(st.binary(min_size=1, max_size=80), st.integers(1, 2**62), st.integers(0, 32_000))
def test_pin_has_eight_unambiguous_signs(secret: bytes, key: int, generation: int) -> None:
    pin = lookup_pin(secret=secret, dossier_id=key, generation=generation)

    assert len(pin) == PIN_LENGTH == 8
    assert set(pin) <= set(PIN_ALPHABET)
    assert pin == lookup_pin(secret=secret, dossier_id=key, generation=generation)
    assert same_pin(pin, pin)
    assert same_pin(f" {pin[:4].lower()}-{pin[4:].lower()} ", pin)


def test_pin_alphabet_has_no_signs_that_look_alike() -> None:
    assert len(set(PIN_ALPHABET)) == len(PIN_ALPHABET) == 31
    assert not set("01ILO") & set(PIN_ALPHABET)


def test_pin_changes_with_secret_dossier_and_generation() -> None:
    pins = {
        lookup_pin(secret=secret, dossier_id=key, generation=generation)
        for secret in (b"a", b"b")
        for key in (1, 2, 11)
        for generation in (0, 1, 11)
    }

    assert len(pins) == 18


def test_pins_spread_over_the_alphabet() -> None:
    signs = "".join(lookup_pin(secret=b"s", dossier_id=n, generation=0) for n in range(2_000))

    assert all(350 < signs.count(sign) < 700 for sign in PIN_ALPHABET)  # 516 on average


@given(HOSTILE)
def test_comparing_anything_typed_never_raises(typed: str) -> None:
    assert not same_pin(typed, "22222222") or read_pin(typed) == "22222222"
