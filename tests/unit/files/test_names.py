from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.files.rules.names import LONGEST, clean_name


@pytest.mark.parametrize(
    ("raw", "cleaned"),
    [
        ("giấy khai sinh.pdf", "giấy khai sinh.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\Lan\\ảnh.jpg", "ảnh.jpg"),
        ("hoá\u202efdp.exe", "hoáfdp.exe"),
        ("a\x00b\r\nc.pdf", "a b c.pdf"),
        ("\ud800ảnh\udfff.png", "ảnh.png"),
        ("   ...   ", "tep"),
        ("", "tep"),
        (".htaccess", "htaccess"),
        ("hai  dấu   cách .pdf", "hai dấu cách .pdf"),
    ],
)
def test_clean_name_of_a_hostile_name_is_safe(raw: str, cleaned: str) -> None:
    assert clean_name(raw) == cleaned


def test_clean_name_of_a_long_name_keeps_its_suffix() -> None:
    name = clean_name("đ" * 5000 + ".PDF")

    assert len(name) == LONGEST
    assert name.endswith("đ.PDF")


def test_clean_name_composes_letters() -> None:
    decomposed = unicodedata.normalize("NFD", "Giấy chứng tử.pdf")

    assert clean_name(decomposed) == "Giấy chứng tử.pdf"


@given(st.text(alphabet=st.characters(), max_size=400))
def test_clean_name_of_anything_is_short_visible_and_stable(raw: str) -> None:
    name = clean_name(raw)

    assert 0 < len(name) <= LONGEST
    assert not set(name) & set("/\\\x00\r\n")
    assert all(unicodedata.category(letter)[0] != "C" for letter in name)
    assert clean_name(name) == name
    name.encode()
