"""Files as people and attackers send them, built from scratch."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path

import pypdf
from PIL import Image

HEIC = Path(__file__).with_name("turned.heic").read_bytes()
"""60 × 80 pixels, upright; made from a lying picture with orientation 6, camera and place."""

GPS = 0x8825
ORIENTATION = 0x0112
RED = (200, 30, 30)


def picture(width: int = 80, height: int = 60, *, mode: str = "RGB") -> Image.Image:
    """White with a red top left quarter, so that a test can tell which way is up."""
    image = Image.new("RGB", (width, height), "white")
    image.paste(RED, (0, 0, width // 2, height // 2))
    return image.convert(mode)


def jpeg(width: int = 80, height: int = 60, *, mode: str = "RGB", orientation: int = 1) -> bytes:
    """A photograph with camera, place and orientation in its EXIF block."""
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    exif[0x010F] = "SecretCamera"
    place = exif.get_ifd(GPS)
    place[1], place[2], place[3], place[4] = "N", (13.0, 58.0, 59.0), "E", (108.0, 0.0, 0.0)
    target = io.BytesIO()
    picture(width, height, mode=mode).save(target, "JPEG", exif=exif.tobytes(), quality=95)
    return target.getvalue()


def encoded(image: Image.Image, kind: str) -> bytes:
    target = io.BytesIO()
    image.save(target, kind)
    return target.getvalue()


def png_bomb(side: int = 30_000) -> bytes:
    """A PNG of a few kilobytes that unpacks to `side` × `side` pixels."""
    row = b"\0" + b"\0" * (side // 8)
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(row * 100) for _ in range(side // 100)) + packer.flush()
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0))
        + _chunk(b"IDAT", packed)
        + _chunk(b"IEND", b"")
    )


def png_text_bomb() -> bytes:
    """A small PNG whose text block unpacks to 200 MB."""
    honest = encoded(picture(), "PNG")
    text = b"Comment\0\0" + zlib.compress(b"A" * 200_000_000, 9)
    return honest[:33] + _chunk(b"zTXt", text) + honest[33:]


def _chunk(kind: bytes, content: bytes) -> bytes:
    return (
        struct.pack(">I", len(content))
        + kind
        + content
        + struct.pack(">I", zlib.crc32(kind + content))
    )


def pdf(pages: int = 1, *, password: str = "", owner_only: bool = False) -> bytes:
    writer = pypdf.PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(width=210, height=297)
    if password:
        writer.encrypt("" if owner_only else password, owner_password=password, algorithm="AES-256")
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()
