from __future__ import annotations

import socket
import struct
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from motcua.files import actions, queries
from motcua.files.enums import FileState
from motcua.files.models import StoredFile
from motcua.files.providers import clamd
from tests.unit.files import samples
from tests.unit.files.conftest import NOW

EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


class Daemon:
    """A server that speaks clamd's INSTREAM as its manual describes it."""

    def __init__(self) -> None:
        self.received = b""
        self.answer: bytes | None = None
        self._door = socket.create_server(("127.0.0.1", 0))
        self.address = f"127.0.0.1:{self._door.getsockname()[1]}"
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def _serve(self) -> None:
        while True:
            try:
                line, _ = self._door.accept()
            except OSError:
                return
            with line, line.makefile("rb") as stream:
                assert stream.read(10) == b"zINSTREAM\0"
                self.received = b""
                while size := struct.unpack("!L", stream.read(4))[0]:
                    self.received += stream.read(size)
                line.sendall(self.answer if self.answer is not None else self._verdict())

    def _verdict(self) -> bytes:
        return b"stream: Eicar-Signature FOUND\0" if EICAR in self.received else b"stream: OK\0"

    def stop(self) -> None:
        if self._door.fileno() == -1:
            return
        self._door.shutdown(socket.SHUT_RDWR)
        self._door.close()
        self._thread.join(5)


@pytest.fixture
def daemon(settings: Any) -> Iterator[Daemon]:
    running = Daemon()
    settings.CLAMD_ADDRESS = running.address
    yield running
    running.stop()


def sent(content: bytes) -> StoredFile:
    return actions.receive(upload=content, name="a.pdf", purpose="test", by=None, now=NOW)


@pytest.mark.django_db
def test_receive_shows_nothing_before_it_was_scanned(
    daemon: Daemon, disk: Path, run_jobs: Any
) -> None:
    content = samples.pdf(20) + b"\n"
    file = sent(content)
    assert file.state == FileState.RECEIVED
    with pytest.raises(queries.NotReady):
        queries.content_of(file)

    assert run_jobs() == ["files.scan"]

    file.refresh_from_db()
    assert daemon.received == content
    assert queries.content_of(file) == content


@pytest.mark.django_db
def test_scan_that_finds_something_refuses_and_erases(
    daemon: Daemon, disk: Path, run_jobs: Any
) -> None:
    file = sent(samples.pdf().replace(b"%%EOF", b"%" + EICAR + b"\n%%EOF"))
    path = disk / file.storage_name

    assert run_jobs() == ["files.scan", "files.erase"]

    file.refresh_from_db()
    assert (file.state, file.refused_because) == (FileState.REFUSED, "VIRUS Eicar-Signature")
    assert not path.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("answer", [b"", b"INSTREAM size limit exceeded. ERROR\0"])
def test_scan_without_a_verdict_leaves_the_file_closed(
    daemon: Daemon, disk: Path, answer: bytes
) -> None:
    file = sent(samples.pdf())
    daemon.answer = answer

    with pytest.raises(clamd.ScannerUnavailable):
        actions.scan(key=file.key, now=NOW)

    file.refresh_from_db()
    assert file.state == FileState.RECEIVED


def test_scan_without_a_scanner_is_unavailable(settings: Any) -> None:
    with socket.create_server(("127.0.0.1", 0)) as door:
        settings.CLAMD_ADDRESS = f"127.0.0.1:{door.getsockname()[1]}"

    with pytest.raises(clamd.ScannerUnavailable):
        clamd.scan(b"x")


def test_scan_speaks_over_a_unix_socket_too(settings: Any, tmp_path: Path) -> None:
    settings.CLAMD_ADDRESS = f"unix:{tmp_path / 'nobody.sock'}"

    with pytest.raises(clamd.ScannerUnavailable):
        clamd.scan(b"x")


@pytest.mark.django_db
def test_scan_twice_asks_once(daemon: Daemon, disk: Path) -> None:
    file = sent(samples.pdf())
    actions.scan(key=file.key, now=NOW)
    daemon.stop()

    assert actions.scan(key=file.key, now=NOW).is_ready


@pytest.mark.django_db
def test_join_waits_for_parts_that_are_being_scanned(
    daemon: Daemon, disk: Path, run_jobs: Any
) -> None:
    part = sent(samples.jpeg())
    joined = actions.join_to_pdf(files=[part], name="x", by=None, now=NOW)

    with pytest.raises(actions.PartsNotReady):
        actions.join_now(key=joined.key, now=NOW)
    run_jobs()

    joined.refresh_from_db()
    assert joined.is_ready
