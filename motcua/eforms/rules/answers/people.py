"""Checking what tells people and businesses apart: identity papers, tax codes, phones, e-mail
addresses.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from stdnum.exceptions import ValidationError
from stdnum.vn import mst

from motcua.accounts.enums import IdentityKind
from motcua.eforms.enums import QuestionType
from motcua.eforms.rules.answers.dates import check_date
from motcua.eforms.rules.answers.raw import is_blank
from motcua.eforms.rules.answers.unfit import Unfit, labelled
from motcua.eforms.rules.definition import DateQuestion, IdentityQuestion, Question, Text
from motcua.kit import phones
from motcua.kit.wording import Words, _, sentence

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

LONGEST_EMAIL = 254
WITHOUT_CARD = {IdentityKind.NUMBER_WITHOUT_CARD, IdentityKind.NONE_YET}
_SEPARATORS = re.compile(r"[\s.\-]+")
_TWELVE = re.compile(r"[0-9]{12}")
_FORMS: Mapping[str, tuple[re.Pattern[str], Words]] = {
    IdentityKind.CITIZEN_12: (
        _TWELVE,
        _("Số định danh cá nhân gồm đúng 12 chữ số. Hãy xem lại số đã điền ở “{label}”."),
    ),
    IdentityKind.NUMBER_WITHOUT_CARD: (
        _TWELVE,
        _("Số định danh cá nhân gồm đúng 12 chữ số. Hãy xem lại số đã điền ở “{label}”."),
    ),
    IdentityKind.ID_CARD_9: (
        re.compile(r"[0-9]{9}"),
        _("Số chứng minh nhân dân gồm đúng 9 chữ số. Hãy xem lại số đã điền ở “{label}”."),
    ),
    IdentityKind.PASSPORT: (
        re.compile(r"[0-9A-Z]{5,15}"),
        _("Số hộ chiếu gồm từ 5 đến 15 chữ cái và chữ số, ví dụ B1234567. Hãy xem lại “{label}”."),
    ),
}
_LOCAL = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
_DOMAIN = r"(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}"
_EMAIL = re.compile(f"({_LOCAL})@({_DOMAIN})")
_ISSUED_ON = Text("Ngày cấp", "Date of issue")


def check_identity(
    question: IdentityQuestion, raw: Mapping[str, Any], today: date | None
) -> dict[str, str]:
    """`{"kind", "number", "issued_on"?, "issued_by"?}`; the number is checked for its form only."""
    kind = _kind(question, raw["kind"])
    if kind == IdentityKind.NONE_YET:
        if raw["number"]:
            contradiction = _(
                "Đã chọn “chưa có giấy tờ” thì để trống ô số, hoặc hãy chọn lại loại giấy tờ."
            )
            raise Unfit(parts={"number": contradiction})
        return {"kind": kind}
    number = _SEPARATORS.sub("", raw["number"]).upper()
    form, message = _FORMS[kind]
    if not number:
        raise Unfit(
            parts={"number": sentence(_("Hãy điền số giấy tờ ở “{label}”."), label=question.label)}
        )
    if not form.fullmatch(number):
        raise Unfit(parts={"number": sentence(message, label=question.label)})
    issue = _issue(raw, today) if question.issued and kind not in WITHOUT_CARD else {}
    return {"kind": kind, "number": number, **issue}


def _kind(question: IdentityQuestion, text: str) -> str:
    if not text and len(question.kinds) == 1:
        return question.kinds[0].value
    if text not in {kind.value for kind in question.kinds}:
        message = sentence(_("Hãy chọn loại giấy tờ ở “{label}”."), label=question.label)
        raise Unfit(parts={"kind": message})
    return text


def _issue(raw: Mapping[str, Any], today: date | None) -> dict[str, str]:
    found = {}
    day = DateQuestion(key="issued_on", type=QuestionType.DATE, label=_ISSUED_ON, not_after="today")
    if not is_blank(day, raw["issued_on"]):
        try:
            found["issued_on"] = check_date(day, raw["issued_on"], today)
        except Unfit as finding:
            raise Unfit(parts={"issued_on": finding.errors[""]}) from None
    if raw["issued_by"]:
        found["issued_by"] = raw["issued_by"][:200]
    return found


def check_tax_code(question: Question, text: str) -> str:
    """10 digits with check digit, 10-3 for a branch, or the 12 digits of a person."""
    digits = _SEPARATORS.sub("", text)
    if _TWELVE.fullmatch(digits):
        return digits
    if not re.fullmatch("[0-9]{10}(?:[0-9]{3})?", digits):
        raise Unfit(
            sentence(
                _(
                    "“{label}” gồm 10 chữ số, 13 chữ số (chi nhánh) hoặc 12 chữ số (cá nhân, hộ "
                    "kinh "
                    "doanh)."
                ),
                label=question.label,
            )
        )
    try:
        digits = mst.validate(digits)
    except ValidationError:
        raise Unfit(
            sentence(
                _("“{label}” không khớp chữ số kiểm tra. Hãy so lại từng chữ số với giấy đăng ký."),
                label=question.label,
            )
        ) from None
    return digits if len(digits) == 10 else f"{digits[:10]}-{digits[10:]}"


def check_phone(question: Question, text: str) -> str:
    """E.164."""
    try:
        return phones.normalise(text)
    except phones.NotAPhone as refusal:
        raise Unfit(labelled(question, refusal.message)) from None


def check_email(question: Question, text: str) -> str:
    """An address with a lower-case domain."""
    found = _EMAIL.fullmatch(text) if len(text) <= LONGEST_EMAIL else None
    if found is None:
        raise Unfit(
            sentence(
                _("“{label}” phải có dạng ten@vidu.vn, không dấu và không có khoảng trắng."),
                label=question.label,
            )
        )
    return f"{found[1]}@{found[2].lower()}"
