"""Stand-ins for photographed papers: one PDF a kind of paper, that says what it stands for."""

from __future__ import annotations

import json
from functools import cache

import typst
from django.core.files.uploadedfile import SimpleUploadedFile

from motcua.kit.text_vi import slug

_SHEET = """
#set page("a5", margin: 2cm)
#set text(lang: "vi", size: 13pt)
#align(center)[#text(weight: "bold")[BẢN CHỤP MẪU]]
#v(1cm)
#align(center)[#text(size: 15pt, TITLE)]
#v(1fr)
#text(size: 10pt)[Giấy tờ này chỉ dùng để trình diễn, không có giá trị pháp lý.]
"""


def scan_of(title: str) -> SimpleUploadedFile:
    """A file as somebody would upload it for this paper."""
    return SimpleUploadedFile(f"{slug(title)[:60]}.pdf", _pdf(title), "application/pdf")


@cache
def _pdf(title: str) -> bytes:
    sheet = _SHEET.replace("TITLE", json.dumps(title, ensure_ascii=False))
    made = typst.compile(sheet.encode(), format="pdf")
    if not isinstance(made, bytes):
        raise TypeError("Typst gave several files for one sheet.")
    return made
