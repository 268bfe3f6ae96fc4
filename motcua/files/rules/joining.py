"""Several photographs and PDFs of one paper, joined into one PDF for the officer."""

from __future__ import annotations

import io
from itertools import groupby
from typing import TYPE_CHECKING

from motcua.files.rules.limits import PDF, Flaw, Unacceptable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_A4 = (595.28, 841.89)  # points
# What pypdf lets through, besides its own errors, when a file is not what it says it is.
_STRANGE = (ValueError, LookupError, TypeError, AttributeError, RecursionError, OSError)


def join(parts: Sequence[tuple[str, bytes]], *, title: str) -> bytes:
    """One PDF out of (media type, content) in order; JPEGs go in as they are, one to an A4 page.

    Raises Unacceptable BROKEN when a PDF among them cannot be taken apart.
    """
    # Loaded by the job that joins: pypdf and img2pdf would cost every web process 30 MB.
    from pypdf.errors import PyPdfError

    pieces = list(_pieces(parts))
    try:
        return _glued(pieces, title=title)
    except (PyPdfError, *_STRANGE) as error:
        raise Unacceptable(Flaw.BROKEN) from error


def _pieces(parts: Sequence[tuple[str, bytes]]) -> Iterator[bytes]:
    import img2pdf

    layout = img2pdf.get_layout_fun(pagesize=_A4, fit=img2pdf.FitMode.into, auto_orient=True)
    for is_pdf, run in groupby(parts, key=lambda part: part[0] == PDF):
        contents = [content for _, content in run]
        if is_pdf:
            yield from contents
        else:
            yield img2pdf.convert(contents, layout_fun=layout, nodate=True)


def _glued(pieces: Sequence[bytes], *, title: str) -> bytes:
    import pypdf

    writer = pypdf.PdfWriter()
    for piece in pieces:
        reader = pypdf.PdfReader(io.BytesIO(piece))
        if reader.is_encrypted:
            reader.decrypt("")  # bars changes only; one that asks for a password never came in
        writer.append(reader, import_outline=False)
    writer.metadata = {"/Title": title, "/Producer": "Một Cửa"}
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()
