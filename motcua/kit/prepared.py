"""Questions whose statement is written once and asked again with other values.

Django writes a statement anew each time it is asked. For one that joins many tables, or counts many
lists, that takes longer than the database needs to answer it. Here a query is made once, with marks
in the place of its values; from then on only the values are put in.

    @prepared
    def _open_rows(*, owner: int) -> QuerySet[Row]:
        return Row.objects.filter(owner=owner, ended_at__isnull=True)

    steps = _open_steps(dossier=7)

The values are numbers, texts, keys, moments and days that reach the database as they are. What they
may not do is decide how the statement reads or become another value on the way: a statement is
made with two sets of marks, which have to agree in everything else.
"""

from __future__ import annotations

import copy
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import update_wrapper
from typing import TYPE_CHECKING, Any, Generic, TypeVar
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connections

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from django.db.models import QuerySet
    from django.db.models.sql.compiler import SQLCompiler

Row = TypeVar("Row")
Values = dict[str, Any]
Shape = tuple[tuple[str, type], ...]
_FIRST_SET, _SECOND_SET = 1_100_000_000, 1_900_000_000  # within a column of four bytes
_MOMENT = datetime(2400, 1, 1, tzinfo=UTC)
_MARKS: dict[type, Callable[[int], Any]] = {
    int: int,
    str: lambda number: f"mark {number}",
    UUID: lambda number: UUID(int=number),
    datetime: lambda number: _MOMENT + timedelta(days=number // 10_000, minutes=number % 10_000),
    date: lambda number: (_MOMENT + timedelta(days=number // 10_000 + number % 10_000)).date(),
}


class NotPrepared(TypeError):
    """A query that cannot be asked again with other values, or a value that cannot be put in."""


@dataclass(frozen=True, slots=True)
class _Written:
    """A statement with its values; those that are put in by name, at their place."""

    rows: QuerySet[Any]
    compiler: SQLCompiler
    sql: str
    values: tuple[Any, ...]
    places: Mapping[int, str]
    converters: dict[int, Any]
    """How the columns that Django reads in its own way become values."""

    def bound(self, values: Values) -> SQLCompiler:
        """What asks the statement with these values, on the connection of this thread."""
        given = list(self.values)
        for place, name in self.places.items():
            given[place] = _as(type(given[place]), values[name])
        asking = copy.copy(self.compiler)
        asking.connection = connections[DEFAULT_DB_ALIAS]
        asking.as_sql = lambda *_args, **_kwargs: (self.sql, tuple(given))  # type: ignore[method-assign]
        asking.get_converters = lambda _columns: self.converters  # type: ignore[assignment, method-assign]
        return asking


class Prepared(Generic[Row]):
    """A function that makes a query, called with the values of the moment for its rows."""

    def __init__(self, make: Callable[..., QuerySet[Any, Row]]) -> None:
        update_wrapper(self, make)
        self._make = make
        self._written: dict[Shape, _Written] = {}

    def __call__(self, **values: Any) -> list[Row]:
        shape = tuple((name, type(value)) for name, value in values.items())
        written = self._written.get(shape)
        if written is None:
            written = self._written[shape] = self._write(shape)
        asked = written.rows._chain()  # type: ignore[attr-defined]
        asking = written.bound(values)
        asked.query.get_compiler = lambda *_args, **_kwargs: asking
        return list(asked)

    def one(self, **values: Any) -> Row | None:
        """The first of its rows, or none."""
        return next(iter(self(**values)), None)

    def _write(self, shape: Shape) -> _Written:
        first, second = self._marked(shape, _FIRST_SET), self._marked(shape, _SECOND_SET)
        if (first.sql, first.places) != (second.sql, second.places) or any(
            one != other
            for place, (one, other) in enumerate(zip(first.values, second.values, strict=True))
            if place not in first.places
        ):
            raise NotPrepared(f"{self._make.__qualname__}: a value decides how it reads")
        return first

    def _marked(self, shape: Shape, start: int) -> _Written:
        marks = {name: _mark(kind, start + n) for n, (name, kind) in enumerate(shape)}
        rows = self._make(**marks)
        compiler = rows.query.get_compiler(using=DEFAULT_DB_ALIAS)
        sql, values = compiler.as_sql()
        names = {mark: name for name, mark in marks.items()}
        places = {
            place: names[value]
            for place, value in enumerate(values)
            if isinstance(value, tuple(_MARKS)) and value in names
        }
        converters = compiler.get_converters([column for column, *_ in compiler.select])
        return _Written(rows, compiler, sql, tuple(values), places, converters)


prepared = Prepared
"""The decorator, as it reads above a function."""


def _mark(kind: type, number: int) -> Any:
    if kind not in _MARKS:
        raise NotPrepared(f"{kind.__name__} cannot be put into a prepared statement")
    return _MARKS[kind](number)


def _as(kind: type, value: Any) -> Any:
    """The value in the type that Django tells the driver the width of a number by."""
    return value if type(value) is kind else kind(value)
