"""How the number of a paper is written."""

from __future__ import annotations

from motcua.papers.enums import Letter

_SUFFIXES = {
    Letter.RECEIPT: "TNHS",
    Letter.SUPPLEMENT_REQUEST: "HDHS",
    Letter.REFUSAL: "TCHS",
    Letter.APOLOGY: "PXL",
    Letter.RESULT: "KQ",
    Letter.HANDOVER: "BGKQ",
}


def is_numbered(letter: str) -> bool:
    """Whether a paper takes a number of its agency's book; the applicant's own copy takes none."""
    return letter in _SUFFIXES


def written(letter: str, number: int) -> str:
    """`07/TNHS`: numbers below 10 take a leading 0 (NĐ 30/2020/NĐ-CP, annex I)."""
    return f"{number:02d}/{_SUFFIXES[Letter(letter)]}"
