"""The page docs/reference/jobs.md, drawn from the registered jobs so that it cannot be wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from motcua.kit import jobs

if TYPE_CHECKING:
    from datetime import timedelta

    from motcua.kit.jobs import Backoff, RegisteredJob

HEAD = """\
# Jobs

Written by `motcua/kit/jobs_page.py` from the functions decorated with `@job`; `make docs` writes it
anew and a test compares. Times are Viet Nam's.

A job is deferred by name in the transaction that needs it (`kit.jobs.defer`), and run by any
number of `manage.py worker` processes. Each gives a sign of life every ten seconds; what a dead one
left is queued again within `MOTCUA_JOBS_STALLED_AFTER` seconds and a minute, so a job may run twice
and is written for that. A worker whose database goes away waits for it and comes back as a new one.
On SIGTERM it takes no more jobs and ends those under way. Done jobs are kept for 2 days, failed
ones for 60.

| job | runs | does | repeated after an error |
|---|---|---|---|
"""


def page() -> str:
    """The whole page; only complete once Django has started."""
    known = sorted(jobs.registered().values(), key=lambda job: job.name)
    return HEAD + "".join(_row(job) for job in known)


def _row(job: RegisteredJob) -> str:
    said = (job.function.__doc__ or "").strip().split("\n\n")[0]
    when = f"`{job.schedule}`" if job.schedule else "when deferred"
    return f"| `{job.name}` | {when} | {' '.join(said.split())} | {_repeats(job.retry)} |\n"


def _repeats(retry: Backoff) -> str:
    return f"{retry.attempts} runs, {_span(retry.first)} … {_span(retry.cap)} apart"


def _span(wait: timedelta) -> str:
    seconds = int(wait.total_seconds())
    for unit, length in (("h", 3600), ("min", 60)):
        if seconds >= length and seconds % length == 0:
            return f"{seconds // length} {unit}"
    return f"{seconds} s"
