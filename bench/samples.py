"""What citizens of the bench send: forms, a scanned PDF of 100 KB, a photograph."""

from __future__ import annotations

import io
import random
from functools import cache
from typing import Any

import img2pdf
from PIL import Image

PAPER_BYTES = 100_000


def form(sections: int) -> dict[str, Any]:
    """A definition of so many pages; the first one asks for a file too when it is the only one."""
    return {
        "schema": 1,
        "key": f"bench-{sections}",
        "title": {"vi": f"Tờ khai đo tốc độ, {sections} trang", "en": f"Bench, {sections} pages"},
        "sections": [_section(number, alone=sections == 1) for number in range(1, sections + 1)],
    }


def _section(number: int, *, alone: bool) -> dict[str, Any]:
    questions = [_question(f"answer_{key}") for key in range(1, 6)]
    if number == 1:
        questions[0] |= {"prefill": "applicant.name"}
    if alone:
        questions.append(_question("scan") | {"type": "file"})
    return {"key": f"page_{number}", "title": _words(f"Trang {number}"), "questions": questions}


def _question(key: str) -> dict[str, Any]:
    return {"key": key, "type": "short_text", "label": _words(f"Câu hỏi {key}")}


def _words(text: str) -> dict[str, str]:
    return {"vi": text, "en": text}


def answers() -> dict[str, str]:
    """What is typed on one page, by question."""
    return {f"answer_{key}": "Trần Thị Đo Tốc Độ" for key in range(1, 6)}


@cache
def photograph(megapixels: int) -> bytes:
    """A JPEG of about so many million pixels, grainy like one from a telephone."""
    height = round((megapixels * 1_000_000 * 3 / 4) ** 0.5)
    size = (height * 4 // 3, height)
    grain = Image.frombytes("L", (200, 150), random.Random(7).randbytes(30_000))
    target = io.BytesIO()
    grain.resize(size, Image.Resampling.BICUBIC).convert("RGB").save(target, "JPEG", quality=90)
    return target.getvalue()


@cache
def pdf() -> bytes:
    """A scanned page of about 100 KB."""
    noise = Image.frombytes("L", (300, 350), random.Random(7).randbytes(300 * 350))
    target = io.BytesIO()
    noise.save(target, "JPEG", quality=88)
    made: bytes = img2pdf.convert(target.getvalue())
    return made + b"\n%" + b" " * max(0, PAPER_BYTES - len(made) - 10) + b"\n%%EOF"
