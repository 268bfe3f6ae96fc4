"""Which of the procedures found answers the question best."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from motcua.catalogue.rules.search.marks import are_fewer, are_same

if TYPE_CHECKING:
    from collections.abc import Mapping

    from motcua.catalogue.rules.search.question import Question, Reading
    from motcua.catalogue.rules.search.words import Word

Found = tuple[float, Sequence[int]]
"""How strongly a word is found, and at which places of the title."""

# How much each thing counts; chosen on everyday questions written before (tests/unit/catalogue).
_WORDS, _PAIRS, _FOCUS, _START = 0.46, 0.30, 0.16, 0.08
_IN_TITLE, _FEWER_MARKS, _OTHER_MARKS, _IN_KEYWORDS, _AROUND = 1.0, 0.85, 0.25, 0.85, 0.3
_PRIOR = 0.0008
_MEANT_BY_CODE = 1.0
_CODE_STEP = 0.02
_APART = 0.15
_KEPT = 0.45
# Below this share of the words nothing is found: what everybody says around a matter, or other
# words that only look alike without their marks; two syllables are mostly one word.
_COVERED, _COVERED_OF_TWO = 0.3, 0.6
_LEAST = 0.05


@dataclass(frozen=True)
class Candidate:
    """A procedure that may be meant; texts are words joined by blanks, folded or as written."""

    id: int
    code: str
    title_folded: str
    title_written: str
    keywords_folded: str
    around_folded: str
    prior: int
    title: str = ""
    sector_id: int = 0
    level: int = 1
    agency_ids: Sequence[int] = ()
    audiences: Sequence[str] = ()
    keywords: str = ""


def ranked(question: Question, candidates: Sequence[Candidate]) -> list[Candidate]:
    """The candidates that answer the question about half as well as the best, best
    first.
    """
    laid_out = _LaidOut(question)
    scored = [(-_score(laid_out, candidate), candidate) for candidate in candidates]
    scored.sort(key=lambda pair: (pair[0], pair[1].code))
    least = min(scored[0][0] * _KEPT, -_LEAST) if scored else 0.0
    return [candidate for negative, candidate in scored if negative <= least]


class _LaidOut:
    """A question whose words are looked up once in each candidate, however many of its readings
    have them.
    """

    def __init__(self, question: Question) -> None:
        places: dict[Word, int] = {}
        for reading in question.readings:
            for term in reading.terms:
                places.setdefault(term.word, len(places))
        self.codes = question.codes
        self.words = tuple(places)
        self.readings = [_Weighed(reading, places) for reading in question.readings]


class _Weighed:
    """A reading with what is the same for every candidate; its words stand as places among those
    of the question.
    """

    def __init__(self, reading: Reading, places: Mapping[Word, int]) -> None:
        self.reading = reading
        self.terms = [(places[term.word], term.weight) for term in reading.terms]
        self.weight = sum(term.weight for term in reading.terms) or 1.0
        self.least = _COVERED_OF_TWO if len(reading.telling) == 2 else _COVERED


def _score(question: _LaidOut, candidate: Candidate) -> float:
    """How well a candidate answers the best reading of the question."""
    if candidate.code in question.codes:
        return 10.0
    text = _Text(candidate)
    found = [text.find(word) for word in question.words]
    best = max(
        (_answered(one, candidate.code, found, text.size) for one in question.readings),
        default=0.0,
    )
    return best + candidate.prior * _PRIOR if best else 0.0


class _Text:
    """The words of a candidate, laid out for looking up."""

    __slots__ = ("around", "keywords", "places", "said", "size", "written")

    def __init__(self, candidate: Candidate) -> None:
        title = candidate.title_folded.split()
        self.size = len(title) or 1
        self.written = candidate.title_written.split()
        self.keywords = frozenset(candidate.keywords_folded.split())
        self.said = candidate.keywords.lower()
        self.around = frozenset(candidate.around_folded.split())
        self.places: dict[str, list[int]] = {}
        for place, word in enumerate(title):
            self.places.setdefault(word, []).append(place)

    def find(self, word: Word) -> Found:
        """How strongly a word is found, and at which places of the title."""
        places = self.places.get(word.folded)
        if places is not None:
            if not word.is_marked:
                return _IN_TITLE, places
            return self._marked(word.written, places)
        if word.folded in self.keywords:
            is_same = not word.is_marked or word.written in self.said
            return (_IN_KEYWORDS if is_same else _OTHER_MARKS), ()
        return (_AROUND, ()) if word.folded in self.around else (0.0, ())

    def _marked(self, written: str, places: Sequence[int]) -> Found:
        """A word typed with marks: where the title has the same, else those it may stand for."""
        for strength, fit in ((_IN_TITLE, are_same), (_FEWER_MARKS, are_fewer)):
            fitting = [place for place in places if fit(written, self.written[place])]
            if fitting:
                return strength, fitting
        return _OTHER_MARKS, places


def _answered(weighed: _Weighed, code: str, found: Sequence[Found], size: int) -> float:
    """How well a candidate of so many words answers one reading."""
    reading = weighed.reading
    words = sum(weight * found[word][0] for word, weight in weighed.terms) / weighed.weight
    if words < weighed.least and code not in reading.codes:
        return 0.0
    hit = {place for word, _weight in weighed.terms for place in found[word][1]}
    start = words if not hit.isdisjoint((0, 1, 2)) else 0.0
    total = (
        _WORDS * words
        + _PAIRS * _pairs(weighed.terms, found)
        + _FOCUS * len(hit) / size
        + _START * start
    )
    if code in reading.codes:
        total = max(
            total, reading.code_share * (_MEANT_BY_CODE - _CODE_STEP * reading.codes.index(code))
        )
    return total * reading.trust


def _pairs(terms: Sequence[tuple[int, float]], found: Sequence[Found]) -> float:
    """The share of neighbouring words that are neighbours in the title, too: most words have two
    syllables.
    """
    if len(terms) < 2:
        only, places = found[terms[0][0]] if terms else (0.0, ())
        return only if places else 0.0
    got = possible = 0.0
    for (word, its_weight), (following, more) in pairwise(terms):
        weight = its_weight + more
        possible += weight
        (first, left), (second, right) = found[word], found[following]
        if left and right:
            near = any(spot + 1 in right for spot in left)
            got += weight * min(first, second) * (1.0 if near else _APART)
    return got / (possible or 1.0)
