"""Photographs made fit to keep: upright, of a sensible size, with nothing hidden in them."""

from __future__ import annotations

import io
import struct
import threading
import zlib
from dataclasses import dataclass

import pi_heif
from PIL import Image

from motcua.files.rules.limits import Flaw, Limits, Unacceptable

LONGEST_SIDE = 3000
"""An A4 page that fills the picture keeps about 250 dots per inch: small print stays legible."""
QUALITY = 85

_MILLION = 1_000_000
_START_OF_SCAN = b"\xff\xda"
_MOST_SCANS = 100  # cameras use 1, progressive encoders about 10, previews add a few
_FORMATS = {
    "image/jpeg": ("JPEG",),
    "image/png": ("PNG",),
    "image/webp": ("WEBP",),
    "image/heic": ("HEIF",),
}
_ORIENTATION = 0x0112
_TURNS: dict[object, Image.Transpose] = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_UNREADABLE = (
    OSError,
    SyntaxError,
    ValueError,
    EOFError,
    LookupError,
    TypeError,
    OverflowError,
    MemoryError,
    RuntimeError,
    struct.error,
    zlib.error,
)

# Our own bound is checked on the header before a pixel is decoded; Pillow's only warns at first.
Image.MAX_IMAGE_PIXELS = None
pi_heif.register_heif_opener()
# A decoded picture of 50 megapixels takes 150 to 200 MB; a small server has room for two.
_at_once = threading.BoundedSemaphore(2)


@dataclass(frozen=True, kw_only=True)
class Picture:
    """A picture as kept: JPEG bytes and its measures in pixels."""

    content: bytes
    width: int
    height: int


def reencode(content: bytes, media_type: str, limits: Limits) -> Picture:
    """The picture as a fresh JPEG: turned upright, at most 3,000 pixels a side, no metadata.

    Raises Unacceptable TOO_MANY_PIXELS before decoding, BROKEN when it does not decode to the end.
    """
    if media_type == "image/jpeg":
        _check_scans(content)
    with _at_once:
        try:
            return _reencode(content, media_type, limits)
        except _UNREADABLE as error:
            raise Unacceptable(Flaw.BROKEN) from error


def _check_scans(content: bytes) -> None:
    # A progressive JPEG is painted over and over; a few kilobytes can ask for a thousand coats.
    if content.count(_START_OF_SCAN) > _MOST_SCANS:
        raise Unacceptable(Flaw.BROKEN)


def _reencode(content: bytes, media_type: str, limits: Limits) -> Picture:
    with Image.open(io.BytesIO(content), formats=_FORMATS[media_type]) as image:
        pixels = image.width * image.height
        if pixels > limits.max_megapixels * _MILLION:
            raise Unacceptable(Flaw.TOO_MANY_PIXELS, measured=-(-pixels // _MILLION))
        image.draft(
            "RGB", (LONGEST_SIDE, LONGEST_SIDE)
        )  # JPEG: let the decoder halve what is twice too large
        image.load()
        kept = _upright(_smaller(image))
    plain = _opaque(kept)
    target = io.BytesIO()
    plain.save(target, "JPEG", quality=QUALITY)
    return Picture(content=target.getvalue(), width=plain.width, height=plain.height)


def _smaller(image: Image.Image) -> Image.Image:
    if max(image.size) <= LONGEST_SIDE:
        return image
    if image.mode not in {
        "L",
        "RGB",
        "RGBA",
        "LA",
        "CMYK",
    }:  # palettes and bitmaps cannot be averaged
        image = image.convert("RGBA" if image.has_transparency_data else "RGB")
    image.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.BILINEAR, reducing_gap=2.0)
    return image


def _upright(image: Image.Image) -> Image.Image:
    # Only the orientation is read: Pillow's own helper writes the block anew and fails on odd ones.
    try:
        turn = _TURNS.get(image.getexif().get(_ORIENTATION))
    except _UNREADABLE:  # a damaged block must not cost a good photograph
        turn = None
    return image if turn is None else image.transpose(turn)


def _opaque(image: Image.Image) -> Image.Image:
    """Black and white stays grey, the rest becomes RGB; what was transparent becomes paper."""
    if image.has_transparency_data:
        layer = image.convert("RGBA")
        paper = Image.new("RGB", layer.size, "white")
        paper.paste(layer, mask=layer.getchannel("A"))
        return paper
    if image.mode in {"1", "L"}:
        return image.convert("L")
    return image.convert("RGB")
