"""Whom a procedure is for, read from the subjects that its record names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from motcua.kit import text_vi

if TYPE_CHECKING:
    from collections.abc import Iterable

# Folded beginnings of the subjects of the national database (QĐ 1299: ĐT1–ĐT8 and older wordings).
_BEGINNINGS = (
    ("nguoi nuoc ngoai", "nguoi-nuoc-ngoai"),
    ("nguoi viet nam dinh cu", "nguoi-nuoc-ngoai"),
    ("to chuc nuoc ngoai", "to-chuc"),
    ("doanh nghiep", "doanh-nghiep"),
    ("hop tac xa", "doanh-nghiep"),
    ("ho kinh doanh", "doanh-nghiep"),
    ("to chuc", "to-chuc"),
    ("co quan", "to-chuc"),
    ("can bo", "can-bo"),
    ("cong chuc", "can-bo"),
    ("vien chuc", "can-bo"),
    ("dang vien", "can-bo"),
    ("cong dan", "cong-dan"),
    ("ca nhan", "cong-dan"),
    ("ho gia dinh", "cong-dan"),
)


def audiences_of(subjects: Iterable[str]) -> list[str]:
    """The audience codes (`enums.Audience`) that the subjects name, each once, in the order first
    named.
    """
    found: dict[str, None] = {}
    for subject in subjects:
        folded = text_vi.fold(subject)
        for beginning, audience in _BEGINNINGS:
            if folded.startswith(beginning):
                found[audience] = None
                break
    return list(found)
