"""Identity numbers and tax codes, checked for their form only."""

from __future__ import annotations

import re

from stdnum.exceptions import ValidationError
from stdnum.vn import mst

from motcua.accounts.enums import IdentityKind
from motcua.kit.wording import Words, _, sentence

_SEPARATORS = re.compile(r"[\s.\-]+")
_TWELVE_DIGITS = re.compile(r"[0-9]{12}")
_FORMS: dict[str, tuple[re.Pattern[str], Words]] = {
    IdentityKind.CITIZEN_12: (_TWELVE_DIGITS, _("Số định danh cá nhân gồm đúng 12 chữ số.")),
    IdentityKind.NUMBER_WITHOUT_CARD: (
        _TWELVE_DIGITS,
        _("Số định danh cá nhân gồm đúng 12 chữ số."),
    ),
    IdentityKind.ID_CARD_9: (
        re.compile(r"[0-9]{9}"),
        _("Số chứng minh nhân dân gồm đúng 9 chữ số."),
    ),
    IdentityKind.PASSPORT: (
        re.compile(r"[0-9A-Z]{5,15}"),
        _("Số hộ chiếu gồm 5 đến 15 chữ cái không dấu và chữ số, ví dụ B1234567."),
    ),
}


class Malformed(ValueError):
    """What was typed cannot be such a number; `message` says so to the person."""

    def __init__(self, message: Words) -> None:
        self.message = message
        super().__init__()

    def __str__(self) -> str:
        return str(self.message)


def identity_number(kind: str, typed: str) -> str:
    """The number of a paper as it is kept; empty for someone who has none yet; else `Malformed`."""
    number = _SEPARATORS.sub("", typed).upper()
    if kind not in _FORMS:
        if number:
            raise Malformed(_("Hãy chọn loại giấy tờ của số này, hoặc để trống ô số."))
        return ""
    form, message = _FORMS[kind]
    if not form.fullmatch(number):
        raise Malformed(message)
    return number


def tax_code(typed: str) -> str:
    """10 digits with their check digit, or 10-3 for a branch; 12 digits for a person or a
    household business.
    """
    digits = _SEPARATORS.sub("", typed)
    if _TWELVE_DIGITS.fullmatch(digits):
        return digits
    if not re.fullmatch(r"[0-9]{10}(?:[0-9]{3})?", digits):
        raise Malformed(
            _(
                "Mã số thuế gồm 10 chữ số, 13 chữ số (chi nhánh)"
                " hoặc 12 chữ số (cá nhân, hộ kinh doanh)."
            )
        )
    try:
        digits = mst.validate(digits)
    except ValidationError:
        raise Malformed(
            _("Mã số thuế không khớp chữ số kiểm tra. Hãy so lại từng chữ số với giấy đăng ký.")
        ) from None
    return digits if len(digits) == 10 else f"{digits[:10]}-{digits[10:]}"


def doubt_about_year(kind: str, number: str, born_year: int | None) -> Words | None:
    """A remark when the year inside a 12-digit number differs from the one stated; never a
    refusal, never a correction.

    Decree 137/2015/NĐ-CP, art. 13 and Circular 07/2016/TT-BCA: the 4th digit tells century
    (and sex), the 5th and 6th the year.
    """
    if kind not in {IdentityKind.CITIZEN_12, IdentityKind.NUMBER_WITHOUT_CARD} or born_year is None:
        return None
    inside = 1900 + int(number[3]) // 2 * 100 + int(number[4:6])
    if inside == born_year:
        return None
    return sentence(
        _(
            "Số định danh thường chứa năm sinh {inside}, khác với năm {stated} bạn nhập."
            " Nếu cả hai đều đúng, không cần sửa."
        ),
        inside=inside,
        stated=born_year,
    )
