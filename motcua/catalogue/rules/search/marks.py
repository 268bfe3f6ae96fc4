"""Whether two words that fold alike were written with the same diacritics."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_SPELT = str.maketrans({"y": "i"})  # lý and lí, kỹ and kĩ: one word
_STROKE = "\u0335"


def are_same(typed: str, meant: str) -> bool:
    """The same word, y and i apart."""
    return typed == meant or _letters(typed) == _letters(meant)


def are_fewer(typed: str, meant: str) -> bool:
    """What was typed lacks some marks of the word, and has none that the word has not: "đat",
    "dất" for "đất", never "phở" for "phố".
    """
    left, right = _letters(typed), _letters(meant)
    return len(left) == len(right) and all(
        some <= whole for some, whole in zip(left, right, strict=True)
    )


@lru_cache(maxsize=8_192)
def _letters(word: str) -> tuple[frozenset[str], ...]:
    """Each letter with its marks."""
    letters: list[set[str]] = []
    for sign in unicodedata.normalize("NFD", word.replace("đ", f"d{_STROKE}")):
        if letters and (unicodedata.combining(sign) or sign == _STROKE):
            letters[-1].add(sign)
        else:
            letters.append({sign.translate(_SPELT)})
    return tuple(frozenset(letter) for letter in letters)
