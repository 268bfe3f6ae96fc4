"""PDFs that come in: read to know that they open, never rewritten: signatures stay whole."""

from __future__ import annotations

import threading

import pypdfium2
import pypdfium2.raw as pdfium_c

from motcua.files.rules.limits import Flaw, Limits, Unacceptable

_TAIL = 2048
_alone = threading.Lock()  # PDFium is not safe to use from two threads


def count_pages(content: bytes, limits: Limits) -> int:
    """How many pages a PDF has.

    Raises Unacceptable: BROKEN (cut short, no readable page, or something else glued to its end),
    LOCKED (asks for a password before it opens) or TOO_MANY_PAGES.
    """
    if b"%%EOF" not in content[-_TAIL:]:
        raise Unacceptable(Flaw.BROKEN)
    with _alone:
        pages = _count(content)
    if pages == 0:
        raise Unacceptable(Flaw.BROKEN)
    if pages > limits.max_pages:
        raise Unacceptable(Flaw.TOO_MANY_PAGES, measured=pages)
    return pages


def _count(content: bytes) -> int:
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        locked = getattr(error, "err_code", None) == pdfium_c.FPDF_ERR_PASSWORD
        raise Unacceptable(Flaw.LOCKED if locked else Flaw.BROKEN) from error
    try:
        pages = len(document)
        for number in {0, pages - 1} if pages else ():
            document[number].close()
        return pages
    except pypdfium2.PdfiumError as error:
        raise Unacceptable(Flaw.BROKEN) from error
    finally:
        document.close()
