"""`make run` as people treat it: Ctrl-C, kill -9, a second start, a taken port."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.serving.programs import ROOT, answers, free_port
from tools import processes
from tools.postgres import Cluster

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.serving

START_SECONDS = 120


@dataclass
class Start:
    """One running supervisor and the file it writes to."""

    process: subprocess.Popen[bytes]
    log: Path

    def stop(self, number: signal.Signals = signal.SIGINT) -> int:
        """Send a signal and wait for the end; returns the exit status."""
        self.process.send_signal(number)
        return self.process.wait(timeout=60)

    @property
    def output(self) -> str:
        return self.log.read_text(errors="replace")


@dataclass
class Place:
    """A var folder and a port of its own; starts the whole in them."""

    var: Path
    port: int

    @property
    def cluster(self) -> Cluster:
        return Cluster("run")

    def start(self) -> Start:
        """The supervisor, as soon as it says that the page is served."""
        start = self.launch()
        processes.wait_until(
            lambda: start.process.poll() is not None or "is served on" in start.output,
            seconds=START_SECONDS,
        )
        assert start.process.poll() is None, start.output
        assert answers(self.port), start.output
        return start

    def launch(self) -> Start:
        """The supervisor, not waited for."""
        environment = os.environ | {
            "MOTCUA_VAR": str(self.var),
            "MOTCUA_FILES_DIR": str(self.var / "files"),
            "MOTCUA_DEMO_DATA": "0",
            "PORT": str(self.port),
        }
        del environment["DATABASE_URL"]
        handle, name = tempfile.mkstemp(dir=self.var.parent, suffix=".log")
        process = subprocess.Popen(
            [sys.executable, "-m", "tools.run"],
            cwd=ROOT,
            env=environment,
            stdout=handle,
            stderr=subprocess.STDOUT,
        )
        os.close(handle)
        return Start(process, Path(name))

    def children(self) -> list[int]:
        """Web and worker processes of this var folder."""
        marked = processes.marked_with("MOTCUA_VAR", str(self.var))
        return [pid for pid in marked if pid != os.getpid()]


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """One var folder for the module, so that only the first start makes the database."""
    var = tmp_path_factory.mktemp("run") / "var"
    yield var
    processes.end(processes.marked_with("MOTCUA_VAR", str(var)), patience=5)


@pytest.fixture
def place(kept: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Place]:
    monkeypatch.setenv("MOTCUA_VAR", str(kept))
    place = Place(kept, free_port())
    yield place
    processes.end(place.children(), patience=20)
    place.cluster.stop()


@pytest.fixture(scope="module", autouse=True)
def _leave_nothing_in_the_temporary_folder(kept: Path) -> Iterator[None]:
    yield
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MOTCUA_VAR", str(kept))
        shutil.rmtree(Cluster("run").spare, ignore_errors=True)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_signal_stops_web_worker_and_database(place: Place, number: signal.Signals) -> None:
    start = place.start()

    status = start.stop(number)

    assert status == 0, start.output
    assert start.output.rstrip().endswith("stopped")
    assert place.children() == []
    assert processes.living_in(place.cluster.data) == []


def test_start_after_kill_ends_the_orphans_and_serves_again(place: Place) -> None:
    killed = place.start()
    orphans = set(place.children()) - {killed.process.pid}
    killed.process.kill()
    killed.process.wait()
    assert orphans & set(place.children()), "web and worker should outlive a killed supervisor"

    again = place.start()

    assert not orphans & set(place.children())
    assert again.stop() == 0


def test_start_after_kill_of_everything_serves_again(place: Place) -> None:
    killed = place.start()
    for pid in [*place.children(), *processes.living_in(place.cluster.data)]:
        os.kill(pid, signal.SIGKILL)
    killed.process.wait()

    again = place.start()

    assert again.stop() == 0


def test_second_start_beside_a_running_one_refuses_and_harms_nothing(place: Place) -> None:
    first = place.start()

    second = place.launch()

    assert second.process.wait(timeout=60) == 1
    assert f"It runs already: http://localhost:{place.port}" in second.output
    assert answers(place.port)
    assert first.stop() == 0


def test_taken_port_is_said_in_a_sentence(place: Place) -> None:
    with socket.create_server(("127.0.0.1", place.port)):
        start = place.launch()
        status = start.process.wait(timeout=60)

    assert status == 1
    assert f"Port {place.port} is in use by another program" in start.output


def test_killed_worker_is_started_again(place: Place) -> None:
    def workers() -> set[int]:
        return {pid for pid in place.children() if processes.command(pid)[-1:] == ["worker"]}

    start = place.start()
    assert processes.wait_until(lambda: bool(workers()), seconds=20)
    killed = workers()
    for pid in killed:
        os.kill(pid, signal.SIGKILL)

    assert processes.wait_until(lambda: bool(workers() - killed), seconds=30)
    assert start.stop() == 0
