"""Making procedures searchable: their entries, the vocabulary, and the mark by which processes
notice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from django.db import connection, transaction
from django.db.models import Prefetch

from motcua.catalogue.models import Procedure, ProcedureVersion, SearchEdition, ServiceOffer
from motcua.catalogue.rules.audiences import audiences_of
from motcua.catalogue.rules.search.prior import prior_of
from motcua.catalogue.rules.search.words import folded_words, title_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

_BATCH = 500
_COLUMNS = (
    "procedure_id, code, title, title_folded, title_written, keywords_folded, around_folded, "
    "sector_id, level, agency_ids, audiences, weight"
)
_UPSERT = f"""
    INSERT INTO catalogue_searchentry ({_COLUMNS}, words)
    SELECT {_COLUMNS},
           setweight(to_tsvector('simple', title_folded), 'A') ||
           setweight(to_tsvector('simple', keywords_folded), 'B') ||
           setweight(to_tsvector('simple', around_folded), 'C')
    FROM unnest(%s::bigint[], %s::text[], %s::text[], %s::text[], %s::text[], %s::text[],
                %s::text[],
                %s::bigint[], %s::smallint[], %s::text[], %s::text[], %s::int[])
         AS row (procedure_id, code, title, title_folded, title_written, keywords_folded,
                 around_folded,
                 sector_id, level, agencies, audience_list, weight),
         LATERAL (SELECT string_to_array(agencies, ' ')::bigint[] AS agency_ids,
                         string_to_array(audience_list, ' ')::varchar[] AS audiences) AS lists
    ON CONFLICT (procedure_id) DO UPDATE SET
        ({_COLUMNS}, words) = ROW (
            EXCLUDED.procedure_id, EXCLUDED.code, EXCLUDED.title, EXCLUDED.title_folded,
            EXCLUDED.title_written, EXCLUDED.keywords_folded, EXCLUDED.around_folded,
            EXCLUDED.sector_id, EXCLUDED.level, EXCLUDED.agency_ids, EXCLUDED.audiences,
            EXCLUDED.weight, EXCLUDED.words)
"""  # noqa: S608 - only the constant column list is put in
_VOCABULARY = """
    INSERT INTO catalogue_searchterm (term, procedures)
    SELECT word, ndoc FROM ts_stat('SELECT words FROM catalogue_searchentry')
    WHERE length(word) <= 40
"""


@transaction.atomic
def index(*, procedure_ids: Iterable[int], today: date) -> int:
    """Bring the search entries of these procedures up to date; those no longer in force lose
    theirs.
    """
    ids = list(dict.fromkeys(procedure_ids))
    for start in range(0, len(ids), _BATCH):
        _index_batch(ids[start : start + _BATCH], today=today)
    return len(ids)


@transaction.atomic
def finish() -> None:
    """Count the words anew and tell every process that the index is another one now."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM catalogue_searchterm")
        cursor.execute(_VOCABULARY)
    SearchEdition.objects.update_or_create(id=1, defaults={"mark": uuid4()})


def reindex(*, today: date) -> int:
    """Index every procedure anew, as after a change of offers or of this program;
    answers how many.
    """
    with transaction.atomic():
        count = index(procedure_ids=Procedure.objects.values_list("pk", flat=True), today=today)
        finish()
    return count


def _index_batch(ids: list[int], *, today: date) -> None:
    offers = ServiceOffer.objects.on(today)
    current = ProcedureVersion.objects.filter(is_current=True).prefetch_related("results")
    procedures = (
        Procedure.objects.filter(pk__in=ids, life__in=Procedure.SEARCHABLE)
        .select_related("sector")
        .prefetch_related(
            Prefetch("versions", current, to_attr="current"),
            Prefetch("offers", offers, to_attr="offers_now"),
        )
    )
    rows = list(_rows(procedures))
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM catalogue_searchentry"
            " WHERE procedure_id = ANY(%s) AND procedure_id <> ALL(%s)",
            [ids, [row[0] for row in rows]],
        )
        if rows:
            cursor.execute(_UPSERT, [list(column) for column in zip(*rows, strict=True)])


def _rows(procedures: Iterable[Procedure]) -> Iterator[tuple[object, ...]]:
    for procedure in procedures:
        for version in procedure.current:  # type: ignore[attr-defined]
            offers = procedure.offers_now  # type: ignore[attr-defined]
            level = max((offer.level for offer in offers), default=1)
            audiences = audiences_of(version.subjects)
            title = title_words(procedure.name)
            around = [procedure.sector.name, *(result.name for result in version.results.all())]
            yield (
                procedure.pk,
                procedure.code,
                procedure.name,
                " ".join(word.folded for word in title),
                " ".join(word.written for word in title),
                " ".join(folded_words(" ".join(procedure.keywords))),
                " ".join(folded_words(" ".join(around))),
                procedure.sector_id,
                level,
                " ".join(str(offer.agency_id) for offer in offers),
                " ".join(audiences),
                prior_of(
                    procedure.code, levels=version.levels, audiences=audiences, online_level=level
                ),
            )
