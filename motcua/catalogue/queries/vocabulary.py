"""The vocabulary of the catalogue, kept in the process until the index changes."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import connection

from motcua.catalogue.models import SearchEntry, SearchTerm, Sector, Synonym
from motcua.catalogue.rules.search.question import Meaning, Vocabulary, bare
from motcua.catalogue.rules.search.spelling import Speller
from motcua.catalogue.rules.search.words import words_of
from motcua.places.models import Agency

if TYPE_CHECKING:
    from uuid import UUID


@dataclass(frozen=True)
class Kept:
    """One edition of what search keeps in memory."""

    mark: UUID | None
    vocabulary: Vocabulary
    sectors: dict[int, Sector]
    agencies: dict[int, Agency]


_kept: Kept | None = None


def current() -> Kept:
    """What belongs to the present edition of the index; one statement when nothing has changed."""
    global _kept  # one value per process, replaced whole
    mark = _present_mark()
    kept = _kept
    if kept is None or kept.mark != mark or mark is None:
        kept = _kept = _load(mark)
    return kept


def _present_mark() -> UUID | None:
    """Asked on every search; building the statement anew would take longer than answering it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT mark FROM catalogue_searchedition")
        row = cursor.fetchone()
    return row[0] if row else None


def _load(mark: UUID | None) -> Kept:
    counts = dict(SearchTerm.objects.values_list("term", "procedures"))
    meanings: dict[tuple[str, ...], list[Meaning]] = defaultdict(list)
    everyday: set[str] = set()
    for synonym in Synonym.objects.all():
        meaning = meaning_of(synonym)
        meanings[tuple(word.folded for word in meaning.phrase)].append(meaning)
        everyday.update(word.folded for word in meaning.phrase)
    vocabulary = Vocabulary(
        counts=counts,
        total=SearchEntry.objects.count(),
        meanings=dict(meanings),
        speller=Speller(counts, everyday),
    )
    offering = Agency.objects.filter(offers__isnull=False).distinct()
    return Kept(
        mark,
        vocabulary,
        {sector.pk: sector for sector in Sector.objects.all()},
        {agency.pk: agency for agency in offering.only("code", "name", "short_name")},
    )


def meaning_of(synonym: Synonym) -> Meaning:
    """A row of the synonym table as search uses it; `|` in the expansion parts wordings."""
    wordings = (tuple(words_of(part)) for part in synonym.expansion.split("|"))
    return Meaning(
        phrase=bare(words_of(synonym.phrase)),
        wordings=tuple(wording for wording in wordings if wording),
        codes=tuple(synonym.procedure_codes),
    )
