"""`make run`: the demo province on this machine — database, web and job worker under one roof.

Ctrl-C (or TERM) stops web, worker and database cleanly. What a start that was killed with -9 left
running is recognised by the mark in its environment and ended by the next start.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import uuid
from dataclasses import dataclass, field

from tools import develop, processes
from tools.postgres import ROOT, var_folder
from tools.server_account import PostgresTrouble
from tools.supervision import Supervisor

MARK = "MOTCUA_RUN"
STARTUP_SECONDS = 60


@dataclass(frozen=True)
class Record:
    """What `var/run.json` says of the start that is running or was killed."""

    mark: str
    pid: int
    started: str
    port: int

    @classmethod
    def read(cls) -> Record | None:
        """The last record, or None where there is none or it is damaged."""
        try:
            return cls(**json.loads((var_folder() / "run.json").read_text()))
        except (OSError, ValueError, TypeError):
            return None

    def write(self) -> None:
        """Replace the record as a whole."""
        unfinished = var_folder() / "run.json.new"
        unfinished.write_text(json.dumps(self.__dict__))
        unfinished.replace(var_folder() / "run.json")

    @property
    def is_alive(self) -> bool:
        """Whether that very process still runs (and not another with its number)."""
        return processes.started_at(self.pid) == self.started

    def orphans(self) -> list[int]:
        """Processes that this start left behind."""
        return [pid for pid in processes.marked_with(MARK, self.mark) if pid != os.getpid()]


@dataclass
class Start:
    """One start of the whole: its port, its mark and the processes under it."""

    port: int
    mark: str = field(default_factory=lambda: uuid.uuid4().hex)

    def serve(self) -> int:
        """Set up, serve until told to stop, clean up; returns the exit status."""
        self.take_over()
        if not is_free(self.port):
            other = self.port + 1
            say(f"Port {self.port} is in use by another program. Try: PORT={other} make run")
            return 1
        try:
            with develop.database() as url:
                return self.serve_with(develop.settings(url, port=self.port) | {MARK: self.mark})
        finally:
            (var_folder() / "run.json").unlink(missing_ok=True)

    def take_over(self) -> None:
        """End the remains of an earlier start; refuse beside one that is alive."""
        var_folder().mkdir(parents=True, exist_ok=True)
        earlier = Record.read()
        if earlier and earlier.is_alive:
            raise SystemExit(
                f"It runs already: http://localhost:{earlier.port} (process {earlier.pid}). "
                "Stop it with Ctrl-C there, or give this one its own MOTCUA_VAR folder."
            )
        if earlier and (orphans := earlier.orphans()):
            say(f"ending {len(orphans)} processes that an earlier start left")
            processes.end(orphans, patience=5)
        me = os.getpid()
        Record(self.mark, me, processes.started_at(me) or "", self.port).write()

    def serve_with(self, environment: dict[str, str]) -> int:
        """Prepare, start web and worker, say where the page is, wait."""
        prepared = subprocess.Popen(
            [sys.executable, "-m", "tools.prepare"], env=environment, cwd=ROOT, process_group=0
        )
        try:
            if status := prepared.wait():
                return status
        except BaseException:
            processes.end([prepared.pid])
            raise
        with Supervisor(environment, folder=ROOT) as supervisor:
            supervisor.start("web", gunicorn())
            supervisor.start("worker", [sys.executable, "manage.py", "worker"])
            if not self.wait_for_page(supervisor):
                return 1
            say(f"Một Cửa is served on http://localhost:{self.port}   (Ctrl-C stops it)")
            return supervisor.watch()

    def wait_for_page(self, supervisor: Supervisor) -> bool:
        """Whether the page answers within the start-up time."""
        end = time.monotonic() + STARTUP_SECONDS
        while time.monotonic() < end and supervisor.stands():
            with contextlib.suppress(urllib.error.URLError, OSError):
                urllib.request.urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=5).close()
                return True
            time.sleep(0.1)
        say("The web server did not come up; its last lines above say why.")
        return False


def gunicorn() -> list[str]:
    """The command of the web server."""
    program = [sys.executable, "-m", "gunicorn", "-c", "deploy/gunicorn.conf.py"]
    return [*program, "motcua.config.wsgi:application"]


def is_free(port: int) -> bool:
    """Whether nobody listens on the port."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def stop_once(*_: object) -> None:
    """Begin to stop; further signals must not cut the cleaning up short."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    raise KeyboardInterrupt


def main() -> int:
    """The command line; 0 after Ctrl-C or TERM."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, stop_once)
    try:
        return Start(develop.chosen_port()).serve()
    except KeyboardInterrupt:
        say("stopped")
        return 0
    except PostgresTrouble as trouble:
        sys.stderr.write(f"{trouble}\n")
        return 1


if __name__ == "__main__":
    raise SystemExit(main())
