"""Search over many procedures: python -m bench.inside.finding COUNT

Fills a copy of the database up to so many searchable procedures, whose names are put together from
the words of the real ones, and asks as people type: with and without marks, misspelt, by code.
"""

from __future__ import annotations

import random
import sys

from bench.inside.answering import answer, start, timed

start()

from django.db import connection  # noqa: E402 - Django stands now
from django.test import Client  # noqa: E402

from motcua.catalogue.actions import indexing  # noqa: E402
from motcua.catalogue.models import SearchEntry  # noqa: E402
from motcua.catalogue.rules.search.words import title_words  # noqa: E402

TIMES = 15
ASKED = {
    "khai sinh": "/thu-tuc/?q=khai+sinh",
    "đăng ký kết hôn": "/thu-tuc/?q=%C4%91%C4%83ng+k%C3%BD+k%E1%BA%BFt+h%C3%B4n",
    "sổ đỏ": "/thu-tuc/?q=s%E1%BB%95+%C4%91%E1%BB%8F",
    "misspelt": "/thu-tuc/?q=giay+fep+xay+dumg",
    "long": "/thu-tuc/?q=toi+muon+xin+cap+lai+giay+phep+kinh+doanh+van+tai+hanh+khach",
    "filtered": "/thu-tuc/?q=giay+phep&muc-do=4",
    "nothing asked": "/thu-tuc/",
}
CLONE = """
WITH pattern AS (SELECT * FROM catalogue_searchentry ORDER BY procedure_id LIMIT 1),
made AS (
    INSERT INTO catalogue_procedure (code, name, sector_id, life, life_decision_no, keywords,
                                     created_at, changed_at)
    SELECT row.code, row.title, p.sector_id, p.life, '', '{}', now(), now()
    FROM unnest(%(codes)s::text[], %(names)s::text[]) AS row (code, title),
         (SELECT * FROM catalogue_procedure WHERE id = (SELECT procedure_id FROM pattern)) AS p
    RETURNING id, code, name, sector_id
)
INSERT INTO catalogue_searchentry (procedure_id, code, title, title_folded, title_written,
    keywords_folded, around_folded, words, sector_id, level, agency_ids, audiences, weight)
SELECT made.id, made.code, made.name, folded, written, '', '',
       setweight(to_tsvector('simple', folded), 'A'), made.sector_id,
       pattern.level, pattern.agency_ids, pattern.audiences, (random() * 50)::int
FROM pattern, made JOIN unnest(%(codes)s::text[], %(folded)s::text[], %(written)s::text[])
    AS words (code, folded, written) USING (code)
"""


def fill(count: int) -> None:
    """Invented names beside the real ones, in the index and in the vocabulary."""
    chance = random.Random(7)
    titles = list(SearchEntry.objects.values_list("title", flat=True))
    halves = [title.split() for title in titles]
    wanted = range(count - len(titles))
    names = [" ".join([*chance.choice(halves)[:6], *chance.choice(halves)[-6:]]) for _ in wanted]
    codes = [f"8.{number:06}" for number in wanted]
    with connection.cursor() as cursor:
        cursor.execute(
            CLONE,
            {
                "codes": codes,
                "names": names,
                "folded": [" ".join(word.folded for word in title_words(name)) for name in names],
                "written": [" ".join(word.written for word in title_words(name)) for name in names],
            },
        )
        indexing.finish()
        cursor.execute("VACUUM ANALYZE catalogue_searchentry")
        cursor.execute("ANALYZE catalogue_searchterm")


def main(count: int) -> None:
    """Fill and ask."""
    fill(count)
    client = Client()
    world_is = SearchEntry.objects.count()
    found = {}
    for name, address in ASKED.items():
        assert client.get(address).status_code in (200, 302), address
        found[name] = timed(lambda to=address: client.get(to), times=TIMES)  # type: ignore[misc]
    answer({"count": world_is, "asked": found})


if __name__ == "__main__":
    main(int(sys.argv[1]))
