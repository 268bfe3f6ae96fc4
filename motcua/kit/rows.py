"""Rows of the database in fewer statements."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import ForeignKey, Model
from django.db.models.expressions import RawSQL
from django.db.models.sql import InsertQuery

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from django.db.models import QuerySet

M = TypeVar("M", bound=Model)


def insert_together(*rows: Model) -> None:
    """Insert new rows in one statement; one may refer to those before it, and each has its key
    afterwards.
    """
    names = {id(row): f"row_{number}" for number, row in enumerate(rows)}
    parts: list[str] = []
    values: list[Any] = []
    references = [one for row in rows for one in _references(row, names)]
    for row, field, referred in references:
        key = RawSQL(f"TABLE {names[id(referred)]}", ())  # noqa: S611 - the name is ours
        setattr(row, field.attname, key)
    for row in rows:
        sql, more = _insertion(row)
        column = connection.ops.quote_name(str(row._meta.pk.column))
        parts.append(f"{names[id(row)]} AS ({sql} RETURNING {column})")
        values += more
    keys = ", ".join(f"(TABLE {name})" for name in names.values())
    with connection.cursor() as cursor:
        cursor.execute(f"WITH {', '.join(parts)} SELECT {keys}", values)
        given = cursor.fetchone()
    for row, key in zip(rows, given, strict=True):
        row.pk = key
        row._state.adding, row._state.db = False, connection.alias
    for row, field, referred in references:
        setattr(row, field.name, referred)


def one_of(rows: QuerySet[M]) -> M | None:
    """The only row of a query by a key. Unlike `first` it sorts nothing: to sort, Django compares
    every column that is read.
    """
    return next(iter(rows.order_by()), None)


def hand_over(row: Model, relation: str, found: Sequence[Model]) -> None:
    """Have `row.relation.all()` give what was read already, as if it had been prefetched."""
    known = getattr(row, relation).all()
    known._result_cache, known._prefetch_done = list(found), True
    held = row.__dict__.setdefault("_prefetched_objects_cache", {})
    held[relation] = known


def is_at_hand(row: Model, relation: str) -> bool:
    """Whether `row.relation.all()` asks nothing."""
    return relation in row.__dict__.get("_prefetched_objects_cache", ())


def partial_row(model: type[M], known: Mapping[str, Any]) -> M:
    """A stored row of which some fields were read; the others are read when they are asked for."""
    names = [field.attname for field in model._meta.concrete_fields if field.attname in known]
    return model.from_db(connection.alias, names, [known[name] for name in names])


def _references(
    row: Model, names: Mapping[int, str]
) -> Iterator[tuple[Model, ForeignKey[Any, Any], Model]]:
    """Where a row refers to another one that is inserted with it."""
    for field in row._meta.concrete_fields:
        if isinstance(field, ForeignKey):
            referred = field.get_cached_value(row, default=None)
            if referred is not None and id(referred) in names:
                yield row, field, referred


def _insertion(row: Model) -> tuple[str, Sequence[Any]]:
    """The statement that Django itself would insert the row with."""
    query = InsertQuery(type(row))
    fields = [field for field in row._meta.concrete_fields if field is not row._meta.auto_field]
    query.insert_values(fields, [row])
    ((sql, values),) = query.get_compiler(using=DEFAULT_DB_ALIAS).as_sql()
    return sql, values
