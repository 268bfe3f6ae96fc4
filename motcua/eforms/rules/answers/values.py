"""Checking one question by its type."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from motcua.eforms.enums import QuestionType
from motcua.eforms.rules.answers.addresses import check_address
from motcua.eforms.rules.answers.dates import check_date
from motcua.eforms.rules.answers.people import (
    check_email,
    check_identity,
    check_phone,
    check_tax_code,
)
from motcua.eforms.rules.answers.places import AddressResolver, NoPlaces
from motcua.eforms.rules.answers.texts import (
    check_choice,
    check_choices,
    check_money,
    check_number,
    check_text,
)
from motcua.eforms.rules.answers.unfit import Unfit
from motcua.kit.wording import _, sentence

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence
    from datetime import date

    from motcua.eforms.rules.definition import FileQuestion, Question

_FILE_KEY = re.compile(r"[0-9A-Za-z_-]{1,64}")


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What a check may know beside the answer; None for `today` or `files` does not look."""

    resolver: AddressResolver = field(default_factory=NoPlaces)
    today: date | None = None
    files: Collection[str] | None = None


def check_value(question: Question, tidied: Any, around: Circumstances) -> Any:
    """The canonical, JSON-able answer to a question that is no group; raises Unfit."""
    return _CHECKERS[question.type](question, tidied, around)


def _check_files(question: FileQuestion, keys: Sequence[str], around: Circumstances) -> list[str]:
    """File keys, each once, that belong to this draft."""
    unique = list(dict.fromkeys(keys))
    if len(unique) > question.max_files:
        template = _("“{label}” chỉ nhận tối đa {most} tệp. Hãy bỏ bớt.")
        raise Unfit(sentence(template, label=question.label, most=question.max_files))
    known = around.files
    if any(
        not _FILE_KEY.fullmatch(key) or (known is not None and key not in known) for key in unique
    ):
        raise Unfit(
            sentence(_("Có tệp ở “{label}” không còn nữa. Hãy tải lại tệp."), label=question.label)
        )
    return unique


_CHECKERS: Mapping[QuestionType, Callable[[Any, Any, Circumstances], Any]] = {
    QuestionType.SHORT_TEXT: lambda question, text, _around: check_text(question, text),
    QuestionType.LONG_TEXT: lambda question, text, _around: check_text(question, text),
    QuestionType.NUMBER: lambda question, text, _around: check_number(question, text),
    QuestionType.MONEY: lambda question, text, _around: check_money(question, text),
    QuestionType.DATE: lambda question, raw, around: check_date(question, raw, around.today),
    QuestionType.YES_NO: lambda _question, word, _around: word == "yes",
    QuestionType.CHOICE: lambda question, text, _around: check_choice(question, text),
    QuestionType.CHOICES: lambda question, texts, _around: check_choices(question, texts),
    QuestionType.PERSON_IDENTITY: lambda question, raw, around: check_identity(
        question, raw, around.today
    ),
    QuestionType.TAX_CODE: lambda question, text, _around: check_tax_code(question, text),
    QuestionType.PHONE: lambda question, text, _around: check_phone(question, text),
    QuestionType.EMAIL: lambda question, text, _around: check_email(question, text),
    QuestionType.ADDRESS: lambda question, raw, around: check_address(
        question, raw, around.resolver
    ),
    QuestionType.DECLARATION: lambda _question, _tick, _around: True,
    QuestionType.FILE: _check_files,
}
