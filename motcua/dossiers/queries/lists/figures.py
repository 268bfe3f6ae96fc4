"""How many dossiers there are, counted without reading them all."""

from __future__ import annotations

from django.db import connection
from django.db.models import Count

from motcua.dossiers.enums import OPEN, Status
from motcua.dossiers.models import Dossier


def open_by_status() -> dict[str, int]:
    """Dossiers that are not settled, by the name of their status; an index holds exactly these."""
    rows = Dossier.objects.filter(status__in=OPEN).values_list("status").annotate(Count("pk"))
    found = dict(rows.order_by())
    return {Status(status).name: found.get(status, 0) for status in OPEN}


def estimated_total() -> int:
    """All dossiers ever, as the database last estimated them."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT greatest(reltuples, 0)::bigint FROM pg_class WHERE oid = %s::regclass",
            [Dossier._meta.db_table],
        )
        return int(cursor.fetchone()[0])
