"""A whole submission, as a signed-in citizen's browser makes it, and the sending alone."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import psycopg

from bench.citizens import Citizen, together
from bench.place import cpu_seconds, percentile
from bench.registry import Figure, at_least, at_most, measure, ratio_at_least

if TYPE_CHECKING:
    from bench.place import Place

USERS = 4
WARM = 5
ALONE = 40
TOGETHER = 30
PARTS = ("web", "worker", "database")
OPEN_FORMS_CPU_MS = 650.0
"""One submission in Open Forms 4.0 beta on a machine like ours: web, task worker and database."""


@measure(
    "submission: CPU of web, worker and database",
    unit="ms",
    budget=at_most(25),
    yardstick=OPEN_FORMS_CPU_MS,
)
def cost(place: Place) -> Figure:
    """Form page, page with a PDF of 100 KB, send, timeline; mail sent and jobs done."""
    filers, drafts = people(place, citizens=1, drafts=WARM + ALONE)
    together(filers, [drafts[0][:WARM]], Citizen.submit)
    place.settle()
    filers[0].took.clear()
    before = used(place)
    together(filers, [drafts[0][WARM:]], Citizen.submit)
    place.settle()
    each = {part: 1000 * (after - before[part]) / ALONE for part, after in used(place).items()}
    waits = ", ".join(
        f"{name} {1000 * percentile(taken, 0.5):.0f}" for name, taken in filers[0].took.items()
    )
    parts = ", ".join(f"{part} {spent:.1f}" for part, spent in each.items())
    return Figure(sum(each.values()), note=f"{parts}; p50 ms: {waits}")


@measure("submission: 4 users, 2 web + 1 worker", unit="/s", budget=at_least(60))
def throughput(place: Place) -> Figure:
    """Submissions per second; the clock stops when the last job is done."""
    filers, drafts = people(place, citizens=USERS, drafts=TOGETHER)
    place.settle()
    took = together(filers, drafts, Citizen.submit)
    place.settle()
    whole = [sum(one) for filer in filers for one in zip(*filer.took.values(), strict=True)]
    p50, p99 = (1000 * percentile(whole, share) for share in (0.5, 0.99))
    return Figure(USERS * TOGETHER / took, note=f"four requests p50 {p50:.0f}, p99 {p99:.0f} ms")


@measure("submission: SQL of the four requests", unit="statements", budget=at_most(25))
def statements(place: Place) -> Figure:
    """Transaction control left out; caches are warm."""
    counts = dict(walked(place)["one"])
    extra = counts.pop("check")
    each = ", ".join(f"{name} {count}" for name, count in counts.items())
    return Figure(sum(counts.values()), note=f"{each}; the check page between them {extra}")


@measure("submission: jobs", unit="jobs", budget=at_most(2))
def jobs(place: Place) -> Figure:
    """Everything the worker does for one submission, mail included."""
    filers, drafts = people(place, citizens=1, drafts=5)
    place.settle()
    before = last_job(place)
    together(filers, drafts, Citizen.submit)
    place.settle()
    with psycopg.connect(place.database_url) as connection:
        names = connection.execute(
            "SELECT task_name, count(*) FROM procrastinate_jobs WHERE id > %s "
            "AND task_name NOT LIKE 'demo.%%' AND NOT EXISTS (SELECT FROM "
            "procrastinate_periodic_defers p WHERE p.job_id = procrastinate_jobs.id) GROUP BY 1",
            [before],
        ).fetchall()
    return Figure(
        sum(count for _name, count in names) / 5, note=", ".join(name for name, _count in names)
    )


@measure("six-page form: SQL of the worst request", unit="statements", budget=at_most(6))
def six_pages(place: Place) -> Figure:
    """Reading and saving each of six pages without files."""
    counts: dict[str, int] = walked(place)["six"]
    worst = max(counts, key=lambda name: counts[name])
    return Figure(counts[worst], note=f"{worst}; all: {', '.join(map(str, counts.values()))}")


@measure(
    "send: 4 users",
    unit="/s",
    budget=ratio_at_least(0.1),
    yardstick="database: bare commit, 8 connections",
)
def sending(place: Place) -> Figure:
    """The POST that makes the dossier, code in the answer; jobs run beside it."""
    waits, took = sent(place)
    return Figure(len(waits) / took)


@measure("send: p50 at 4 users", unit="ms", budget=at_most(50))
def send_p50(place: Place) -> float:
    """From the press to the answer with the code."""
    return 1000 * percentile(sent(place)[0], 0.5)


@measure("send: p99 at 4 users", unit="ms", budget=at_most(150))
def send_p99(place: Place) -> float:
    """The slowest of a hundred."""
    return 1000 * percentile(sent(place)[0], 0.99)


@cache
def sent(place: Place) -> tuple[list[float], float]:
    """How long each press took, and all of them together, in seconds."""
    filers, drafts = people(place, citizens=USERS, drafts=TOGETHER, state="filled")
    place.settle()
    took = together(filers, drafts, Citizen.send)
    return [one for filer in filers for one in filer.took["send"]], took


@cache
def walked(place: Place) -> dict[str, Any]:
    """Statements by request, counted inside the product."""
    return place.inside("walking")


def people(
    place: Place, *, citizens: int, drafts: int, state: str = ""
) -> tuple[list[Citizen], list[list[str]]]:
    """Signed-in citizens, each with drafts of a one-page form."""
    assert place.programs
    made = place.inside("filing", citizens, drafts, state)
    browsers = [Citizen(place.port, session, made["seen"]) for session in made["sessions"]]
    return browsers, made["drafts"]


def used(place: Place) -> dict[str, float]:
    """CPU seconds by part of the house; the database counts only where it runs here."""
    pids = [place.pids("web"), place.pids("worker"), place.database_pids()]
    return {part: cpu_seconds(of) for part, of in zip(PARTS, pids, strict=True)}


def last_job(place: Place) -> int:
    """The number of the newest job."""
    with psycopg.connect(place.database_url) as connection:
        row = connection.execute("SELECT max(id) FROM procrastinate_jobs").fetchone()
    return int(row[0] or 0) if row else 0
