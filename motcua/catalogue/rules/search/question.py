"""Understanding what somebody typed: codes, the words that matter, other ways to say the same."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from itertools import islice, product
from typing import TYPE_CHECKING

from motcua.catalogue.rules.codes import canonical, codes_in
from motcua.catalogue.rules.search.everyday import ALWAYS_NOISE, PHRASES
from motcua.catalogue.rules.search.marks import are_same
from motcua.catalogue.rules.search.words import Word, words_of
from motcua.kit import text_vi

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from motcua.catalogue.rules.search.spelling import Speller

LONGEST_QUESTION = 200
MOST_WORDS = 12
MOST_READINGS = 6
_NOISE_WEIGHT = 0.12
_LONGEST_PHRASE = 7
_LEAST_PHRASE = 4.0


@dataclass(frozen=True)
class Meaning:
    """What an everyday phrase stands for: official words (one or more wordings) and procedure
    codes.
    """

    phrase: tuple[Word, ...]
    wordings: tuple[tuple[Word, ...], ...]
    codes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Vocabulary:
    """The words of the catalogue with the number of procedures that have them, and the everyday
    phrases.
    """

    counts: Mapping[str, int]
    total: int
    meanings: Mapping[tuple[str, ...], Sequence[Meaning]]
    speller: Speller

    def weight(self, word: str) -> float:
        """How telling a word is: rare ones more; one that the catalogue does not have, as a rare
        one.
        """
        return math.log(1 + self.total / (1 + self.counts.get(word, 0)))


@dataclass(frozen=True)
class Term:
    """A word of a reading with its weight; noise weighs little and is not searched for."""

    word: Word
    weight: float
    is_noise: bool = False


@dataclass(frozen=True)
class Reading:
    """One way to understand the question; `trust` tells how sure it is."""

    terms: tuple[Term, ...]
    trust: float = 1.0
    codes: tuple[str, ...] = ()
    code_share: float = 1.0

    @property
    def telling(self) -> tuple[Term, ...]:
        """The words that are searched for."""
        return tuple(term for term in self.terms if not term.is_noise)


@dataclass(frozen=True)
class Question:
    """Everything that was understood."""

    text: str
    codes: tuple[str, ...] = ()
    readings: tuple[Reading, ...] = ()
    corrected: str = field(default="", compare=False)

    @property
    def is_empty(self) -> bool:
        return not self.codes and not self.readings


def understand(text: str, vocabulary: Vocabulary) -> Question:
    """The readings of a question, best first; never raises, whatever was typed."""
    cleaned = text_vi.clean(text[: LONGEST_QUESTION * 4])[:LONGEST_QUESTION]
    codes = tuple(dict.fromkeys(canonical(code) for code in codes_in(cleaned)))
    if codes:
        return Question(cleaned, codes)
    words = tuple(words_of(cleaned, most=MOST_WORDS))
    if not words:
        return Question(cleaned)
    spelt = vocabulary.speller.mend(words)
    readings = [*_readings(words, vocabulary)]
    if spelt != words:
        readings += [
            replace(reading, trust=reading.trust * 0.9) for reading in _readings(spelt, vocabulary)
        ]
    corrected = " ".join(word.written for word in spelt) if spelt != words else ""
    return Question(cleaned, (), tuple(dict.fromkeys(readings))[: 2 * MOST_READINGS], corrected)


def _readings(words: tuple[Word, ...], vocabulary: Vocabulary) -> Iterator[Reading]:
    noise = _noise(words)
    plain = tuple(
        Term(word, vocabulary.weight(word.folded) * (_NOISE_WEIGHT if is_noise else 1), is_noise)
        for word, is_noise in zip(words, noise, strict=True)
    )
    yield Reading(plain)
    spoken = [place for place, word in enumerate(words) if word.written not in ALWAYS_NOISE]
    found = list(_meanings(words, spoken or list(range(len(words))), vocabulary))
    if not found:
        return
    telling = sum(not is_noise for is_noise in noise)
    share = min(
        1.0, sum(not noise[place] for places, _meaning in found for place in places) / telling
    )
    codes = found[0][1].codes if len(found) == 1 else ()
    choices = [meaning.wordings or (meaning.phrase,) for _places, meaning in found]
    for order, wordings in enumerate(islice(product(*choices), MOST_READINGS - 1)):
        yield Reading(
            tuple(_replaced(plain, [places for places, _meaning in found], wordings, vocabulary)),
            trust=1.0 + 0.15 * share - 0.02 * order,
            codes=codes if order == 0 else (),
            code_share=share,
        )


def _replaced(
    plain: tuple[Term, ...],
    found: list[list[int]],
    wordings: tuple[tuple[Word, ...], ...],
    vocabulary: Vocabulary,
) -> Iterator[Term]:
    """The terms with each phrase in other words, which together weigh no more than
    the phrase did.
    """
    instead = {
        places[0]: (places, wording) for places, wording in zip(found, wordings, strict=True)
    }
    taken = {place for places in found for place in places}
    for place, term in enumerate(plain):
        if place in instead:
            places, wording = instead[place]
            weights = [vocabulary.weight(word.folded) for word in wording]
            most = max(_LEAST_PHRASE, sum(plain[other].weight for other in places))
            scale = min(1.0, most / sum(weights))
            for word, weight in zip(wording, weights, strict=True):
                yield Term(word, weight * scale)
        elif place not in taken:
            yield term


def _meanings(
    words: tuple[Word, ...], spoken: list[int], vocabulary: Vocabulary
) -> Iterator[tuple[list[int], Meaning]]:
    """The longest everyday phrases from left to right, where the diacritics agree; noise between is
    passed over.
    """
    start = 0
    while start < len(spoken):
        for end in range(min(len(spoken), start + _LONGEST_PHRASE), start, -1):
            places = spoken[start:end]
            said = [words[place] for place in places]
            key = tuple(word.folded for word in said)
            agreeing = [m for m in vocabulary.meanings.get(key, ()) if _agrees(said, m.phrase)]
            if agreeing:
                yield places, agreeing[0]
                start = end
                break
        else:
            start += 1


def _agrees(spoken: Sequence[Word], phrase: Sequence[Word]) -> bool:
    """Typed without diacritics anything agrees, but a single bare word is too little to go by."""
    if len(spoken) == 1 and not spoken[0].is_marked and phrase[0].is_marked:
        return False
    return all(
        not said.is_marked or are_same(said.written, meant.written)
        for said, meant in zip(spoken, phrase, strict=True)
    )


def _noise(words: tuple[Word, ...]) -> list[bool]:
    """Which words only stand around the matter; if all do, none is noise."""
    folded = [word.folded for word in words]
    noise = [word.written in ALWAYS_NOISE for word in words]
    for phrase in PHRASES:
        size = len(phrase)
        for start in range(len(words) - size + 1):
            if tuple(folded[start : start + size]) == phrase:
                noise[start : start + size] = [True] * size
    return [False] * len(words) if all(noise) else noise


def bare(words: Sequence[Word]) -> tuple[Word, ...]:
    """A phrase without the words that people put around any matter; the phrase itself if it is
    nothing else.
    """
    return tuple(word for word in words if word.written not in ALWAYS_NOISE) or tuple(words)
