"""Phone numbers as people type them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.kit import phones


@pytest.mark.parametrize(
    "typed",
    [
        "0905123456",
        "0905 123 456",
        "0905.123.456",
        "0905-123-456",
        "84905123456",
        "+84905123456",
        "(+84) 905 123 456",
        "+84 (0)905 123 456",
        " 0905 123 456\u200b",
    ],
)
def test_one_mobile_in_many_ways(typed: str) -> None:
    assert phones.normalise(typed) == "+84905123456"


@pytest.mark.parametrize(
    ("typed", "e164", "spaced"),
    [
        ("0269 3824404", "+842693824404", "0269 3824 404"),
        ("0326123456", "+84326123456", "0326 123 456"),
        ("+1 650 253 0000", "+16502530000", "+1 650-253-0000"),
    ],
)
def test_landline_and_foreign(typed: str, e164: str, spaced: str) -> None:
    assert phones.normalise(typed) == e164
    assert phones.spaced(e164) == spaced


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "113",
        "1022",
        "abc",
        "09051234567",
        "090512345",
        "0905123456 ext 3",
        "0905123456/0905123457",
        "+",
        "\ud800",
        "\x00",
        "0" * 10_000_000,
    ],
)
def test_refused_with_an_example(typed: str) -> None:
    with pytest.raises(phones.NotAPhone) as refused:
        phones.normalise(typed)
    assert "0905 123 456" in str(refused.value)


def test_old_eleven_digits_are_told_why() -> None:
    with pytest.raises(phones.NotAPhone, match="2018"):
        phones.normalise("0165 512 3456")


@given(st.text(st.characters(codec=None), max_size=60))
def test_any_text_is_a_number_or_refused(typed: str) -> None:
    try:
        number = phones.normalise(typed)
    except phones.NotAPhone:
        return
    assert number.startswith("+")
    assert phones.normalise(number) == number


def test_what_is_no_number_is_shown_as_it_is() -> None:
    assert phones.spaced("không có") == "không có"
