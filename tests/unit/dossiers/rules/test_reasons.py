"""How a reason is said."""

from __future__ import annotations

import pytest

from motcua.dossiers.rules.reasons import told


@pytest.mark.parametrize(
    ("words", "sentence", "says_nothing", "expected"),
    [
        ("Ảnh mờ", "", False, "Ảnh mờ"),
        ("Ảnh mờ", "Chụp lại trang 2.", False, "Ảnh mờ. Chụp lại trang 2."),
        ("Mờ, có rõ không?", "Chụp lại.", False, "Mờ, có rõ không? Chụp lại."),
        ("Lý do khác", "Thiếu con dấu.", True, "Thiếu con dấu."),
        ("Lý do khác", "", True, "Lý do khác"),
        ("", "Thiếu con dấu.", False, "Thiếu con dấu."),
    ],
)
def test_told(words: str, sentence: str, says_nothing: bool, expected: str) -> None:
    assert told(words, sentence, says_nothing=says_nothing) == expected
