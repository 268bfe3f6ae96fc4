"""Spellings of units in addresses: what counts as the same name, and how an address is cut."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from motcua.kit.text_vi import clean, fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

LONGEST_ADDRESS = 500
LONGEST_NAME = 7

# A type of unit as written → the tiers it may name (enums.Tier), longer words first.
_UPPER, _MIDDLE, _LOWER = "PROVINCE", "DISTRICT", "COMMUNE"
_TIERS = {
    "thanh pho": (_UPPER, _MIDDLE),
    "thi tran": (_LOWER,),
    "dac khu": (_LOWER,),
    "thi xa": (_MIDDLE,),
    "phuong": (_LOWER,),
    "huyen": (_MIDDLE,),
    "quan": (_MIDDLE,),
    "tinh": (_UPPER,),
    "xa": (_LOWER,),
}
_TYPE_NAMES = (
    "Thành phố", "Thị trấn", "Đặc khu", "Thị xã", "Phường", "Huyện", "Quận", "Tỉnh", "Xã",
)  # fmt: skip
_SHORTHAND = {
    "tp": "thanh pho",
    "tx": "thi xa",
    "tt": "thi tran",
    "dk": "dac khu",
    "p": "phuong",
    "x": "xa",
    "q": "quan",
    "h": "huyen",
    "t": "tinh",
}
# "P.1", "TP.Pleiku", "tp Pleiku": with a dot any of them; without one those that mean nothing else.
_DOTTED = re.compile(r"\b(tp|tx|tt|dk|p|x|q|h|t)\s*\.\s*(?=\w)")
_BARE = re.compile(r"\b(tp|tx)\s+(?=\w)")
_NUMBERED = re.compile(r"\b(p|q)\s?(?=\d)")
_NOT_KEY = re.compile(r"[^a-z0-9]+")
_LEADING_ZEROS = re.compile(r"(?<!\d)0+(?=\d)")
_SEPARATORS = re.compile(r"[,;\n]")
_DASH = re.compile(r" +([-–—]) +")
_TYPE = re.compile("(" + "|".join(_TIERS) + r")\b\s*")
_ENDS_IN_TYPE = re.compile(r"\b(?:" + "|".join(_TIERS) + r")$")
_DOTTED_AS_WRITTEN = re.compile(r"\b(tp|tx|tt|dk|p|x|q|h|t)\s*\.\s*(?=\w)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Word:
    """A word of an address as written, its folded form, and whether a comma follows it."""

    written: str
    folded: str
    ends_part: bool


@dataclass(frozen=True, slots=True)
class Ending:
    """A run of last words that may name a unit: how many words, its keys, its possible tiers.

    `is_typed`: it begins with a type of unit; `is_whole`: it begins after a comma or the beginning.
    """

    count: int
    keys: tuple[str, ...]
    tiers: tuple[str, ...]
    is_typed: bool
    is_whole: bool


def match_key(name: str) -> str:
    """A name without blanks, signs and diacritics: "Xã H’Bông", "xa hbong", "X. H Bông" alike."""
    return _NOT_KEY.sub("", _LEADING_ZEROS.sub("", spelled_out(fold(name))))


def spelled_out(folded: str) -> str:
    """Folded text with tp., p., h. … written as words."""
    for pattern in (_DOTTED, _BARE, _NUMBERED):
        folded = pattern.sub(lambda found: _SHORTHAND[found[1]] + " ", folded)
    return folded


def short_name(name: str) -> str:
    """The name without its type: "Xã Ia Kênh" → "Ia Kênh"; a numbered one keeps it ("Phường 1")."""
    for type_name in _TYPE_NAMES:
        rest = name.removeprefix(type_name + " ")
        if rest != name:
            return name if rest.isdecimal() else rest
    return name


def keys_of(name: str, *, others: Iterable[str] = ()) -> list[str]:
    """All keys a unit is recognised by: of its full and short name, and of former spellings."""
    names = (name, *others)
    keys = (match_key(text) for spelled in names for text in (spelled, short_name(spelled)))
    return sorted({key for key in keys if key})


def words_of(address: str) -> list[Word]:
    """The words of an address in order; commas, semicolons and new lines end a part."""
    text = clean(address[: LONGEST_ADDRESS * 4], multiline=True)[:LONGEST_ADDRESS]
    words: list[Word] = []
    for part in _SEPARATORS.split(text):
        written = [word.replace("\xa0", " ") for word in _set_apart(part).split(" ") if word]
        words.extend(
            Word(word, fold(word), ends_part=place == len(written) - 1)
            for place, word in enumerate(written)
        )
    return words


def endings(words: list[Word]) -> Iterator[Ending]:
    """Every run of last words that no comma cuts, the longest first.

    A run that leaves its type behind ("Hưng Yên" of "Phường Hưng Yên") is none.
    """
    longest = _length_of_last_part(words)
    for count in range(min(longest, LONGEST_NAME), 0, -1):
        before = spelled_out(" ".join(word.folded for word in words[-longest:-count]))
        if count < longest and _ENDS_IN_TYPE.search(before):
            continue
        ending = _ending(words[-count:], is_whole=count == longest)
        if ending.keys:
            yield ending


def _ending(words: list[Word], *, is_whole: bool) -> Ending:
    folded = spelled_out(" ".join(word.folded for word in words))
    typed = _TYPE.match(folded)
    names = (folded, folded[typed.end() :]) if typed else (folded,)
    keys = tuple(key for key in map(match_key, names) if key)
    tiers = _TIERS[typed[1]] if typed else (_UPPER, _MIDDLE, _LOWER)
    return Ending(len(words), keys, tiers, is_typed=typed is not None, is_whole=is_whole)


def _length_of_last_part(words: list[Word]) -> int:
    """How many words stand after the last comma but the one at the very end."""
    for place in range(len(words) - 2, -1, -1):
        if words[place].ends_part:
            return len(words) - 1 - place
    return len(words)


def _set_apart(part: str) -> str:
    """Shorthand apart from its name (TP. Pleiku), a dash kept on the word before it."""
    return _DASH.sub("\xa0\\1 ", _DOTTED_AS_WRITTEN.sub(r"\1. ", part))
