"""The shipped nginx and gunicorn configurations, running."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import socket
import time
from typing import TYPE_CHECKING

import pytest

from tests.serving.programs import answers, get
from tools import processes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.serving.programs import Installation

pytestmark = pytest.mark.serving

HOME = "/"
STALLED = 40


def test_get_anonymous_page_twice_comes_from_the_cache(site: Installation) -> None:
    first = get(site.nginx_port, f"{HOME}?lan=1")

    second = get(site.nginx_port, f"{HOME}?lan=1")

    assert (first.status, second.status) == (200, 200)
    assert (first.headers["x-cache"], second.headers["x-cache"]) == ("MISS", "HIT")
    assert second.body == first.body
    assert "set-cookie" not in first.headers


def test_get_with_session_cookie_is_never_cached(site: Installation) -> None:
    for _ in range(2):
        get(site.nginx_port, f"{HOME}?lan=2")

    personal = get(site.nginx_port, f"{HOME}?lan=2", Cookie="mc_phien=abc")

    assert personal.status == 200
    assert personal.headers["x-cache"] == "BYPASS"


def test_get_english_and_vietnamese_are_kept_apart(site: Installation) -> None:
    vietnamese = get(site.nginx_port, f"{HOME}?lan=3", Accept_Language="en")
    english = get(site.nginx_port, "/en/?lan=3", Accept_Language="vi")

    assert b'lang="vi"' in vietnamese.body
    assert b'lang="en"' in english.body


def test_get_static_file_is_compressed_and_immutable(site: Installation) -> None:
    page = get(site.nginx_port, HOME).body.decode()
    path = re.search(r'href="(/tinh/[^"]+\.css)"', page)
    assert path, page[:500]

    answer = get(site.nginx_port, path[1], Accept_Encoding="gzip")

    assert answer.status == 200
    assert answer.headers["content-encoding"] == "gzip"
    assert "immutable" in answer.headers["cache-control"]


def test_get_internal_files_from_outside_is_not_found(site: Installation) -> None:
    (site.folder / "files" / "secret.pdf").write_bytes(b"%PDF")

    answer = get(site.nginx_port, "/_noi-bo/tap-tin/secret.pdf")

    assert answer.status == 404


def test_security_headers_pass_through(site: Installation) -> None:
    headers = get(site.nginx_port, HOME).headers

    assert headers["x-content-type-options"] == "nosniff"
    assert "default-src" in headers["content-security-policy"]
    assert "nginx/" not in headers.get("server", "")


def test_stalled_bodies_do_not_starve_a_normal_request(site: Installation) -> None:
    with stalled_bodies(site.nginx_port, STALLED):
        begun = time.monotonic()
        statuses = [get(site.nginx_port, f"/readyz?n={n}", timeout=5).status for n in range(4)]

    assert statuses == [200] * 4
    assert time.monotonic() - begun < 5


def test_killed_web_process_is_replaced(site: Installation) -> None:
    victim, *_ = before = site.web_workers()

    os.kill(victim, signal.SIGKILL)
    recovered = processes.wait_until(
        lambda: len(set(site.web_workers()) - {victim}) == len(before), seconds=20
    )

    assert recovered
    assert all(answers(site.nginx_port, "/readyz") for _ in range(8))


def test_stopped_web_leaves_known_pages_and_says_the_rest_in_vietnamese(
    site: Installation,
) -> None:
    get(site.nginx_port, f"{HOME}?lan=4")
    site.stop_web()
    try:
        known = get(site.nginx_port, f"{HOME}?lan=4")
        unknown = get(site.nginx_port, f"{HOME}?lan=5")
    finally:
        site.start_web()

    assert known.status == 200
    assert known.headers["x-cache"] in {"HIT", "STALE", "UPDATING"}
    assert unknown.status == 502
    assert "Hệ thống tạm thời gián đoạn" in unknown.body.decode()


def test_too_large_body_is_explained_in_vietnamese(site: Installation) -> None:
    with socket.create_connection(("127.0.0.1", site.nginx_port), timeout=10) as client:
        client.sendall(
            b"POST /nop/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
            b"Content-Length: 300000000\r\n\r\n"
        )
        answer = b""
        while b"</html>" not in answer and (received := client.recv(65536)):
            answer += received

    assert answer.startswith(b"HTTP/1.1 413")
    assert "Tệp gửi lên quá lớn" in answer.decode()


@contextlib.contextmanager
def stalled_bodies(port: int, number: int) -> Iterator[None]:
    """Clients that announce 5,000 bytes, send two and wait."""
    with contextlib.ExitStack() as open_sockets:
        for _ in range(number):
            client = open_sockets.enter_context(socket.create_connection(("127.0.0.1", port)))
            client.sendall(
                b"POST /tai-khoan/dang-nhap/ HTTP/1.1\r\nHost: localhost\r\n"
                b"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 5000\r\n\r\na="
            )
        time.sleep(0.5)
        yield
