"""What a paper may weigh and measure, and what can be wrong with a file that somebody sends."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

MEGABYTE = 1024 * 1024

PICTURES = frozenset({"image/jpeg", "image/png", "image/webp", "image/heic"})
PDF = "application/pdf"
EVERYTHING = PICTURES | {PDF}


@dataclass(frozen=True, kw_only=True)
class Limits:
    """Bounds of one upload slot; sizes in bytes, pictures in millions of pixels, PDFs in pages."""

    max_bytes: int = 20 * MEGABYTE
    max_pages: int = 200
    max_megapixels: int = 50
    accepts: frozenset[str] = EVERYTHING


RESULT_LIMITS = Limits(accepts=frozenset({PDF}), max_bytes=50 * MEGABYTE)
"""For results that officers upload: official papers are PDFs and may carry a signature."""

EXAMPLE_LIMITS = Limits(accepts=PICTURES, max_bytes=10 * MEGABYTE)
"""For pictures by which an officer shows how a paper should look."""


class Flaw(StrEnum):
    """Why a file cannot be taken."""

    EMPTY = "EMPTY"
    TOO_LARGE = "TOO_LARGE"
    WRONG_TYPE = "WRONG_TYPE"
    BROKEN = "BROKEN"
    LOCKED = "LOCKED"
    TOO_MANY_PIXELS = "TOO_MANY_PIXELS"
    TOO_MANY_PAGES = "TOO_MANY_PAGES"


class Unacceptable(Exception):
    """A file fails a bound or cannot be read; `measured` is in the unit of the bound."""

    def __init__(self, flaw: Flaw, *, measured: int = 0, found: str = "") -> None:
        super().__init__(flaw)
        self.flaw = flaw
        self.measured = measured
        self.found = found
