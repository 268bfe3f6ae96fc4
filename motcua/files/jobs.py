"""Jobs over stored files; every one may run twice."""

from __future__ import annotations

import uuid
from datetime import timedelta

from motcua.files import actions
from motcua.kit import clock
from motcua.kit.jobs import Backoff, job, periodic


@job("files.join", retry=Backoff(first=timedelta(seconds=5)))
def join(*, key: str) -> None:
    """Make the PDF of several photographs."""
    actions.join_now(key=uuid.UUID(key), now=clock.now())


@job(
    "files.scan", retry=Backoff(first=timedelta(seconds=5), cap=timedelta(minutes=10), attempts=200)
)
def scan(*, key: str) -> None:
    """Have a file scanned; goes on asking for more than a day while the scanner is down."""
    actions.scan(key=uuid.UUID(key), now=clock.now())


@job("files.erase")
def erase(*, storage_name: str) -> None:
    """Remove the content of a deleted file."""
    actions.erase(storage_name=storage_name)


@periodic("20 * * * *")
@job("files.expire")
def expire() -> int:
    """Delete files whose retention has ended."""
    return actions.expire(now=clock.now())


@periodic("10 3 * * *")
@job("files.let_go")
def let_go() -> int:
    """Delete files that nothing refers to any more."""
    return actions.delete_unreferenced(now=clock.now())


@periodic("40 3 * * *")
@job("files.sweep")
def sweep() -> None:
    """Remove content that no row names."""
    actions.sweep_orphans(now=clock.now())
