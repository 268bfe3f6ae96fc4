"""Whole đồng: shown, read from what people type, and written in words."""

from __future__ import annotations

import re
import unicodedata

from django.utils.translation import gettext_lazy as _

from motcua.kit.text_vi import clean

LARGEST = 10**15 - 1

_LONGEST_TYPED = 60
_CURRENCY = re.compile(r"(?:vnđ|vnd|đồng|dong|đ|₫|d)\.?$")
_PLAIN = re.compile(r"\d+", re.ASCII)
_GROUPED = re.compile(r"([1-9]\d{0,2}([., ])\d{3}(?:\2\d{3})*)(?:(?!\2)[.,]0{1,2})?", re.ASCII)
_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")


class NotAnAmount(ValueError):
    """What was typed is not a clear amount of đồng; `message` says so to the person."""

    def __init__(self, message: object) -> None:
        self.message = message
        super().__init__()

    def __str__(self) -> str:
        return str(self.message)


def format_vnd(amount_vnd: int) -> str:
    """1234000 → "1.234.000 đ" (the blank does not break)."""
    return f"{amount_vnd:,}".replace(",", ".") + "\u00a0đ"


def parse_vnd(typed: str) -> int:
    """The đồng that a person typed: 1234000, 1.234.000, 1,234,000 đ, 1 234 000 VND.

    Fractions, words ("1,5 triệu"), signs and uneven groups raise `NotAnAmount`: nothing is guessed.
    """
    text = unicodedata.normalize("NFKC", clean(typed[: _LONGEST_TYPED * 4])).lower()
    if not text:
        raise NotAnAmount(_("Hãy nhập số tiền, ví dụ 1.500.000."))
    if len(text) > _LONGEST_TYPED:
        raise NotAnAmount(_("Số tiền dài quá. Hãy nhập bằng chữ số, ví dụ 1.500.000."))
    digits = _digits(unicodedata.normalize("NFC", _CURRENCY.sub("", text).strip()))
    amount = int(digits)
    if amount > LARGEST:
        raise NotAnAmount(_("Số tiền lớn quá mức cho phép. Hãy kiểm tra lại các chữ số 0."))
    return amount


def _digits(text: str) -> str:
    if _PLAIN.fullmatch(text):
        return text
    grouped = _GROUPED.fullmatch(text)
    if grouped is None:
        raise NotAnAmount(
            _(
                "Không rõ số tiền này là bao nhiêu. Hãy nhập đủ các chữ số, không viết tắt,"
                " ví dụ 1.500.000 thay cho 1,5 triệu."
            )
        )
    return re.sub(r"\D", "", grouped[1])


def in_words(amount_vnd: int) -> str:
    """1234000 → "Một triệu hai trăm ba mươi tư nghìn đồng", as receipts must have it."""
    if amount_vnd < 0:
        raise ValueError("a receipt bears no negative amount")
    words = _spoken(amount_vnd) if amount_vnd else "không"
    return f"{words[0].upper()}{words[1:]} đồng"


def _spoken(number: int, *, inside: bool = False) -> str:
    """A number above zero; `inside`: a higher part stands before it, so zeros are read."""
    billions, rest = divmod(number, 10**9)
    parts = []
    if billions:
        parts.append(f"{_spoken(billions, inside=inside)} tỷ")
    for size, name in ((10**6, "triệu"), (10**3, "nghìn"), (1, "")):
        triple, rest = divmod(rest, size)
        if triple:
            parts.append(f"{_triple(triple, inside=inside or bool(parts))} {name}".strip())
    return " ".join(parts)


def _triple(number: int, *, inside: bool) -> str:
    hundreds, pair = divmod(number, 100)
    words = [f"{_DIGITS[hundreds]} trăm"] if hundreds or inside else []
    tens, units = divmod(pair, 10)
    if tens:
        words.append("mười" if tens == 1 else f"{_DIGITS[tens]} mươi")
    elif units and words:
        words.append("linh")
    if units:
        words.append(_unit_after(tens, units))
    return " ".join(words)


def _unit_after(tens: int, units: int) -> str:
    """21 mốt, 24 tư, 15 lăm; 11 một, 14 bốn, 5 năm."""
    if units == 5 and tens:
        return "lăm"
    if tens >= 2 and units in (1, 4):
        return "mốt" if units == 1 else "tư"
    return _DIGITS[units]
