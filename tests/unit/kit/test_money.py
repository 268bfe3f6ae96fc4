"""Đồng: shown, read and written in words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.kit import money


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("1234000", 1_234_000),
        ("1.234.000", 1_234_000),
        ("1,234,000", 1_234_000),
        ("1 234 000", 1_234_000),
        ("1.234.000đ", 1_234_000),
        ("1.234.000 ĐỒNG", 1_234_000),
        ("1.234.000 vnđ", 1_234_000),
        ("VND", None),
        ("1.500", 1_500),
        ("1.234.000,00", 1_234_000),
        ("1,234.00", 1_234),
        ("0", 0),
        ("007", 7),
        ("１２３", 123),
        (" 50000 ", 50_000),
        ("1,5 triệu", None),
        ("1.50", None),
        ("1.234.00", None),
        ("1.234,000", None),
        ("12.34.567", None),
        ("0.500", None),
        ("1.234.000,50", None),
        ("-5", None),
        ("+5", None),
        ("1e5", None),
        ("١٢", None),
        ("", None),
        ("\x00", None),
        ("\ud800", None),
        ("9" * 16, None),
        ("9" * 10_000_000, None),
    ],
)
def test_parse(typed: str, amount: int | None) -> None:
    if amount is not None:
        assert money.parse_vnd(typed) == amount
        return
    with pytest.raises(money.NotAnAmount) as refused:
        money.parse_vnd(typed)
    assert "số tiền" in str(refused.value).lower() or "Số tiền" in str(refused.value)


@given(st.integers(0, money.LARGEST))
def test_what_is_shown_can_be_typed(amount: int) -> None:
    assert money.parse_vnd(money.format_vnd(amount)) == amount


@given(st.text(st.characters(codec=None), max_size=300))
def test_any_text_is_an_amount_or_refused(typed: str) -> None:
    try:
        amount = money.parse_vnd(typed)
    except money.NotAnAmount:
        return
    assert 0 <= amount <= money.LARGEST


TRILLIONS = (
    "Hai nghìn ba trăm bốn mươi lăm tỷ sáu trăm bảy mươi tám triệu"
    " chín trăm linh một nghìn hai trăm ba mươi tư đồng"
)


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (0, "Không đồng"),
        (1, "Một đồng"),
        (5, "Năm đồng"),
        (10, "Mười đồng"),
        (11, "Mười một đồng"),
        (14, "Mười bốn đồng"),
        (15, "Mười lăm đồng"),
        (20, "Hai mươi đồng"),
        (21, "Hai mươi mốt đồng"),
        (24, "Hai mươi tư đồng"),
        (25, "Hai mươi lăm đồng"),
        (100, "Một trăm đồng"),
        (101, "Một trăm linh một đồng"),
        (105, "Một trăm linh năm đồng"),
        (110, "Một trăm mười đồng"),
        (2_000, "Hai nghìn đồng"),
        (8_500, "Tám nghìn năm trăm đồng"),
        (1_001, "Một nghìn không trăm linh một đồng"),
        (20_015, "Hai mươi nghìn không trăm mười lăm đồng"),
        (1_234_000, "Một triệu hai trăm ba mươi tư nghìn đồng"),
        (1_000_005, "Một triệu không trăm linh năm đồng"),
        (5_000_000, "Năm triệu đồng"),
        (1_000_000_000, "Một tỷ đồng"),
        (1_000_005_000, "Một tỷ không trăm linh năm nghìn đồng"),
        (21_000_000_000, "Hai mươi mốt tỷ đồng"),
        (1_000_000_000_000, "Một nghìn tỷ đồng"),
        (1_001_000_000_000, "Một nghìn không trăm linh một tỷ đồng"),
        (
            2_345_678_901_234,
            TRILLIONS,
        ),
    ],
)
def test_in_words(amount: int, words: str) -> None:
    assert money.in_words(amount) == words


_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_VALUES = {word: digit for digit, word in enumerate(_DIGITS)} | {"mốt": 1, "tư": 4, "lăm": 5}


def _heard(words: str) -> int:
    """An independent ear: what number a Vietnamese hears in the words."""
    total = group = digit = 0
    for word in words.lower().removesuffix(" đồng").split():
        match word:
            case "tỷ":
                total, group, digit = (total + group + digit) * 10**9, 0, 0
            case "triệu" | "nghìn":
                total += (group + digit) * (10**6 if word == "triệu" else 10**3)
                group = digit = 0
            case "trăm":
                group, digit = digit * 100, 0
            case "mươi":
                group, digit = group + digit * 10, 0
            case "mười":
                group += 10
            case "linh":
                continue
            case _:
                digit = _VALUES[word]
    return total + group + digit


@given(st.integers(0, 10**15))
def test_words_are_heard_as_the_number(amount: int) -> None:
    assert _heard(money.in_words(amount)) == amount


def test_no_negative_words() -> None:
    with pytest.raises(ValueError, match="negative"):
        money.in_words(-1)
