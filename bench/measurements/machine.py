"""What this machine can do at most: the yardsticks of everything that writes."""

from __future__ import annotations

import json
import multiprocessing
import os
import time
from typing import TYPE_CHECKING

import psycopg

from bench.place import rate
from bench.registry import Figure, measure

if TYPE_CHECKING:
    from bench.place import Place

SECONDS = 3.0
CONNECTIONS = 8
NUMBERED = "id bigint generated always as identity primary key"
TABLES = f"""
drop table if exists bench_matter, bench_event, bench_job;
create table bench_matter ({NUMBERED}, content jsonb);
create table bench_event ({NUMBERED}, matter bigint, name text);
create table bench_job ({NUMBERED}, name text, arguments jsonb);
"""
CONTENT = json.dumps({f"question_{number}": "câu trả lời của người dân" for number in range(32)})


@measure("disk: fdatasync of 8 KB", unit="/s")
def flushes(place: Place) -> float:
    """How often the disk acknowledges; a virtual disk may be quicker than a real one."""
    path = place.var / "flush.bin"
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_RDWR | os.O_CREAT)
    block = os.urandom(8192)

    def write() -> None:
        os.pwrite(handle, block, 0)
        os.fdatasync(handle)

    try:
        return rate(write, seconds=SECONDS)[0]
    finally:
        os.close(handle)
        path.unlink()


@measure("database: bare commit, 1 connection", unit="/s")
def commits_alone(place: Place) -> Figure:
    """Row of 2 KB, event and job: three statements and one commit by psycopg alone."""
    return commits(place.database_url, connections=1)


@measure("database: bare commit, 8 connections", unit="/s")
def commits_together(place: Place) -> Figure:
    """The same from eight processes."""
    return commits(place.database_url, connections=CONNECTIONS)


def commits(url: str, *, connections: int) -> Figure:
    """Commits per second of so many processes at once."""
    with psycopg.connect(url) as connection:
        connection.execute(TABLES)
    context = multiprocessing.get_context("spawn")
    with context.Pool(connections) as pool:
        pool.map(time.sleep, [0.2] * connections)  # all have started
        counts = pool.starmap(write_for_a_while, [(url, SECONDS)] * connections, chunksize=1)
    with psycopg.connect(url) as connection:
        connection.execute("drop table bench_matter, bench_event, bench_job")
    return Figure(sum(counts), note="2 KB row + event + job")


def write_for_a_while(url: str, seconds: float) -> float:
    """One process's commits per second."""
    with psycopg.connect(url, autocommit=True) as connection:

        def write() -> None:
            with connection.transaction():
                row = connection.execute(
                    "insert into bench_matter (content) values (%s) returning id", [CONTENT]
                ).fetchone()
                number = row[0] if row else 0
                connection.execute(
                    "insert into bench_event (matter, name) values (%s, 'sent')", [number]
                )
                connection.execute("insert into bench_job (name, arguments) values ('send', '{}')")

        return rate(write, seconds=seconds)[0]
