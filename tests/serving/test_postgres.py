"""The embedded server survives what developers and power cuts do to it."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import psycopg
import pytest

from tools import processes
from tools.postgres import LONGEST_SOCKET_FOLDER, ROOT, Cluster, copied_wheel, wheel_folder
from tools.server_account import server_account

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.serving


@pytest.fixture
def cluster(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Cluster]:
    """A durable cluster in a folder of its own, stopped at the end."""
    monkeypatch.setenv("MOTCUA_VAR", str(tmp_path / "var"))
    cluster = Cluster("run")
    yield cluster
    cluster.stop()
    shutil.rmtree(cluster.spare, ignore_errors=True)


def one(url: str, question: str = "select 1") -> object:
    with psycopg.connect(url) as connection:
        row = connection.execute(question).fetchone()
    return row and row[0]  # type: ignore[return-value]


def kill_everything(cluster: Cluster) -> None:
    for pid in processes.living_in(cluster.data):
        os.kill(pid, signal.SIGKILL)
    processes.wait_until(lambda: not processes.living_in(cluster.data), seconds=10)


def test_ensure_twice_keeps_the_server_and_its_data(cluster: Cluster) -> None:
    url = cluster.ensure()
    with psycopg.connect(url) as connection:
        connection.execute("create table kept as select 7 as n")
    started = one(url, "select pg_postmaster_start_time()")

    again = cluster.ensure()

    assert again == url
    assert one(url, "select pg_postmaster_start_time()") == started
    assert one(url, "select n from kept") == 7


def test_ensure_after_kill_of_everything_starts_again_with_the_data(cluster: Cluster) -> None:
    url = cluster.ensure()
    with psycopg.connect(url) as connection:
        connection.execute("create table kept as select 7 as n")
    kill_everything(cluster)

    cluster.ensure()

    assert one(url, "select n from kept") == 7


def test_ensure_with_a_stale_pid_of_a_living_stranger_starts(cluster: Cluster) -> None:
    url = cluster.ensure()
    kill_everything(cluster)
    lock = cluster.data / "postmaster.pid"
    lines = lock.read_text().splitlines()
    lock.write_text("\n".join([str(os.getpid()), *lines[1:]]) + "\n")

    cluster.ensure()

    assert one(url) == 1


def test_ensure_when_the_socket_was_removed_starts_anew(cluster: Cluster) -> None:
    url = cluster.ensure()
    for file in cluster.sockets.iterdir():
        file.unlink()

    cluster.ensure()

    assert one(url) == 1


def test_ensure_in_a_folder_too_deep_for_a_socket_works(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MOTCUA_VAR", str(tmp_path / ("sâu" * 30) / "var"))
    cluster = Cluster("run")
    try:
        assert one(cluster.ensure()) == 1
        assert len(str(cluster.sockets)) <= LONGEST_SOCKET_FOLDER
    finally:
        cluster.stop()
        shutil.rmtree(cluster.spare, ignore_errors=True)


def test_ensure_by_many_processes_at_once_starts_one_server(cluster: Cluster) -> None:
    command = [sys.executable, "-m", "tools.postgres", "ensure"]
    starts = [subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) for _ in range(4)]

    urls = {start.communicate(timeout=120)[0] for start in starts}

    assert len(urls) == 1
    assert [start.returncode for start in starts] == [0] * 4
    assert one(cluster.url) == 1


def test_lease_stops_the_server_when_the_last_leaves(cluster: Cluster) -> None:
    with cluster.lease() as url:
        with Cluster("run").lease():
            pass
        assert one(url) == 1

    assert not processes.living_in(cluster.data)


def test_lease_of_the_test_cluster_leaves_nothing(cluster: Cluster) -> None:
    thrown_away = Cluster("test")
    with thrown_away.lease() as url:
        assert one(url, "show fsync") == "off"

    assert not thrown_away.home.exists()


def test_data_of_another_version_are_left_alone_with_a_sentence(cluster: Cluster) -> None:
    cluster.ensure()
    cluster.stop()
    (cluster.data / "PG_VERSION").write_text("9\n")

    done = subprocess.run(
        [sys.executable, "-m", "tools.postgres", "ensure"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 1
    assert "was written by PostgreSQL 9" in done.stderr
    assert (cluster.data / "base").exists()


def test_account_that_cannot_reach_a_program_says_no(tmp_path: Path) -> None:
    program = tmp_path / "program"
    program.write_text("#!/bin/sh\nexit 0\n")
    program.chmod(0o600)

    assert not server_account().can(str(program))
    assert server_account().can("true")


def test_copied_wheel_runs_without_the_original(tmp_path: Path) -> None:
    programs = copied_wheel(wheel_folder(), tmp_path / "wheel")

    done = subprocess.run(
        [str(programs / "initdb"), "--version"], capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("initdb (PostgreSQL)")
