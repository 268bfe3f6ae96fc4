"""Finding the records in a file that anybody may send: JSON lines or one JSON array, gzipped or
not.
"""

from __future__ import annotations

import gzip
import io
import json
import zlib
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any, cast

from motcua.kit.wording import Words, _

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST_LINE = 8_000_000
LONGEST_FILE = 1_000_000_000
LONGEST_ARRAY = 400_000_000
_GZIP_MAGIC = b"\x1f\x8b"
_BOM = b"\xef\xbb\xbf"
_BROKEN = _("Tệp nén bị hỏng hoặc bị cắt từ chỗ này; các bản ghi phía sau không đọc được.")


@dataclass(frozen=True)
class Entry:
    """One place of the file: its line (or place in the array) and a JSON value, or why there is
    none.
    """

    number: int
    value: Any = None
    problem: Words = ""
    ends_file: bool = False


def entries_in(stream: IO[bytes]) -> Iterator[Entry]:
    """Every record of a file in order; never raises on what the file holds, a break ends the
    entries.
    """
    head = stream.read(len(_GZIP_MAGIC))
    whole = _Joined(head, stream)
    packed: Any = gzip.GzipFile(fileobj=cast("IO[bytes]", whole)) if head == _GZIP_MAGIC else whole
    number = 0
    with io.BufferedReader(packed) as plain:
        try:
            for entry in _entries(plain):
                number = entry.number
                yield entry
        except (EOFError, OSError, zlib.error):
            yield Entry(number + 1, problem=_BROKEN, ends_file=True)


class _Joined(io.RawIOBase):
    """What was read to look at it, then the rest; closing it leaves the caller's stream open."""

    def __init__(self, head: bytes, rest: IO[bytes]) -> None:
        self._head = head
        self._rest = rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        chunk = self._head or self._rest.read(len(buffer))
        taken, self._head = chunk[: len(buffer)], b""
        buffer[: len(taken)] = taken
        return len(taken)


def _entries(stream: io.BufferedReader[Any]) -> Iterator[Entry]:
    start = stream.peek(64)[:64].removeprefix(_BOM).lstrip()
    if start.startswith(b"["):
        yield from _array(stream)
    else:
        yield from _lines(stream)


def _array(stream: IO[bytes]) -> Iterator[Entry]:
    content = stream.read(LONGEST_ARRAY + 1)
    if len(content) > LONGEST_ARRAY:
        yield Entry(
            1, problem=_("Tệp quá lớn; hãy dùng dạng mỗi dòng một bản ghi."), ends_file=True
        )
        return
    whole = _parsed(1, content.removeprefix(_BOM))
    if whole.problem or not isinstance(whole.value, list):
        yield Entry(
            1, problem=whole.problem or _("Tệp không phải danh sách bản ghi."), ends_file=True
        )
        return
    for number, value in enumerate(whole.value, start=1):
        yield Entry(number, value)


def _lines(stream: IO[bytes]) -> Iterator[Entry]:
    number = total = 0
    while line := stream.readline(LONGEST_LINE + 1):
        number += 1
        total += len(line)
        if total > LONGEST_FILE:
            yield Entry(
                number, problem=_("Tệp quá lớn, phần từ dòng này không được đọc."), ends_file=True
            )
            return
        if len(line) > LONGEST_LINE:
            _skip_line(stream, line)
            yield Entry(number, problem=_("Dòng dài quá 8 triệu ký tự."))
        elif line.strip():
            yield _parsed(number, line.removeprefix(_BOM) if number == 1 else line)


def _skip_line(stream: IO[bytes], line: bytes) -> None:
    while line and not line.endswith(b"\n"):
        line = stream.readline(LONGEST_LINE)


def _parsed(number: int, content: bytes) -> Entry:
    try:
        return Entry(number, json.loads(content.decode("utf-8")))
    except UnicodeDecodeError:
        return Entry(number, problem=_("Không phải chữ mã hóa UTF-8."))
    except RecursionError:
        return Entry(number, problem=_("Các mục lồng nhau quá sâu."))
    except ValueError:
        return Entry(number, problem=_("Không đọc được: không đúng dạng JSON."))
