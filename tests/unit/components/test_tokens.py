"""Colours are read in the sun: text pairs reach 7:1, shapes and frames 3:1."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest

CSS = Path(__file__).parents[3] / "assets" / "css"
BUDGET_BYTES = 9 * 1024
TEXT_PAIRS = [
    ("ink", "paper"),
    ("ink", "paper-soft"),
    ("ink-soft", "paper"),
    ("ink-soft", "paper-soft"),
    ("action", "paper"),
    ("action-dark", "paper"),
    ("on-action", "action"),
    ("on-action", "action-dark"),
    ("on-action", "red"),
    ("on-action", "red-dark"),
    ("red-dark", "paper"),
    ("red-ink", "paper"),
    ("ink", "gold"),
    *(
        (f"{tone}-ink", f"{tone}-wash")
        for tone in (
            "grey",
            "blue",
            "green",
            "amber",
            "red",
            "violet",
            "teal",
            "brown",
            "pink",
        )
    ),
]
SHAPE_PAIRS = [
    ("line-strong", "paper"),
    ("action", "paper-soft"),
    ("red", "paper"),
    ("ink", "gold"),
]


def tokens() -> dict[str, str]:
    """The colours of the first block, which holds for everyone."""
    block = (CSS / "tokens.css").read_text().partition("}")[0]
    return dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{3,6});", block))


def luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
    channels = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_contrast_of_black_on_white_is_21() -> None:
    assert contrast("#000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize(("text", "ground"), TEXT_PAIRS)
def test_text_reaches_seven_to_one(text: str, ground: str) -> None:
    known = tokens()

    assert contrast(known[text], known[ground]) >= 7


@pytest.mark.parametrize(("shape", "ground"), SHAPE_PAIRS)
def test_shapes_reach_three_to_one(shape: str, ground: str) -> None:
    known = tokens()

    assert contrast(known[shape], known[ground]) >= 3


def test_colours_stand_only_in_the_tokens() -> None:
    allowed = {"#fff", "#000"}
    for name in ("base", "components", "utilities"):
        found = set(re.findall(r"#[0-9a-fA-F]{3,8}\b", (CSS / f"{name}.css").read_text()))
        assert found <= allowed, name


def test_sheets_weigh_little_and_fetch_nothing() -> None:
    sheets = sorted(CSS.glob("*.css"))
    weight = sum(len(gzip.compress(sheet.read_bytes(), 9)) for sheet in sheets)

    assert [sheet.stem for sheet in sheets] == ["base", "components", "tokens", "utilities"]
    assert weight <= BUDGET_BYTES
    assert not any(re.search(r"url\(|@import|@font-face", sheet.read_text()) for sheet in sheets)
