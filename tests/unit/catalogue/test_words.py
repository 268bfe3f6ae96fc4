"""Syllables and marks: what decides whether a word is mended, and how alike two words are."""

from __future__ import annotations

import pytest

from motcua.catalogue.rules.search.marks import are_fewer, are_same
from motcua.catalogue.rules.search.syllables import is_syllable


@pytest.mark.parametrize(
    "folded", ["liet", "nguyen", "quy", "gi", "yeu", "khuyu", "ngoeo", "bac", "duong", "a"]
)
def test_syllable_is_known(folded: str) -> None:
    assert is_syllable(folded)


@pytest.mark.parametrize("folded", ["giaays", "khaisinh", "ddat", "sing", "w", "", "bh", "sinhh"])
def test_what_is_no_syllable_is_known(folded: str) -> None:
    assert not is_syllable(folded)


@pytest.mark.parametrize(
    ("typed", "meant", "same", "fewer"),
    [
        ("kĩ", "kỹ", True, True),
        ("đất", "đất", True, True),
        ("đat", "đất", False, True),
        ("dất", "đất", False, True),
        ("phở", "phố", False, False),
        ("đất", "dat", False, False),
    ],
)
def test_marks_are_compared_letter_by_letter(
    typed: str, meant: str, same: bool, fewer: bool
) -> None:
    assert are_same(typed, meant) is same
    assert are_fewer(typed, meant) is fewer
