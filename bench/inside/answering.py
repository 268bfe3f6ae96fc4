"""What the programs of this folder share: starting Django, asking pages, counting statements."""

from __future__ import annotations

import json
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import django

from bench.place import percentile

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

CONTROL = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE")


def start() -> None:
    """Set Django up; nothing of the product may be imported before."""
    django.setup()


def answer(found: dict[str, Any]) -> None:
    """Hand the outcome to the measurement that asked."""
    sys.stdout.write(json.dumps(found) + "\n")


@contextmanager
def statements() -> Iterator[list[tuple[float, str]]]:
    """Collects (milliseconds, statement) while the block lasts, transaction control left out."""
    from django.db import connection

    said: list[tuple[float, str]] = []

    def watch(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        begun = time.perf_counter()
        try:
            return execute(sql, *rest)
        finally:
            if not sql.lstrip().startswith(CONTROL):
                said.append((1000 * (time.perf_counter() - begun), sql))

    with connection.execute_wrapper(watch):
        yield said


def timed(act: Callable[[], object], *, times: int) -> dict[str, float]:
    """p50 and p99 of a call in milliseconds, beside the same of all its statements together."""
    whole: list[float] = []
    asked: list[float] = []
    count = 0
    act()
    for _ in range(times):
        with statements() as said:
            begun = time.perf_counter()
            act()
            whole.append(1000 * (time.perf_counter() - begun))
        asked.append(sum(taken for taken, _sql in said))
        count = max(count, len(said))
    return {
        "p50": percentile(whole, 0.5),
        "p99": percentile(whole, 0.99),
        "sql_p50": percentile(asked, 0.5),
        "sql_p99": percentile(asked, 0.99),
        "statements": count,
    }
