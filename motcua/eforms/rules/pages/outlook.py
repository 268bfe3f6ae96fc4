"""What a condition still depends on while its page is filled in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from motcua.accounts.enums import IdentityKind
from motcua.eforms.enums import Operator, QuestionType
from motcua.eforms.rules.answers.writing import written_date, written_number
from motcua.eforms.rules.conditions import holds
from motcua.eforms.rules.definition import (
    AllOf,
    AnyOf,
    ChoiceQuestion,
    Compare,
    Condition,
    NoneOf,
    Question,
)
from motcua.kit.money import format_vnd
from motcua.kit.wording import Words, _, sentence

Outlook = bool | dict[str, Any]
Lookup = Callable[[tuple[str, ...]], object]
Here = Callable[[tuple[str, ...]], tuple[str, Question] | None]


def outlook(condition: Condition | None, lookup: Lookup, here: Here) -> Outlook:
    """True or False where answers of other pages decide; else a rule over the inputs of this page.

    `here(ref)` gives the input name and the question of what stands on this page, None for the
    rest. A
    rule is `{"all": […]}`, `{"any": […]}`, `{"not": …}` or `{"n": name, "op": …, "v": …}`.
    """
    match condition:
        case None:
            return True
        case AllOf(parts):
            return _joined("all", [outlook(part, lookup, here) for part in parts], settled=False)
        case AnyOf(parts):
            return _joined("any", [outlook(part, lookup, here) for part in parts], settled=True)
        case NoneOf(part):
            inner = outlook(part, lookup, here)
            return not inner if isinstance(inner, bool) else {"not": inner}
        case Compare(ref, op, value):
            place = here(ref)
            if place is None:
                return holds(condition, lookup)
            name, question = place
            rule = {"n": _input(name, ref, question), "op": op.value, "v": _as_typed(value)}
            return {**rule, "t": question.type.value}


def in_words(
    condition: Condition | None, question_of: Callable[[tuple[str, ...]], Question | None]
) -> Words:
    """“Chỉ trả lời nếu …”, for pages without scripts; plain words where it is intricate."""
    simple = _clause(condition, question_of)
    if simple is None:
        return _("Chỉ trả lời nếu đúng với trường hợp của bạn.")
    return sentence(_("Chỉ trả lời nếu {clause}."), clause=simple)


def _joined(word: str, parts: list[Outlook], *, settled: bool) -> Outlook:
    if any(part is settled for part in parts):
        return settled
    open_parts = [part for part in parts if not isinstance(part, bool)]
    return {word: open_parts} if open_parts else not settled


def _input(name: str, ref: tuple[str, ...], question: Question) -> str:
    if len(ref) > 2:
        return f"{name}.{ref[2]}"
    return f"{name}.number" if question.type is QuestionType.PERSON_IDENTITY else name


def _as_typed(value: object) -> Any:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return [_as_typed(each) for each in value] if isinstance(value, tuple) else value


def _clause(
    condition: Condition | None, question_of: Callable[[tuple[str, ...]], Question | None]
) -> Words | None:
    match condition:
        case Compare(ref, op, value):
            question = question_of(ref)
            template = _template(question, op)
            if question is None or template is None or (op is Operator.ANSWERED and value is False):
                return None
            return sentence(template, label=question.label, value=_value(question, ref, value))
        case AllOf(parts) | AnyOf(parts) if len(parts) <= 3:
            clauses = [_clause(part, question_of) for part in parts]
            if any(clause is None for clause in clauses):
                return None
            word = _(" và ") if isinstance(condition, AllOf) else _(" hoặc ")
            return _joined_words(word, [clause for clause in clauses if clause is not None])
    return None


def _joined_words(word: Words, clauses: list[Words]) -> Words:
    whole = clauses[0]
    for clause in clauses[1:]:
        whole = sentence("{whole}{word}{clause}", whole=whole, word=word, clause=clause)
    return whole


def _template(question: Question | None, op: Operator) -> Words | None:
    if question is not None and question.type is QuestionType.DATE and op in _OF_DATES:
        return _OF_DATES[op]
    return _CLAUSES.get(op)


_OF_DATES: Mapping[Operator, Words] = {
    Operator.GT: _("“{label}” sau {value}"),
    Operator.LT: _("“{label}” trước {value}"),
}
_CLAUSES: Mapping[Operator, Words] = {
    Operator.EQ: _("“{label}” là “{value}”"),
    Operator.NE: _("“{label}” không phải là “{value}”"),
    Operator.IN: _("“{label}” là một trong: {value}"),
    Operator.GT: _("“{label}” lớn hơn {value}"),
    Operator.LT: _("“{label}” nhỏ hơn {value}"),
    Operator.CONTAINS: _("“{label}” có chọn “{value}”"),
    Operator.ANSWERED: _("“{label}” có câu trả lời"),
}


def _value(question: Question, ref: tuple[str, ...], value: object) -> object:
    if isinstance(value, tuple):
        shown = [_value(question, ref, each) for each in value]
        whole = shown[0] if shown else ""
        for each in shown[1:]:
            whole = sentence("{whole}; {each}", whole=whole, each=each)
        return whole
    if isinstance(value, bool):
        return _("Có") if value else _("Không")
    if ref[2:] == ("kind",) and value in IdentityKind.values:
        return IdentityKind(value).label
    if isinstance(question, ChoiceQuestion) and value in question.by_key:
        return question.by_key[str(value)].label
    written = _SHOWN.get(question.type)
    return written(value) if written else value


_SHOWN: Mapping[QuestionType, Callable[[Any], object]] = {
    QuestionType.NUMBER: written_number,
    QuestionType.MONEY: lambda value: format_vnd(int(value)),
    QuestionType.DATE: written_date,
}
