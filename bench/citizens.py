"""People at their browsers: they file over HTTP, several at once, and note how long it took."""

from __future__ import annotations

import http.client
import threading
import time
import urllib.parse
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bench import samples

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

CSRF = "b" * 32
BOUNDARY = "----bench-boundary"


@dataclass
class Citizen:
    """One signed-in browser with one connection; durations by request in seconds. `seen` is the
    sign that the page to check hands in with a filled draft.
    """

    port: int
    session: str
    seen: str
    took: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)

    def submit(self, key: str) -> None:
        """The four requests: read the page, send it with a file, send the dossier, look at it."""
        page = f"/nop/{key}/trang/page_1/"
        self.ask("page", page, expect=200)
        self.ask("file", page, form=_page(), expect=302)
        self.ask("timeline", self.send(key), expect=200)

    def send(self, key: str) -> str:
        """Send a filled draft; answers with the address of the dossier."""
        form: dict[str, str | bytes] = {"return_way": "ONLINE", "_seen": self.seen}
        location = self.ask("send", f"/nop/{key}/gui/", form=form, expect=302)
        assert location.startswith("/ho-so/"), location
        return location

    def ask(
        self, name: str, path: str, *, expect: int, form: dict[str, str | bytes] | None = None
    ) -> str:
        """One request; answers with where it leads to."""
        headers = {
            "Host": f"localhost:{self.port}",
            "Cookie": f"mc_phien={self.session}; mc_csrf={CSRF}",
            "Origin": f"http://localhost:{self.port}",
        }
        body = None
        if form is not None:
            body, headers["Content-Type"] = _encoded({"csrfmiddlewaretoken": CSRF, **form})
        begun = time.perf_counter()
        self.connection.request("GET" if form is None else "POST", path, body, headers)
        response = self.connection.getresponse()
        content = response.read()
        self.took[name].append(time.perf_counter() - begun)
        assert response.status == expect, (path, response.status, content[:2000])
        return urllib.parse.urlsplit(response.getheader("Location") or "").path


def together(
    citizens: Sequence[Citizen],
    work: Sequence[Sequence[str]],
    act: Callable[[Citizen, str], object],
) -> float:
    """Each citizen does an act for each of his keys, all at once; the seconds it took."""
    failed: list[BaseException] = []

    def run(citizen: Citizen, keys: Sequence[str]) -> None:
        citizen.connection.close()  # it may have been idle for too long; the next request opens it
        try:
            for key in keys:
                act(citizen, key)
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=run, args=pair) for pair in zip(citizens, work, strict=True)]
    begun = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failed:
        raise failed[0]
    return time.perf_counter() - begun


def _page() -> dict[str, str | bytes]:
    typed: dict[str, str | bytes] = {f"page_1.{key}": v for key, v in samples.answers().items()}
    return {"_revision": "0", **typed, "page_1.scan-new": samples.pdf()}


def _encoded(form: dict[str, str | bytes]) -> tuple[bytes, str]:
    if not any(isinstance(value, bytes) for value in form.values()):
        return urllib.parse.urlencode(form).encode(), "application/x-www-form-urlencoded"
    parts = bytearray()
    for name, value in form.items():
        is_file = isinstance(value, bytes)
        file_part = '; filename="giay.pdf"\r\nContent-Type: application/pdf' if is_file else ""
        parts += f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"'.encode()
        parts += f"{file_part}\r\n\r\n".encode()
        parts += value if isinstance(value, bytes) else value.encode()
        parts += b"\r\n"
    parts += f"--{BOUNDARY}--\r\n".encode()
    return bytes(parts), f"multipart/form-data; boundary={BOUNDARY}"
