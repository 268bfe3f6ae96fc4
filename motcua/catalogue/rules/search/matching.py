"""From readings to what the database is asked: full-text queries that allow some words to be
missing.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from motcua.catalogue.rules.search.question import Question, Reading, Vocabulary

_MOST_TERMS = 7
_COMMON = 200
_COMMON_SHARE = 0.02


def known_words(reading: Reading, vocabulary: Vocabulary) -> list[str]:
    """The folded words of a reading that the catalogue has, most telling first, at most seven."""
    weights = {
        term.word.folded: term.weight
        for term in reading.telling
        if vocabulary.counts.get(term.word.folded)
    }
    return sorted(weights, key=lambda word: -weights[word])[:_MOST_TERMS]


def query_for(question: Question, vocabulary: Vocabulary, *, missing: int) -> str:
    """A `to_tsquery` text: procedures with all words of a reading but `missing`, or a pair of them.

    Words hold only a–z and 0–9 (`rules.words`), so that nothing typed can reach the query language.
    Empty when no word of the question is in the catalogue.
    """
    parts: dict[str, None] = {}
    for reading in question.readings:
        words = known_words(reading, vocabulary)
        size = max(1, len(words) - missing)
        if words and size * 2 >= len(words):
            parts[_all_but(words, len(words) - size)] = None
        for pair in _pairs(reading, vocabulary) if missing else ():
            parts[pair] = None
    return "|".join(parts)


def _all_but(words: Sequence[str], missing: int) -> str:
    """All words but so many, told half by half: to ask for each choice of words would say the same
    at several times the length, and every procedure is held against it.
    """
    if not missing:
        return f"({'&'.join(words)})"
    first, second = words[: len(words) // 2], words[len(words) // 2 :]
    ways = [
        [
            _all_but(half, gone)
            for half, gone in ((first, lost), (second, missing - lost))
            if len(half) > gone
        ]
        for lost in range(missing + 1)
    ]
    return f"({'|'.join('&'.join(halves) for halves in ways)})"


def _pairs(reading: Reading, vocabulary: Vocabulary) -> Iterator[str]:
    """Neighbouring words as phrases, unless both are so common that the phrase tells nothing."""
    most = max(_COMMON, int(vocabulary.total * _COMMON_SHARE))
    words = [term.word.folded for term in reading.telling]
    for left, right in pairwise(words):
        rarer = min(vocabulary.counts.get(left, 0), vocabulary.counts.get(right, 0))
        if 0 < rarer <= most:
            yield f"({left}<->{right})"


def any_word(question: Question, vocabulary: Vocabulary) -> str:
    """A `to_tsquery` text for procedures that have any of the words; the rough
    order comes from it.
    """
    words = {
        word: None for reading in question.readings for word in known_words(reading, vocabulary)
    }
    return "|".join(words)
