"""How the number of a paper is written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from motcua.papers.enums import Letter

if TYPE_CHECKING:
    from collections.abc import Mapping

_SUFFIXES = {
    Letter.RECEIPT: "TNHS",
    Letter.SUPPLEMENT_REQUEST: "HDHS",
    Letter.REFUSAL: "TCHS",
    Letter.APOLOGY: "PXL",
    Letter.STOP_NOTICE: "TBDHS",
    Letter.RESULT: "KQ",
    Letter.HANDOVER: "BGKQ",
}


def is_numbered(letter: str, content: Mapping[str, Any]) -> bool:
    """Whether a paper takes a number of its agency's book.

    The applicant's own copy takes none, nor does a paper with a number of another register.
    """
    return letter in _SUFFIXES and not content.get("number")


def written(letter: str, number: int) -> str:
    """`07/TNHS`: numbers below 10 take a leading 0 (NĐ 30/2020/NĐ-CP, annex I)."""
    return f"{number:02d}/{_SUFFIXES[Letter(letter)]}"
