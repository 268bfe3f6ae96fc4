"""Phone numbers in every way people type them, kept as E.164."""

from __future__ import annotations

import re

import phonenumbers
from django.utils.translation import gettext_lazy as _

from motcua.kit.text_vi import clean

_LONGEST_TYPED = 40
_VIET_NAM = 84
_OLD_MOBILE = re.compile(r"(?:\+?84|0)1[2689]\d{8}")  # eleven digits, ended on 15/09/2018
_NOT_DIGITS = re.compile(r"[^\d+]")


class NotAPhone(ValueError):
    """What was typed is no phone number; `message` says so to the person."""

    def __init__(self, message: object) -> None:
        self.message = message
        super().__init__()

    def __str__(self) -> str:
        return str(self.message)


def normalise(typed: str) -> str:
    """E.164 of a Vietnamese mobile or landline, or of a foreign number typed with its +code.

    "0905 123 456", "84905123456", "(+84) 905.123.456" → "+84905123456"; else `NotAPhone`.
    """
    text = clean(typed[: _LONGEST_TYPED * 4])
    if not text:
        raise NotAPhone(_("Hãy nhập số điện thoại, ví dụ 0905 123 456."))
    if len(text) > _LONGEST_TYPED:
        raise NotAPhone(_("Số điện thoại dài quá. Hãy nhập một số, ví dụ 0905 123 456."))
    if _OLD_MOBILE.fullmatch(_NOT_DIGITS.sub("", text)):
        raise NotAPhone(
            _(
                "Số di động 11 chữ số không còn dùng từ năm 2018. Hãy nhập số 10 chữ số đang dùng,"
                " ví dụ 0905 123 456."
            )
        )
    return _checked(text)


def _checked(text: str) -> str:
    try:
        number = phonenumbers.parse(text, "VN")
    except phonenumbers.NumberParseException:
        number = None
    if number is None or number.extension or not phonenumbers.is_valid_number(number):
        raise NotAPhone(
            _(
                "Đây không phải số điện thoại đang dùng được. Hãy nhập số di động hoặc số bàn"
                " kèm mã vùng, ví dụ 0905 123 456 hoặc 0269 3824 404."
            )
        )
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def spaced(e164: str) -> str:
    """How people write the number: "0905 123 456" at home, "+1 650-253-0000" abroad."""
    try:
        number = phonenumbers.parse(e164, None)
    except phonenumbers.NumberParseException:
        return e164
    style = phonenumbers.PhoneNumberFormat
    domestic = number.country_code == _VIET_NAM
    return phonenumbers.format_number(number, style.NATIONAL if domestic else style.INTERNATIONAL)
