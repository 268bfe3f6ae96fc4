"""Which set of official forms holds on a day, and how each set calls its forms."""

from __future__ import annotations

from datetime import date

from motcua.kit.wording import _
from motcua.papers.enums import FormSet, Letter

TT03_2025_FROM = date(2025, 9, 15)
"""TT 03/2025/TT-VPCP of 15/09/2025; earlier days keep the forms of TT 01/2018/TT-VPCP."""

_FORM_NUMBERS = {
    Letter.RECEIPT: "Mẫu số 01",
    Letter.SUPPLEMENT_REQUEST: "Mẫu số 02",
    Letter.REFUSAL: "Mẫu số 03",
    Letter.APOLOGY: "Mẫu số 04",
    Letter.STOP_NOTICE: "Mẫu số 05",
}
_NEW_IN_2025 = {Letter.STOP_NOTICE}
_CIRCULARS = {FormSet.TT01_2018: "TT 01/2018/TT-VPCP", FormSet.TT03_2025: "TT 03/2025/TT-VPCP"}


def form_set_on(day: date) -> FormSet:
    """The set in force on a day."""
    return FormSet.TT03_2025 if day >= TT03_2025_FROM else FormSet.TT01_2018


def form_name(letter: Letter, form_set: FormSet) -> str:
    """ "Mẫu số 01 – TT 03/2025/TT-VPCP", or nothing for a paper without an official form."""
    if form_set is FormSet.TT01_2018 and letter in _NEW_IN_2025:
        return ""
    number = _FORM_NUMBERS.get(letter)
    return f"{number} – {_CIRCULARS[form_set]}" if number else ""


def title(letter: Letter, form_set: FormSet) -> str:
    """What the paper is called in its set; the apology of 2025 also asks for more time."""
    if letter is Letter.APOLOGY and form_set is FormSet.TT03_2025:
        return str(_("Phiếu xin lỗi và đề nghị gia hạn thời gian giải quyết hồ sơ"))
    return str(letter.label)
