"""What the database is asked for a question."""

from __future__ import annotations

from itertools import product

import pytest

from motcua.catalogue.rules.search.matching import query_for
from motcua.catalogue.rules.search.question import Question, Reading, Term, Vocabulary
from motcua.catalogue.rules.search.spelling import Speller
from motcua.catalogue.rules.search.words import Word

WORDS = ("cap", "giay", "phep", "xay", "dung", "nha", "o")


def asked(words: tuple[str, ...], *, missing: int) -> str:
    """The query for words that are so common that no pair of them tells anything."""
    counts = dict.fromkeys(words, 10_000)
    vocabulary = Vocabulary(counts, 10_000, {}, Speller(counts, set()))
    reading = Reading(tuple(Term(Word(word, word), 1.0) for word in words))
    return query_for(Question("", readings=(reading,)), vocabulary, missing=missing)


def finds(query: str, present: dict[str, bool]) -> bool:
    """Whether a procedure with these words answers the query."""
    told = query.replace("&", " and ").replace("|", " or ")
    return bool(eval(told, {"__builtins__": {}}, present))  # noqa: S307 - words and brackets only


@pytest.mark.parametrize("count", range(1, 8))
@pytest.mark.parametrize("missing", range(4))
def test_procedures_with_all_words_but_so_many_are_asked_for_and_no_others(
    count: int, missing: int
) -> None:
    words = WORDS[:count]
    needed = max(1, count - missing)

    query = asked(words, missing=missing)

    if needed * 2 < count:
        assert query == ""
        return
    for having in product((False, True), repeat=count):
        present = dict(zip(words, having, strict=True))
        assert finds(query, present) is (sum(having) >= needed), (query, present)


def test_query_for_many_words_stays_short() -> None:
    assert asked(WORDS, missing=3).count("o") < 35  # one after another it were 35 choices of four
