"""Vietnamese text: cleaned, folded, ordered; and anything at all survived."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.kit import text_vi

HOSTILE = [
    "\x00",
    "\ud800",
    "a\udfffb\x00c",
    "\u0301" * 3,
    "\u202eevil\u202c",
    "\ufffe\ufeff",
    "",
    " \n\t ",
    "𝒜𝓃",
]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("  Nguyễn   Văn\u00a0An ", "Nguyễn Văn An"),
        (unicodedata.normalize("NFD", "Đặng Thuỳ"), "Đặng Thuỳ"),
        ("a\x00b\ud800c", "abc"),
        ("một\r\nhai", "một hai"),
        ("\u202eA\u200bn\ufeff", "An"),
        ("H’Bông Niê", "H’Bông Niê"),
    ],
)
def test_clean(typed: str, expected: str) -> None:
    assert text_vi.clean(typed) == expected


def test_clean_keeps_lines_when_asked() -> None:
    assert text_vi.clean(" một  dòng \r\n\n hai\u2028ba ", multiline=True) == "một dòng\n\nhai\nba"


@pytest.mark.parametrize(
    "written",
    ["Hoà Thuý Đăk", "HÒA THÚY ĐĂK", "hòa thúy dak", unicodedata.normalize("NFD", "Hoà Thuý Đăk")],
)
def test_fold_has_one_form(written: str) -> None:
    assert text_vi.fold(written) == "hoa thuy dak"


def test_fold_knows_letters_of_the_highlands() -> None:
    assert text_vi.fold("Čư Ƀlang ơ̆ ñ") == "cu ƀlang o n".replace("ƀ", "b")
    assert text_vi.fold("H’Bông") == text_vi.fold("H'Bông") == "h'bong"


def test_slug() -> None:
    assert text_vi.slug("Cấp giấy phép, xây dựng (nhà ở)") == "cap-giay-phep-xay-dung-nha-o"
    assert text_vi.slug("…") == ""


@pytest.mark.parametrize(
    ("typed", "settled"),
    [
        ("hoà", "hòa"),
        ("khoẻ", "khỏe"),
        ("thuý", "thúy"),
        ("qúy", "quý"),
        ("Hòang", "Hoàng"),
        ("HÙYNH", "HUỲNH"),
        ("tùyên", "tuyền"),
        ("gìa", "già"),
        ("cuả", "của"),
        ("ngừơi", "người"),
        ("Khánh Hoà", "Khánh Hòa"),
    ],
)
def test_settle_tones_moves_the_mark(typed: str, settled: str) -> None:
    assert text_vi.settle_tones(typed) == settled
    assert text_vi.settle_tones(unicodedata.normalize("NFD", typed)) == settled


@pytest.mark.parametrize(
    "word",
    ["của", "người", "quốc", "giếng", "gì", "hoài", "khuỷu", "nghĩa", "mía", "Thuở", "lý", "café"],
)
def test_settle_tones_leaves_right_and_foreign_words(word: str) -> None:
    assert text_vi.settle_tones(word) == word


def in_order(names: list[str]) -> list[str]:
    """The names by their keys, having stood the other way round."""
    backwards = list(names)
    backwards.reverse()
    return sorted(backwards, key=text_vi.sort_key)


def test_sort_key_follows_the_alphabet() -> None:
    letters = list("aăâbcdđeêghiklmnoôơpqrstuưvxy")
    assert in_order(letters) == letters


def test_sort_key_follows_the_tones_after_the_letters() -> None:
    words = ["ba", "bà", "bả", "bã", "bá", "bạ", "ban", "bàn", "băn", "bân"]
    assert in_order(words) == words


def test_sort_key_compares_word_by_word() -> None:
    names = [
        "An Khê",
        "An Phú",
        "Ăn",
        "Ân Hảo",
        "ba bị",
        "bà ba",
        "Phường 2",
        "Phường 10",
        "Y Khôi",
    ]
    assert in_order(names) == names


def test_sort_key_does_not_see_case_form_or_apostrophe() -> None:
    same = {"H'Bông", "h’ bông", "H BÔNG", unicodedata.normalize("NFD", "H'Bông")}
    assert len({text_vi.sort_key(name) for name in same}) == 1
    assert text_vi.sort_key("hoà") == text_vi.sort_key("hòa")


@given(st.one_of(st.sampled_from(HOSTILE), st.text(st.characters(codec=None))))
def test_anything_can_be_stored_afterwards(text: str) -> None:
    for result in (
        text_vi.clean(text),
        text_vi.clean(text, multiline=True),
        text_vi.fold(text),
        text_vi.slug(text),
    ):
        assert "\x00" not in result
        assert result.encode("utf-8").decode("utf-8") == result
    key = text_vi.sort_key(text)
    assert len(key) <= 400
    assert "\x00" not in key.encode("utf-8").decode("utf-8")


@given(st.text(st.characters(codec="utf-8")))
def test_cleaning_and_folding_twice_changes_nothing(text: str) -> None:
    cleaned = text_vi.clean(text)
    assert text_vi.clean(cleaned) == cleaned
    folded = text_vi.fold(text)
    assert text_vi.fold(folded) == folded


@pytest.mark.parametrize("unit", ["a", "\x00", "ệ", " \n", "\u0315\u0300"])
def test_a_megabyte_is_answered_at_once(unit: str) -> None:
    """Sorting two million mixed marks would take the library hours; here runs are cut first."""
    text = unit * (1_000_000 // len(unit))
    for change in (text_vi.clean, text_vi.fold, text_vi.sort_key, text_vi.settle_tones):
        assert isinstance(change(text), str)
