"""Reads a paper back as a person or a screen reader would."""

from __future__ import annotations

import io

import pypdf
import pypdfium2


def text_of(pdf: bytes) -> str:
    """All text, blanks and line ends as single blanks."""
    return " ".join(pages_of(pdf))


def pages_of(pdf: bytes) -> list[str]:
    """The text of each page, blanks and line ends as single blanks."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        pages = [
            document[number].get_textpage().get_text_bounded() for number in range(len(document))
        ]
    finally:
        document.close()
    return [" ".join(page.split()) for page in pages]


def fonts_of(pdf: bytes) -> set[str]:
    """The names of the fonts on the pages."""
    return {
        str(font.get_object()["/BaseFont"])
        for page in pypdf.PdfReader(io.BytesIO(pdf)).pages
        for font in page["/Resources"]["/Font"].values()  # type: ignore[index]
    }


def overflowing(pdf: bytes) -> list[str]:
    """The texts that reach over an edge of their page."""
    found = []
    document = pypdfium2.PdfDocument(pdf)
    for number in range(len(document)):
        page = document[number]
        width, height = page.get_size()
        texts = page.get_textpage()
        for index in range(texts.count_rects()):
            left, bottom, right, top = texts.get_rect(index)
            if left < 0 or bottom < 0 or right > width or top > height:
                found.append(texts.get_text_bounded(left, bottom, right, top))
    document.close()
    return found


def catalog_of(pdf: bytes) -> pypdf.generic.DictionaryObject:
    return pypdf.PdfReader(io.BytesIO(pdf)).root_object
