"""Where everything of a route's picture stands: boxes below each other, opinions beside theirs.

Lengths are in units of the picture, one of which is a pixel at its full width.
"""

from __future__ import annotations

import textwrap
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

WIDTH = 360
_LEFT, _RIGHT, _INSET = 48, 6, 12
_LINE, _PAD, _GAP = 22, 12, 22
_SIGNS, _OPINION_SIGNS = 33, 30
"""How many letters a line holds at the size the picture is drawn in; wide ones included."""


@dataclass(frozen=True, slots=True)
class Box:
    """What is drawn of one step: its name, lines below it, its state (done, current, ahead or
    skipped), whether it only comes on some answers, and the opinions asked beside it.
    """

    name: str
    lines: tuple[str, ...] = ()
    state: str = "ahead"
    is_optional: bool = False
    opinions: tuple[Box, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text at its place."""

    text: str
    x: int
    y: int
    is_strong: bool


@dataclass(frozen=True, slots=True)
class Placed:
    """A box at its place."""

    box: Box
    number: int
    x: int
    y: int
    width: int
    height: int
    texts: tuple[Line, ...]

    @property
    def middle(self) -> int:
        """Half way down."""
        return self.y + self.height // 2


@dataclass
class Picture:
    """The picture: `height` below its width, steps, and opinions with the step they belong to."""

    height: int = _PAD
    steps: list[Placed] = field(default_factory=list)
    opinions: list[tuple[Placed, Placed]] = field(default_factory=list)

    @property
    def width(self) -> int:
        """How wide it is."""
        return WIDTH


def picture_of(boxes: Sequence[Box]) -> Picture:
    """The picture of a route's steps in order."""
    picture = Picture()
    for number, box in enumerate(boxes, start=1):
        placed = _place(picture, box, number, left=_LEFT, signs=_SIGNS)
        picture.steps.append(placed)
        for opinion in box.opinions:
            beside = _place(picture, opinion, 0, left=_LEFT + 24, signs=_OPINION_SIGNS)
            picture.opinions.append((placed, beside))
    return picture


def _place(picture: Picture, box: Box, number: int, *, left: int, signs: int) -> Placed:
    names = textwrap.wrap(box.name, signs) or [""]
    below = [part for line in box.lines for part in textwrap.wrap(line, signs + 2)]
    top, height = picture.height, 2 * _PAD + _LINE * (len(names) + len(below)) - 4
    texts = tuple(
        Line(text, left + _INSET, top + _PAD + _LINE * place + 14, place < len(names))
        for place, text in enumerate([*names, *below])
    )
    picture.height += height + _GAP
    return Placed(box, number, left, top, WIDTH - left - _RIGHT, height, texts)
