"""Checking texts, numbers, money and choices."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from motcua.eforms.rules.answers.raw import MOST_KEPT
from motcua.eforms.rules.answers.unfit import Unfit, labelled
from motcua.eforms.rules.answers.writing import written_number
from motcua.kit.money import LARGEST, NotAnAmount, format_vnd, parse_vnd
from motcua.kit.wording import Words, _, sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from motcua.eforms.rules.definition import (
        ChoiceQuestion,
        NumberQuestion,
        Question,
        TextQuestion,
    )

MOST_NUMBER = Decimal(999_999_999_999)
_BLANKS = re.compile(r"[\s'’]+")
_GROUPED = re.compile(r"[0-9]{1,3}(?:[.,][0-9]{3})+")
_PLAIN = re.compile(r"[0-9]+(?:[.,][0-9]*)?")


def check_text(question: TextQuestion, text: str) -> str:
    """The text, at most `max_length` characters long, without digits where it is of letters."""
    if question.letters and any(sign.isdigit() for sign in text):
        template = _("“{label}” chỉ gồm chữ, không có chữ số. Hãy viết như trên giấy tờ.")
        raise Unfit(sentence(template, label=question.label))
    if len(text) > question.max_length:
        length = (
            written_number(len(text)) if len(text) < MOST_KEPT else f"≥ {written_number(MOST_KEPT)}"
        )
        raise Unfit(
            sentence(
                _("“{label}” dài {length} ký tự, chỉ nhận tối đa {most} ký tự. Hãy viết ngắn lại."),
                label=question.label,
                length=length,
                most=written_number(question.max_length),
            )
        )
    return text


def check_number(question: NumberQuestion, text: str) -> int | float:
    """A number within its limits; whole ones as int, others as float of at most 15 digits."""
    value = read_number(text, decimals=question.decimals)
    if value is None:
        raise Unfit(sentence(_number_hint(question.decimals), label=question.label))
    _within(question, value, MOST_NUMBER)
    exponent = value.normalize().as_tuple().exponent
    if isinstance(exponent, int) and -exponent > question.decimals:
        template = (
            _("“{label}” chỉ nhận tối đa {places} chữ số sau dấu phẩy.")
            if question.decimals
            else _("“{label}” phải là số nguyên, không có phần lẻ.")
        )
        raise Unfit(sentence(template, label=question.label, places=question.decimals))
    return int(value) if value == value.to_integral_value() else float(value)


def check_money(question: NumberQuestion, text: str) -> int:
    """Whole đồng; `1.234.000 đ`, `1,234,000` and `1234000` are the same."""
    try:
        value = parse_vnd(text)
    except NotAnAmount as refusal:
        raise Unfit(labelled(question, refusal.message)) from None
    _within(question, Decimal(value), Decimal(LARGEST), money=True)
    return value


def check_choice(question: ChoiceQuestion, text: str) -> str:
    """The key of one option."""
    if text not in question.by_key:
        raise Unfit(_choose_from_list(question))
    return text


def check_choices(question: ChoiceQuestion, texts: Sequence[str]) -> list[str]:
    """Keys in the order of the definition, between `min` and `max` of them."""
    if any(text not in question.by_key for text in texts):
        raise Unfit(_choose_from_list(question))
    chosen = [key for key in question.by_key if key in texts]
    if len(chosen) < question.min:
        raise Unfit(
            sentence(
                _("Hãy chọn ít nhất {least} mục ở “{label}”."),
                least=question.min,
                label=question.label,
            )
        )
    if len(chosen) > question.max:
        raise Unfit(
            sentence(
                _("Chỉ được chọn tối đa {most} mục ở “{label}”."),
                most=question.max,
                label=question.label,
            )
        )
    return chosen


def read_number(text: str, *, decimals: int) -> Decimal | None:
    """A number as people write it: 1.234,5 as well as 1234.5; None when it is none.

    A single dot or comma before exactly three digits groups thousands, except a comma where
    decimals are
    expected.
    """
    sign, digits = _split_sign(_BLANKS.sub("", text))
    if len(digits) > 40:
        return None
    if "." in digits and "," in digits:
        return _two_marks(sign, digits)
    grouped = _GROUPED.fullmatch(digits) and not digits.startswith("0")
    if grouped and not (decimals and digits.count(",") == 1):
        return Decimal(sign + digits.replace(".", "").replace(",", ""))
    if _PLAIN.fullmatch(digits):
        return Decimal(sign + digits.replace(",", ".").rstrip("."))
    return None


def _split_sign(text: str) -> tuple[str, str]:
    return ("-", text[1:]) if text[:1] in "-−–" and text else ("", text.removeprefix("+"))


def _two_marks(sign: str, digits: str) -> Decimal | None:
    mark = max(".,", key=digits.rfind)
    whole, _mark, fraction = digits.rpartition(mark)
    if not (_GROUPED.fullmatch(whole) and mark not in whole and re.fullmatch("[0-9]*", fraction)):
        return None
    return Decimal(f"{sign}{re.sub('[.,]', '', whole)}.{fraction or 0}")


def _number_hint(decimals: int) -> Words:
    if decimals:
        return _("“{label}” phải là số, ví dụ 120 hoặc 1.234,5. Hãy chỉ điền chữ số.")
    return _("“{label}” phải là số nguyên, ví dụ 2 hoặc 1.200. Hãy chỉ điền chữ số.")


def _within(
    question: NumberQuestion, value: Decimal, most: Decimal, *, money: bool = False
) -> None:
    low = question.min if question.min is not None else (Decimal(0) if money else -most)
    high = question.max if question.max is not None else most
    if low <= value <= high:
        return
    template, limit = (
        (_("“{label}” không được nhỏ hơn {limit}."), low)
        if value < low
        else (_("“{label}” không được lớn hơn {limit}."), high)
    )
    shown = format_vnd(int(limit)) if money else plain(question, limit)
    raise Unfit(sentence(template, label=question.label, limit=shown))


def plain(question: NumberQuestion, value: float | Decimal) -> str:
    """A number as it is written; the digits of a year stand together."""
    return str(int(value)) if question.is_year else written_number(value)


def _choose_from_list(question: Question) -> Words:
    return sentence(_("Hãy chọn lại ở “{label}” trong các mục có sẵn."), label=question.label)
