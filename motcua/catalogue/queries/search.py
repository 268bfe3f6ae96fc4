"""Finding procedures: in the words of the person, by filters, or by looking through all of them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from django.db import connection

from motcua.catalogue.queries import vocabulary as vocabularies
from motcua.catalogue.queries.facets import Facets, facets_among, facets_of
from motcua.catalogue.queries.filtering import Filters, conditions
from motcua.catalogue.queries.naming import present_code, present_codes
from motcua.catalogue.rules.search.matching import any_word, query_for
from motcua.catalogue.rules.search.question import Question, understand
from motcua.catalogue.rules.search.ranking import Candidate, ranked

if TYPE_CHECKING:
    from collections.abc import Sequence

PAGE = 20
MOST_RANKED = 100
_ENOUGH = 8
_MOST_MISSING = 3
_MOST_WEIGHED = 1_000
_SMALL = 5_000  # up to here one word may be missing from the first
_HIGHEST_ID = 2**62
# Asked for by itself, so that it is read once and not for every row it is held against, which is
# what a statement prepared for any query does; the index answers it then, too.
_QUERY = "(SELECT to_tsquery('simple', %s))"


@dataclass(frozen=True)
class Hit:
    """One line of the list."""

    code: str
    title: str
    sector: str
    level: int


@dataclass(frozen=True)
class Page:
    """One page of answers; `after` and `number` lead to the next one."""

    question: Question
    hits: Sequence[Hit]
    facets: Facets
    number: int = 1
    has_next: bool = False
    after: str = ""
    filters: Filters = field(default_factory=Filters)


@dataclass(frozen=True)
class Asked:
    """A question as it was understood, and the edition of the vocabulary that it was held against;
    `code` where it names one procedure by its code, present or former.
    """

    question: Question
    kept: vocabularies.Kept

    @property
    def code(self) -> str:
        """The code of that procedure; "" if none."""
        codes = self.question.codes
        return present_code(codes[0]) if len(codes) == 1 else ""


def asked(text: str = "") -> Asked:
    """What a text asks for; any is taken, none raises."""
    kept = vocabularies.current()
    return Asked(_understood(text, kept), kept)


def search(
    what: str | Asked = "", *, filters: Filters | None = None, number: int = 1, after: str = ""
) -> Page:
    """One page of at most 20 procedures; any text, page number or `after` is taken, none raises."""
    given = what if isinstance(what, Asked) else asked(what)
    question, kept = given.question, given.kept
    filters = (filters or Filters()).known(kept)
    if question.is_empty:
        return _browse(question, filters, kept, after=after)
    matching = _matching(question, filters, kept)
    order = ranked(question, matching.candidates)
    # What is counted is what is listed, unless there is more than can be ranked.
    is_whole = len(matching.candidates) < MOST_RANKED
    number = min(max(number, 1), MOST_RANKED // PAGE)
    return Page(
        question=question,
        hits=[_hit(found, kept) for found in order[(number - 1) * PAGE : number * PAGE]],
        facets=facets_among(order, kept)
        if is_whole
        else facets_of(matching.where, matching.values, kept),
        number=number,
        has_next=len(order) > number * PAGE,
        filters=filters,
    )


def _understood(text: str, kept: vocabularies.Kept) -> Question:
    """The question, its codes brought to the present ones; what may itself be a code is asked for
    as one before it is taken for words.
    """
    question = understand(text, kept.vocabulary)
    if question.codes:
        known = present_codes(question.codes)
        return replace(
            question, codes=tuple(dict.fromkeys(known.get(c, c) for c in question.codes))
        )
    whole = question.text
    is_word = whole.isalpha() and kept.vocabulary.speller.knows(whole.lower())
    if is_word or not (code := present_code(whole)):
        return question
    return replace(question, codes=(code,), readings=(), corrected="")


@dataclass(frozen=True)
class _Matching:
    where: str
    values: list[Any]
    candidates: list[Candidate]


def _matching(question: Question, filters: Filters, kept: vocabularies.Kept) -> _Matching:
    """Ask for all words of a reading but one; while too few procedures have them, let one more be
    missing.
    """
    codes = list(
        dict.fromkeys([*question.codes, *(code for r in question.readings for code in r.codes)])
    )
    rough = any_word(question, kept.vocabulary)
    narrowed, values = conditions(filters)
    first = 1 if kept.vocabulary.total <= _SMALL else 0
    found = _Matching("FALSE", [], [])
    for missing in range(first, _MOST_MISSING + 1):
        query = query_for(question, kept.vocabulary, missing=missing)
        found = _Matching(f"words @@ {_QUERY}{narrowed}", [query, *values], [])
        found.candidates.extend(_candidates(found, narrowed, [codes, *values], rough))
        if len(found.candidates) >= _ENOUGH:
            break
    return found


def _candidates(
    matching: _Matching, narrowed: str, codes: list[Any], rough: str
) -> list[Candidate]:
    """The procedures that match, in rough order, and those that are meant by code.

    The first part is materialized so that the planner does not expect to meet enough matches by
    reading the table from its beginning; the limit still ends it early.
    """
    sql = f"""
        WITH matched AS MATERIALIZED (
            SELECT * FROM catalogue_searchentry WHERE {matching.where}
        ), found AS (
            SELECT * FROM (SELECT * FROM matched LIMIT {_MOST_WEIGHED}) AS weighed
            UNION ALL
            SELECT * FROM catalogue_searchentry WHERE code = ANY(%s){narrowed}
        )
        SELECT procedure_id, found.code, title_folded, title_written, keywords_folded,
               around_folded, weight, title, found.sector_id, level, agency_ids, audiences,
               array_to_string(p.keywords, ' ')
        FROM found JOIN catalogue_procedure p ON p.id = found.procedure_id
        ORDER BY ts_rank('{{0.1,0.2,0.8,1}}', words, {_QUERY}) DESC,
                 weight DESC, procedure_id
        LIMIT {MOST_RANKED}
    """  # noqa: S608 - put together from constants only
    with connection.cursor() as cursor:
        cursor.execute(sql, [*matching.values, *codes, rough])
        found = (Candidate(*row) for row in cursor.fetchall())
        return list({candidate.id: candidate for candidate in found}.values())


def _browse(question: Question, filters: Filters, kept: vocabularies.Kept, *, after: str) -> Page:
    """Everything, the most wanted first; `after` is the weight and key of the last line seen."""
    narrowed, values = conditions(filters)
    weight, key = _position(after)
    sql = f"""
        SELECT procedure_id, weight, code, title, sector_id, level FROM catalogue_searchentry
        WHERE weight <= %s AND (weight < %s OR procedure_id > %s){narrowed}
        ORDER BY weight DESC, procedure_id LIMIT {PAGE + 1}
    """  # noqa: S608 - `narrowed` is put together from constants only
    with connection.cursor() as cursor:
        cursor.execute(sql, [weight, weight, key, *values])
        rows = cursor.fetchall()
    shown = rows[:PAGE]
    return Page(
        question=question,
        hits=[_browsed(row, kept) for row in shown],
        facets=facets_of(f"TRUE{narrowed}", values, kept),
        has_next=len(rows) > PAGE,
        after=f"{shown[-1][1]}.{shown[-1][0]}" if shown else "",
        filters=filters,
    )


def _position(after: str) -> tuple[int, int]:
    weight, _, key = after[:40].partition(".")
    try:
        return max(min(int(weight), 10**6), -(10**6)), max(min(int(key), _HIGHEST_ID), 0)
    except ValueError:
        return 10**6, 0


def _hit(found: Candidate, kept: vocabularies.Kept) -> Hit:
    sector = kept.sectors.get(found.sector_id)
    return Hit(found.code, found.title, sector.name if sector else "", found.level)


def _browsed(row: tuple[Any, ...], kept: vocabularies.Kept) -> Hit:
    _key, _weight, code, title, sector_id, level = row
    sector = kept.sectors.get(sector_id)
    return Hit(code, title, sector.name if sector else "", level)
