"""A paper as PDF: a Typst template, content as data, PDF/A-2a and tagged (PDF/UA-1)."""

from __future__ import annotations

import io
import json
import threading
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import segno
import typst

from motcua.kit.clock import HANOI
from motcua.papers.rules import contents
from motcua.papers.rules.displayable import displayable, displayable_in

if TYPE_CHECKING:
    from datetime import datetime

LETTERS = Path(__file__).resolve().parents[3] / "letters"
STANDARDS: list[typst.PDFStandard] = ["a-2a", "ua-1"]


@dataclass(frozen=True, kw_only=True)
class Stamp:
    """What the house adds to the content: number, date, form and the address that verifies it."""

    title: str
    issued_at: datetime
    form_name: str = ""
    form_set: str = ""
    number: str = ""
    verify_url: str = ""
    language: str = "vi"


class _Compilers:
    """One compiler for each letter and thread: it keeps fonts and templates between papers.

    All is made at the first paper and not before: a web server imports this module and forks, and
    threads that a library started before would be missing in the children.
    """

    def __init__(self) -> None:
        self._of_thread = threading.local()

    @cached_property
    def _fonts(self) -> typst.Fonts:
        return typst.Fonts(include_system_fonts=False)  # the same letters on every machine

    def of(self, letter: str) -> typst.Compiler:
        known: dict[str, typst.Compiler] = self._of_thread.__dict__.setdefault("known", {})
        if letter not in known:
            known[letter] = typst.Compiler(
                str(LETTERS / f"{letter}.typ"), root=str(LETTERS), font_paths=self._fonts
            )
        return known[letter]


_compilers = _Compilers()


def render(letter: str, content: Mapping[str, Any], *, stamp: Stamp) -> bytes:
    """The PDF of one paper. The same content and stamp give the same bytes.

    Content reaches the template as JSON and is only shown: nothing in it can act as markup.
    Raises contents.WrongContent when a field is missing or unknown.
    """
    contents.check(letter, content)
    # A decision has a title of its own; a paper without one could not be read aloud.
    title = displayable(str(content.get("title", ""))).strip() or stamp.title
    values = displayable_in(_spoken({**content, **asdict(stamp), "title": title}))
    pdf = _compilers.of(letter).compile(
        format="pdf",
        sys_inputs={"paper": json.dumps(values), "qr": _qr(stamp.verify_url)},
        pdf_standards=STANDARDS,
        timestamp=stamp.issued_at.replace(microsecond=0),
    )
    assert isinstance(pdf, bytes)  # a list comes only with pictures of pages  # noqa: S101
    return pdf


def _spoken(value: Any, key: str = "") -> Any:
    """Moments become what Vietnamese papers write; everything else stays."""
    if contents.is_moment(key) and value:
        return _moment(contents.moment(value))
    if isinstance(value, Mapping):
        return {name: _spoken(inner, name) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_spoken(inner) for inner in value]
    return value


def _moment(moment: datetime) -> dict[str, str]:
    local = moment.astimezone(HANOI)
    return {
        "date": f"{local:%d/%m/%Y}",
        "time": f"{local:%H} giờ {local:%M} phút",
        "clock": f"{local:%H:%M}",
        "long": _long(local),
    }


def _long(day: datetime) -> str:
    # NĐ 30/2020/NĐ-CP, annex I: days below 10 and the months 1 and 2 take a leading 0, no others.
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"ngày {day:%d} tháng {month} năm {day:%Y}"


def _qr(address: str) -> str:
    """A QR code as SVG; an empty text for an empty address."""
    if not address:
        return ""
    target = io.BytesIO()
    # Trying all eight masks would cost as much as the page; every reader takes any of them.
    code = segno.make(address, error="m", micro=False, mask=0)
    code.save(target, kind="svg", xmldecl=False, border=0)
    return target.getvalue().decode()
