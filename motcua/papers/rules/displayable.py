"""Text reduced to what the embedded fonts can show; PDF/A allows no letter without a shape."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

SUBSTITUTE = "\N{WHITE SQUARE}"
# Found by rendering every character below U+2C00 with Libertinus Serif and DejaVu Sans Mono;
# scripts left out have no shape there or need shaping that a Vietnamese form never asks for.
_SHOWN = (
    "\\n\\u0020-\\u007e\\u00a0-\\u00ac\\u00ae-\\u0377\\u0384-\\u038a\\u038e-\\u03a1\\u03a3-\\u0484\\u048a-\\u04ff"
    "\\u1e00-\\u1eff\\u2010-\\u2027\\u202f-\\u2040\\u2044-\\u2052\\u2074-\\u208e\\u20a0-\\u20c0\\u2100-\\u211e"
    "\\u2126-\\u2151\\u2153-\\u2184\\u2190-\\u23ff\\u2460-\\u262f"
)
_HIDDEN = re.compile(f"[^{_SHOWN}]")


def displayable(text: str) -> str:
    """The text composed (NFC), without invisible marks, a square for each shapeless letter."""
    return _HIDDEN.sub(_stand_in, unicodedata.normalize("NFC", text))


def displayable_in(value: Any) -> Any:
    """The same for every text inside a JSON value."""
    if isinstance(value, str):
        return displayable(value)
    if isinstance(value, Mapping):
        return {key: displayable_in(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [displayable_in(inner) for inner in value]
    return value


def _stand_in(match: re.Match[str]) -> str:
    letter = match.group()
    if letter == "\t":
        return " "
    return "" if unicodedata.category(letter)[0] == "C" else SUBSTITUTE
