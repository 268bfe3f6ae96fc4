"""Cutting the announced text of a procedure's steps into steps."""

from __future__ import annotations

import re
from dataclasses import dataclass

_STEP = re.compile(
    r"^[\s\-–+*•·]*(?:[a-zđ0-9][\w.]{0,8}[).]\s*)?(?:[-–]\s*)?bước\s+(?:thứ\s+)?(\d{1,2}|một|hai|ba|bốn|năm|sáu)\b\s*[:.)–-]*\s*",
    re.IGNORECASE | re.MULTILINE,
)
_LONGEST_NAME = 90
_SENTENCE_END = re.compile(r"[:.;]\s|\n")


@dataclass(frozen=True)
class Step:
    """A step: its name where the text gives one, and what happens in it."""

    name: str
    text: str


def steps_of(text: str) -> list[Step]:
    """The steps ("Bước 1 …") of a text in order; empty when it is not written in steps."""
    marks = list(_STEP.finditer(text))
    if len(marks) < 2:
        return []
    ends = [mark.start() for mark in marks[1:]] + [len(text)]
    return [_step(text[mark.end() : end].strip()) for mark, end in zip(marks, ends, strict=True)]


def _step(text: str) -> Step:
    """The first words up to a colon or full stop name the step, if they are few."""
    end = _SENTENCE_END.search(text)
    if end and 0 < end.start() <= _LONGEST_NAME:
        return Step(text[: end.start()].strip(), text[end.end() :].strip())
    return Step("", text)
