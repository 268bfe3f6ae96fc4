"""The type of a file, found from its first bytes and never from its name."""

from __future__ import annotations

import puremagic

HEAD = 4096
_LEADING_BLANKS = b"\xef\xbb\xbf\t\n\r\x00 "
_HEIC_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx"})
_FAMILIES = (
    ("officedocument.wordprocessing", "Word"),
    ("msword", "Word"),
    ("officedocument.spreadsheet", "Excel"),
    ("zip", "ZIP"),
    ("rar", "RAR"),
    ("html", "HTML"),
    ("executable", "EXE"),
    ("image/gif", "GIF"),
    ("image/tiff", "TIFF"),
    ("image/bmp", "BMP"),
    ("image/avif", "AVIF"),
    ("video/", "video"),
    ("audio/", "audio"),
)


def media_type_of(head: bytes) -> str:
    """One of the types the house can keep, or an empty string; the decoder has the last word."""
    if head.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    if head[4:8] == b"ftyp" and _is_heic(head):
        return "image/heic"
    # Readers look for the header within the first kilobyte; anything but blanks before it would
    # let one file be a PDF and something else at once.
    if head.lstrip(_LEADING_BLANKS).startswith(b"%PDF-"):
        return "application/pdf"
    return ""


def describe(head: bytes) -> str:
    """A short name for a type the house does not keep ("Word", "ZIP"), or an empty string."""
    try:
        guesses = puremagic.magic_string(head)
    except (puremagic.PureError, ValueError):
        return ""
    types = " ".join(guess.mime_type or guess.extension for guess in guesses[:3])
    return next((label for part, label in _FAMILIES if part in types), "")


def _is_heic(head: bytes) -> bool:
    length = min(int.from_bytes(head[:4], "big"), 256)
    brands = [head[8:12], *(head[at : at + 4] for at in range(16, length, 4))]
    return any(brand in _HEIC_BRANDS for brand in brands)
