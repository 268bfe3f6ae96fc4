"""Runs a few programs side by side: prefixes their lines, restarts one that dies, stops all."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING

from tools import processes

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

QUICK_DEATH_SECONDS = 10
QUICK_DEATHS_ALLOWED = 3
STOPPING_SECONDS = 25


@dataclass
class Program:
    """One program, its running process, and how often it died soon after its start."""

    name: str
    command: list[str]
    process: subprocess.Popen[str]
    started: float = field(default_factory=time.monotonic)
    quick_deaths: int = 0


class Supervisor:
    """Context manager; leaving it stops every program."""

    def __init__(
        self, environment: dict[str, str], *, folder: Path, is_quiet: bool = False
    ) -> None:
        self.environment = environment
        self.is_quiet = is_quiet
        self.folder = folder
        self.programs: list[Program] = []

    def __enter__(self) -> Supervisor:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def start(self, name: str, command: list[str]) -> None:
        """Start a program under a name."""
        self.programs.append(Program(name, command, self._launch(name, command)))

    def stands(self) -> bool:
        """Whether every program runs."""
        return all(program.process.poll() is None for program in self.programs)

    def watch(self) -> int:
        """Restart what dies, until one dies again and again; returns the exit status 1 then."""
        while True:
            time.sleep(0.5)
            for program in self.programs:
                if program.process.poll() is not None and not self._revive(program):
                    return 1

    def stop(self) -> None:
        """Ask all to stop, the last started first, and wait; what does not stop is killed."""
        running = [program.process.pid for program in reversed(self.programs)]
        processes.end(running, patience=STOPPING_SECONDS)
        for program in self.programs:
            program.process.wait()

    def _launch(self, name: str, command: list[str]) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            command,
            env=self.environment,
            cwd=self.folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            process_group=0,  # Ctrl-C in the terminal reaches the supervisor alone
        )
        threading.Thread(target=self._relay, args=(name, process.stdout), daemon=True).start()
        return process

    def _relay(self, name: str, lines: IO[str]) -> None:
        for line in lines:
            if not self.is_quiet:
                sys.stdout.write(f"{name:<7}| {line}")
                sys.stdout.flush()

    def _revive(self, program: Program) -> bool:
        lived = time.monotonic() - program.started
        program.quick_deaths = program.quick_deaths + 1 if lived < QUICK_DEATH_SECONDS else 0
        status = program.process.returncode
        sys.stdout.write(f"{program.name:<7}| ended with status {status}\n")
        if program.quick_deaths >= QUICK_DEATHS_ALLOWED:
            sys.stdout.write(f"{program.name:<7}| dies at every start; giving up\n")
            return False
        time.sleep(1)
        program.process = self._launch(program.name, program.command)
        program.started = time.monotonic()
        return True
