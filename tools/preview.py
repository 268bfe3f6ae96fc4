"""Draw the picture of link previews again: python -m tools.preview"""

from __future__ import annotations

import io
from pathlib import Path

import typst
from PIL import Image

ROOT = Path(__file__).resolve().parent.parent
DRAWING = ROOT / "tools" / "preview.typ"
PICTURE = ROOT / "assets" / "img" / "preview.png"
COLOURS = 32  # few and flat: more would only weigh


def draw() -> bytes:
    """The picture as PNG; the same drawing gives the same bytes."""
    drawn = typst.compile(
        str(DRAWING),
        root=str(ROOT),
        format="png",
        ppi=72,
        font_paths=typst.Fonts(include_system_fonts=False),
    )
    assert isinstance(drawn, bytes)  # one page, one picture  # noqa: S101
    target = io.BytesIO()
    picture = Image.open(io.BytesIO(drawn)).convert("RGB")
    picture.quantize(COLOURS, dither=Image.Dither.NONE).save(target, "PNG", optimize=True)
    return target.getvalue()


if __name__ == "__main__":
    PICTURE.write_bytes(draw())
