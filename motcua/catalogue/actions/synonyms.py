"""Keeping the table of everyday words."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING

from django.db import transaction

from motcua.accounts.enums import Permission
from motcua.audit.actions import record as audit
from motcua.catalogue.actions import indexing
from motcua.catalogue.models import Synonym
from motcua.kit import text_vi
from motcua.kit.errors import NotPermitted

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from motcua.accounts.models import Position

SHIPPED = Path(__file__).resolve().parents[1] / "reference" / "synonyms.csv"


def shipped_rows() -> list[dict[str, str]]:
    """The table that comes with the program: phrase, expansion (wordings parted by |), codes (by
    blanks).
    """
    with SHIPPED.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@transaction.atomic
def load(*, rows: Iterable[Mapping[str, str]], by: Position | None, now: datetime) -> int:
    """Add or renew everyday phrases; phrases that are not among the rows stay. Answers how many
    rows there were.
    """
    if by is not None and not by.may(Permission.MANAGE_CATALOGUE):
        raise NotPermitted
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
