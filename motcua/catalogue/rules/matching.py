"""From readings to what the database is asked: full-text queries that allow some words to be missing."""

from __future__ import annotations

from itertools import combinations

from motcua.catalogue.rules.question import Question, Reading, Vocabulary

_MOST_TERMS = 7


def known_words(reading: Reading, vocabulary: Vocabulary) -> list[str]:
    """The folded words of a reading that the catalogue has, most telling first, at most seven."""
    weights = {
        term.word.folded: term.weight
        for term in reading.telling
        if vocabulary.counts.get(term.word.folded)
    }
    return sorted(weights, key=lambda word: -weights[word])[:_MOST_TERMS]


def query_for(question: Question, vocabulary: Vocabulary, *, missing: int) -> str:
    """A `to_tsquery` text: procedures that have all words of one of the readings but `missing`; "" if none can.

    Words hold only a–z and 0–9 (`rules.words`), so that nothing typed can reach the query language.
    """
    parts: dict[str, None] = {}
    for reading in question.readings:
        words = known_words(reading, vocabulary)
        size = len(words) - missing
        if size >= 1 and (missing == 0 or size * 2 >= len(words)):
            for chosen in combinations(words, size):
                parts["(" + "&".join(sorted(chosen)) + ")"] = None
    return "|".join(parts)


def any_word(question: Question, vocabulary: Vocabulary) -> str:
    """A `to_tsquery` text for procedures that have any of the words; the database's rough order comes from it."""
    words = {
        word: None for reading in question.readings for word in known_words(reading, vocabulary)
    }
    return "|".join(words)
