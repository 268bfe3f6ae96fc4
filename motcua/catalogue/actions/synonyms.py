"""Keeping the table of everyday words."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path

from django.db import transaction

from motcua.accounts.models import Position
from motcua.audit.actions import record as audit
from motcua.catalogue.actions import indexing
from motcua.catalogue.models import Synonym
from motcua.kit import text_vi

SHIPPED = Path(__file__).resolve().parents[1] / "reference" / "synonyms.csv"


def shipped_rows() -> list[dict[str, str]]:
    """The table that comes with the program: phrase, expansion (wordings parted by |), codes (by blanks)."""
    with SHIPPED.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@transaction.atomic
def load(*, rows: Iterable[Mapping[str, str]], by: Position | None, now: datetime) -> int:
    """Add or renew everyday phrases; phrases that are not among the rows stay. Answers how many rows there were."""
    synonyms = {}
    for row in rows:
        phrase = text_vi.settle_tones(text_vi.clean(row["phrase"]).lower())
        if phrase:
            synonyms[phrase] = Synonym(
                phrase=phrase,
                expansion=text_vi.clean(row.get("expansion") or ""),
                procedure_codes=(row.get("codes") or "").split(),
            )
    Synonym.objects.bulk_create(
        synonyms.values(),
        update_conflicts=True,
        unique_fields=["phrase"],
        update_fields=["expansion", "procedure_codes"],
    )
    indexing.finish()
    audit(
        "catalogue.synonyms_loaded",
        by=by,
        now=now,
        object_kind="catalogue",
        after={"rows": len(synonyms)},
    )
    return len(synonyms)
