"""The names people give their files, made safe to keep and to show."""

from __future__ import annotations

import unicodedata
from pathlib import PurePosixPath

LONGEST = 120
NAMELESS = "tep"


def clean_name(raw: str) -> str:
    """The last part of a path, composed (NFC), without control or direction marks.

    At most 120 characters, the suffix survives the cut; where nothing is left it becomes "tep".
    """
    base = raw.replace("\\", "/").rstrip("/").rpartition("/")[2]
    visible = "".join(
        " " if unicodedata.category(letter) in {"Zs", "Zl", "Zp", "Cc"} else letter
        for letter in unicodedata.normalize("NFC", base)
        if unicodedata.category(letter) not in {"Cf", "Cs", "Co", "Cn"}
    )
    name = " ".join(visible.split()).strip(". ")
    if not name:
        return NAMELESS
    if len(name) <= LONGEST:
        return name
    suffix = PurePosixPath(name).suffix[:10]
    return name[: LONGEST - len(suffix)].rstrip(". ") + suffix
