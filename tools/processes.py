"""Recognising and ending processes of an earlier start, without ever touching somebody else's."""

from __future__ import annotations

import contextlib
import os
import signal
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

PROC = Path("/proc")


def started_at(pid: int) -> str | None:
    """The kernel's start time of a live process in clock ticks; None if it is gone or a zombie.

    Pid and start time together name a process for good: a pid alone is given out again.
    """
    try:
        fields = (PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return None
    return None if fields[0] in {"Z", "X"} else fields[19]


def is_running(pid: int) -> bool:
    """Whether the process lives; a zombie does not."""
    return started_at(pid) is not None


def program(pid: int) -> str:
    """The file name of the program a process runs; empty if it is gone or not ours to see."""
    try:
        return Path(os.readlink(PROC / str(pid) / "exe").removesuffix(" (deleted)")).name
    except OSError:
        return ""


def with_children(pid: int) -> list[int]:
    """A process and everything that it and its children started."""
    try:
        children = (PROC / str(pid) / "task" / str(pid) / "children").read_text().split()
    except OSError:
        return []
    return [pid, *(below for child in children for below in with_children(int(child)))]


def parent_of(pid: int) -> int:
    """Who started a process; 0 if it is gone."""
    try:
        fields = (PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0
    return int(fields[1])


def cpu_seconds(pid: int) -> float:
    """Time on a processor of all living threads, finer than clock ticks; 0 if the process is
    gone.
    """
    total = 0
    for thread in (PROC / str(pid) / "task").glob("*/schedstat"):
        with contextlib.suppress(OSError):
            total += int(thread.read_text().split()[0])
    return total / 1e9


def proportional_kilobytes(pid: int) -> int:
    """Memory in KB, shared pages divided among those who share them (PSS)."""
    lines = (PROC / str(pid) / "smaps_rollup").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("Pss:")).split()[1])


def command(pid: int) -> list[str]:
    """The words a process was started with; empty if it is gone."""
    try:
        raw = (PROC / str(pid) / "cmdline").read_bytes()
    except OSError:
        return []
    return [word.decode(errors="replace") for word in raw.split(b"\0") if word]


def all_pids() -> list[int]:
    """Every process this user can see."""
    return [int(entry.name) for entry in PROC.iterdir() if entry.name.isdigit()]


def living_in(folder: Path) -> list[int]:
    """Processes whose working folder is this one, or was before it was deleted."""
    names = {str(folder), f"{folder} (deleted)"}
    return [pid for pid in all_pids() if _working_folder(pid) in names and is_running(pid)]


def marked_with(name: str, value: str) -> list[int]:
    """Processes that were started with this variable in their environment."""
    wanted = f"{name}={value}".encode()
    return [pid for pid in all_pids() if wanted in _environment(pid) and is_running(pid)]


def _environment(pid: int) -> list[bytes]:
    try:
        return (PROC / str(pid) / "environ").read_bytes().split(b"\0")
    except OSError:
        return []


def _working_folder(pid: int) -> str:
    try:
        return os.readlink(PROC / str(pid) / "cwd")
    except OSError:
        return ""


def wait_until(condition: Callable[[], bool], *, seconds: float, step: float = 0.05) -> bool:
    """Poll a condition; False when the time is over."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(step)
    return True


def end(
    pids: Iterable[int], *, first: signal.Signals = signal.SIGTERM, patience: float = 10.0
) -> None:
    """Ask processes to stop, wait, then kill what is left; returns when all are gone."""
    waiting = [pid for pid in pids if _signal(pid, first)]
    if wait_until(lambda: not any(is_running(pid) for pid in waiting), seconds=patience):
        return
    left = [pid for pid in waiting if _signal(pid, signal.SIGKILL)]
    wait_until(lambda: not any(is_running(pid) for pid in left), seconds=10)


def _signal(pid: int, number: signal.Signals) -> bool:
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        return False
    return True
