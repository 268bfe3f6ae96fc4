"""Several photographs and PDFs of one paper, joined into one PDF for the officer."""

from __future__ import annotations

import io
from itertools import groupby
from typing import TYPE_CHECKING

import img2pdf
import pypdf
from pypdf.errors import PyPdfError

from motcua.files.rules.limits import PDF, Flaw, Unacceptable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

A4 = (img2pdf.mm_to_pt(210), img2pdf.mm_to_pt(297))
_layout = img2pdf.get_layout_fun(pagesize=A4, fit=img2pdf.FitMode.into, auto_orient=True)


def join(parts: Sequence[tuple[str, bytes]], *, title: str) -> bytes:
    """One PDF out of (media type, content) in order; JPEGs go in as they are, one to an A4 page.

    The same parts give the same bytes. Raises Unacceptable BROKEN when a PDF among them cannot be taken apart.
    """
    pieces = list(_pieces(parts))
    writer = pypdf.PdfWriter()
    try:
        for piece in pieces:
            writer.append(_opened(piece), import_outline=False)
        writer.metadata = {"/Title": title, "/Producer": "Một Cửa"}
        target = io.BytesIO()
        writer.write(target)
    except (
        PyPdfError,
        ValueError,
        LookupError,
        TypeError,
        AttributeError,
        RecursionError,
        OSError,
    ) as error:
        raise Unacceptable(Flaw.BROKEN) from error
    return target.getvalue()


def _pieces(parts: Sequence[tuple[str, bytes]]) -> Iterator[bytes]:
    for is_pdf, run in groupby(parts, key=lambda part: part[0] == PDF):
        contents = [content for _, content in run]
        if is_pdf:
            yield from contents
        else:
            yield img2pdf.convert(contents, layout_fun=_layout, nodate=True)


def _opened(content: bytes) -> pypdf.PdfReader:
    reader = pypdf.PdfReader(io.BytesIO(content))
    if reader.is_encrypted:
        reader.decrypt(
            ""
        )  # protected against changes only; those that ask for a password never came in
    return reader
