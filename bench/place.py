"""The installation that is measured: a durable database, two web processes, one worker."""

from __future__ import annotations

import contextlib
import http.client
import os
import subprocess
import sys
import time
from functools import cached_property
from typing import TYPE_CHECKING

from tools import develop, processes, run
from tools.postgres import ROOT, Cluster, var_folder
from tools.supervision import Supervisor

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from types import TracebackType

TICKS = os.sysconf("SC_CLK_TCK")


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


def cpu_seconds(pids: list[int]) -> float:
    """User and system time that processes have used so far."""
    return sum(processes.cpu_ticks(pid) for pid in pids) / TICKS


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
