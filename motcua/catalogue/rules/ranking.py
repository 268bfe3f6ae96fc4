"""Which of the procedures found answers the question best."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from motcua.catalogue.rules.question import Question, Reading, Term

# How much each thing counts; chosen on everyday questions written before (tests/unit/catalogue).
_WORDS, _PAIRS, _FOCUS, _START = 0.46, 0.30, 0.16, 0.08
_IN_TITLE, _OTHER_MARKS, _IN_KEYWORDS, _AROUND = 1.0, 0.4, 0.85, 0.3
_PRIOR = 0.0008
_MEANT_BY_CODE = 1.0
_CODE_STEP = 0.02


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


def ranked(question: Question, candidates: Sequence[Candidate]) -> list[int]:
    """The ids of the candidates, best first."""
    scores = {candidate.id: score(question, candidate) for candidate in candidates}
    order = sorted(candidates, key=lambda candidate: (-scores[candidate.id], candidate.code))
    return [candidate.id for candidate in order]


def score(question: Question, candidate: Candidate) -> float:
    """How well a candidate answers the best reading of the question."""
    if candidate.code in question.codes:
        return 10.0
    title = candidate.title_folded.split()
    written = candidate.title_written.split()
    return candidate.prior * _PRIOR + max(
        (_score(reading, candidate, title, written) for reading in question.readings), default=0.0
    )


def _score(reading: Reading, candidate: Candidate, title: list[str], written: list[str]) -> float:
    matches = [_match(term, candidate, title, written) for term in reading.terms]
    weight = sum(term.weight for term in reading.terms) or 1.0
    words = (
        sum(term.weight * match[0] for term, match in zip(reading.terms, matches, strict=True))
        / weight
    )
    pairs = _pairs(reading.terms, matches, title)
    hit = {place for _strength, places in matches for place in places}
    focus = len(hit) / (len(title) or 1)
    start = 1.0 if hit & {0, 1, 2} else 0.0
    total = _WORDS * words + _PAIRS * pairs + _FOCUS * focus + _START * start * words
    if candidate.code in reading.codes:
        total = max(total, _MEANT_BY_CODE - _CODE_STEP * reading.codes.index(candidate.code))
    return total * reading.trust


def _match(
    term: Term, candidate: Candidate, title: list[str], written: list[str]
) -> tuple[float, tuple[int, ...]]:
    """How strongly a word is found, and at which places of the title."""
    folded = term.word.folded
    places = tuple(place for place, word in enumerate(title) if word == folded)
    if places:
        if not term.word.is_marked:
            return _IN_TITLE, places
        same = tuple(place for place in places if written[place] == term.word.written)
        return (_IN_TITLE, same) if same else (_OTHER_MARKS, places)
    if f" {folded} " in f" {candidate.keywords_folded} ":
        return _IN_KEYWORDS, ()
    return (_AROUND, ()) if f" {folded} " in f" {candidate.around_folded} " else (0.0, ())


def _pairs(
    terms: Sequence[Term], matches: list[tuple[float, tuple[int, ...]]], title: list[str]
) -> float:
    """The share of neighbouring words that are neighbours in the title, too: most words have two syllables."""
    if len(terms) < 2:
        return matches[0][0] if matches and matches[0][1] else 0.0
    got = possible = 0.0
    for place in range(len(terms) - 1):
        weight = terms[place].weight + terms[place + 1].weight
        possible += weight
        (first, left), (second, right) = matches[place], matches[place + 1]
        if left and right:
            follows = set(right)
            near = any(spot + 1 in follows for spot in left)
            got += weight * min(first, second) * (1.0 if near else 0.15)
    return got / (possible or 1.0)
