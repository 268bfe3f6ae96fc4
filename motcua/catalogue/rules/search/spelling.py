"""Mending words that the catalogue does not have: slips of the finger, sounds written alike, typing
methods off.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from motcua.catalogue.rules.search.syllables import is_syllable
from motcua.catalogue.rules.search.words import Word

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_SHORTEST = 3
_LONGEST_JOINED = 40
_LONGEST_SYLLABLE = 6
# Sounds that are written alike in one region or another (s/x, ch/tr, d/gi/r, l/n, final n/ng, t/c
# …).
_SOUNDS = (
    (re.compile(r"^ngh"), "ng"),
    (re.compile(r"^gh"), "g"),
    (re.compile(r"^tr"), "ch"),
    (re.compile(r"^x"), "s"),
    (re.compile(r"^(gi|r|v)(?=[aeiouy])"), "d"),
    (re.compile(r"^(k|q)"), "c"),
    (re.compile(r"^f"), "ph"),
    (re.compile(r"^n(?=[aeiouy])"), "l"),
    (re.compile(r"^(j|z)"), "d"),
    (re.compile(r"(ch|t)$"), "c"),
    (re.compile(r"(nh|ng)$"), "n"),
    (re.compile(r"y"), "i"),
)
# Telex and VNI keys left in the word because the typing method was off: "giaays", "d9at61".
_TELEX_DOUBLE = re.compile(r"([aeo])\1|(d)d")
_TELEX_TONE = re.compile(r"(?<=[aeiouy])(w?)([a-z]*?)[sfrxj]$")


class Speller:
    """Finds, for an unknown word, the nearest word of the catalogue."""

    def __init__(self, counts: Mapping[str, int], everyday: Iterable[str] = ()) -> None:
        self._counts = {**dict.fromkeys(everyday, 1), **counts}
        self._by_sound: dict[str, list[str]] = defaultdict(list)
        for word in self._counts:
            self._by_sound[_sound(word)].append(word)

    def mend(self, words: tuple[Word, ...]) -> tuple[Word, ...]:
        """The words with the unknown ones replaced by known ones where there is a near one.

        Who types marks means the syllables that are typed: better nothing found than another word.
        """
        are_marked = any(word.is_marked for word in words)
        mended: list[Word] = []
        for word in words:
            is_meant = are_marked and is_syllable(word.folded)
            if is_meant or self.knows(word.folded) or word.folded.isdigit():
                mended.append(word)
            else:
                parts = self._nearest(word.folded)
                known = [Word(part, part) for part in parts if part != word.folded]
                mended += known or [word]
        return tuple(mended)

    def knows(self, folded: str) -> bool:
        return folded in self._counts

    def _nearest(self, folded: str) -> list[str]:
        typed = _without_typing_keys(folded)
        if self.knows(typed):
            return [typed]
        parts = self._cut(folded)
        if parts:
            return parts
        alike = self._by_sound.get(_sound(folded), []) or self._by_sound.get(_sound(typed), [])
        near = {word for word in _one_slip(folded) if word in self._counts}
        if not alike and len(folded) >= _SHORTEST:
            alike = sorted(near)
        best = max(alike, key=lambda word: (word in near, self._counts[word], word), default=folded)
        return [best]

    def _cut(self, folded: str) -> list[str]:
        """Known words written together ("khaisinh"), in the fewest parts; none when it cannot be
        cut.
        """
        size = len(folded)
        if not 5 <= size <= _LONGEST_JOINED:
            return []
        best: list[list[str] | None] = [[], *[None] * size]
        for end in range(1, size + 1):
            for start in range(max(0, end - _LONGEST_SYLLABLE), end - 1):
                head = best[start]
                if head is not None and folded[start:end] in self._counts:
                    found = [*head, folded[start:end]]
                    if best[end] is None or len(found) < len(best[end] or found):
                        best[end] = found
        return best[size] or []


def _sound(folded: str) -> str:
    for pattern, spelling in _SOUNDS:
        folded = pattern.sub(spelling, folded)
    return folded


def _without_typing_keys(folded: str) -> str:
    """What the typing method would have made of the keys, folded."""
    if any(sign.isdigit() for sign in folded):
        return re.sub(r"(?<=[a-z])[0-9]", "", folded)
    undoubled = _TELEX_DOUBLE.sub(lambda found: found[1] or found[2], folded)
    toneless = _TELEX_TONE.sub(lambda found: found[1] + found[2], undoubled)
    return re.sub(r"(?<=[aou])w|w$", "", toneless)


def _one_slip(folded: str) -> Iterable[str]:
    """Every word one dropped, doubled, swapped or neighbouring letter away."""
    cuts = [(folded[:place], folded[place:]) for place in range(len(folded) + 1)]
    yield from (head + tail[1:] for head, tail in cuts if tail)
    yield from (head + tail[1] + tail[0] + tail[2:] for head, tail in cuts if len(tail) > 1)
    yield from (head + letter + tail[1:] for head, tail in cuts if tail for letter in _LETTERS)
    yield from (head + letter + tail for head, tail in cuts for letter in _LETTERS)
