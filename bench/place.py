"""The installation that is measured: a durable database, two web processes, one worker."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import re
import subprocess
import sys
import time
from functools import cached_property
from typing import TYPE_CHECKING, Any

import psycopg

from tools import develop, processes, run
from tools.postgres import ROOT, Cluster, var_folder
from tools.supervision import Supervisor

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from types import TracebackType

PRISTINE = "bench_pristine"


class Place:
    """Context manager; starts what a measurement asks for, and ends it all."""

    def __init__(self, *, port: int) -> None:
        self.port = port
        self.is_full = os.environ.get("FULL") == "1"
        self._leaving = contextlib.ExitStack()

    def __enter__(self) -> Place:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._leaving.close()

    @property
    def var(self) -> Path:
        """The folder of this bench, apart from the developer's own."""
        return var_folder()

    @cached_property
    def database_url(self) -> str:
        """A server that really flushes: the embedded one, or DATABASE_URL."""
        return self._leaving.enter_context(
            contextlib.nullcontext(os.environ["DATABASE_URL"])
            if os.environ.get("DATABASE_URL")
            else Cluster("run").lease()
        )

    @cached_property
    def environment(self) -> dict[str, str]:
        """Settings of the measured installation."""
        return develop.settings(self.database_url, port=self.port)

    @cached_property
    def prepared(self) -> bool:
        """Schema, static files and demo data are there."""
        command = [sys.executable, "-m", "tools.prepare"]
        subprocess.run(
            command, cwd=ROOT, env=self.environment, check=True, stdout=subprocess.DEVNULL
        )
        self.keep_pristine()
        return True

    @cached_property
    def programs(self) -> Supervisor:
        """Web and worker, running."""
        if not self.prepared:
            raise RuntimeError("the installation could not be prepared")
        supervisor = self._leaving.enter_context(
            Supervisor(self.environment, folder=ROOT, is_quiet=True)
        )
        supervisor.start("web", run.gunicorn())
        supervisor.start("worker", [sys.executable, "manage.py", "worker"])
        if not processes.wait_until(self.answers, seconds=60):
            raise RuntimeError("the web server did not come up")
        return supervisor

    def inside(self, program: str, *arguments: object, url: str = "") -> dict[str, Any]:
        """What a program of bench/inside answers, run on the measured database or another."""
        if not self.prepared:
            raise RuntimeError("the installation could not be prepared")
        command = [sys.executable, "-m", f"bench.inside.{program}", *map(str, arguments)]
        environment = self.environment | ({"DATABASE_URL": url} if url else {})
        done = subprocess.run(
            command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, check=True
        )
        found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
        return found

    def copy(self, name: str) -> str:
        """The address of a fresh copy of the prepared database, for fills that nothing else sees.

        The copy is of the moment after preparing; nobody may be connected to what is copied.
        """
        if not self.prepared:
            raise RuntimeError("the installation could not be prepared")
        with psycopg.connect(self.database_url, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE IF EXISTS bench_{name} WITH (FORCE)")
            connection.execute(f"CREATE DATABASE bench_{name} TEMPLATE {PRISTINE}")
        return address_of(self.database_url, f"bench_{name}")

    def keep_pristine(self) -> None:
        """Put a copy of the prepared database aside, while nobody works in it."""
        name = psycopg.conninfo.conninfo_to_dict(self.database_url)["dbname"]
        maintenance = address_of(self.database_url, "postgres")
        with psycopg.connect(maintenance, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE IF EXISTS {PRISTINE} WITH (FORCE)")
            connection.execute(f'CREATE DATABASE {PRISTINE} TEMPLATE "{name}"')

    def answers(self) -> bool:
        """Whether the health page is served."""
        try:
            return self.get("/healthz")[0] == 200
        except OSError:
            return False

    def get(
        self, path: str, connection: http.client.HTTPConnection | None = None
    ) -> tuple[int, bytes]:
        """Status and body of a page; with a connection it is kept open."""
        client = connection or self.connect()
        client.request("GET", path, headers={"Host": f"localhost:{self.port}"})
        answer = client.getresponse()
        body = answer.read()
        if connection is None:
            client.close()
        return answer.status, body

    def connect(self) -> http.client.HTTPConnection:
        """A connection of one's own to the web server."""
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)

    def pids(self, name: str) -> list[int]:
        """A started program and its children."""
        program = next(p for p in self.programs.programs if p.name == name)
        return processes.with_children(program.process.pid)

    def database_pids(self) -> list[int]:
        """The server's processes, where it is the one on this machine that we started."""
        with psycopg.connect(self.database_url) as connection:
            row = connection.execute("SELECT pg_backend_pid()").fetchone()
            mine = row[0] if row else 0
            master = processes.parent_of(mine) if processes.program(mine) == "postgres" else 0
        return processes.with_children(master) if master > 1 else []

    def jobs_are_done(self) -> bool:
        """Whether no job waits or runs."""
        with psycopg.connect(self.database_url) as connection:
            row = connection.execute(
                "SELECT count(*) FROM procrastinate_jobs WHERE status = 'doing' OR "
                "(status = 'todo' AND coalesce(scheduled_at, now()) <= now())"
            ).fetchone()
        return row == (0,)

    def settle(self) -> None:
        """Wait until the worker has nothing left to do."""
        if not processes.wait_until(self.jobs_are_done, seconds=180, step=0.05):
            raise RuntimeError("the worker does not come to an end")


def address_of(url: str, name: str) -> str:
    """The address of another database of the same server."""
    return re.sub(r"(?<=/)[^/?]*(?=\?|$)", name, url, count=1)


def cpu_seconds(pids: list[int]) -> float:
    """Processor time that processes have used so far."""
    return sum(processes.cpu_seconds(pid) for pid in pids)


def rate(act: Callable[[], object], *, seconds: float) -> tuple[float, list[float]]:
    """Calls per second of a callable, and the duration of each call in seconds."""
    durations: list[float] = []
    begun = time.perf_counter()
    while (now := time.perf_counter()) - begun < seconds:
        act()
        durations.append(time.perf_counter() - now)
    return len(durations) / (time.perf_counter() - begun), durations


def percentile(durations: list[float], share: float) -> float:
    """The duration below which this share of all lies."""
    return sorted(durations)[min(int(len(durations) * share), len(durations) - 1)]
