"""Answers that the profile already knows, and what fees are computed from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from motcua.eforms.enums import QuestionType
from motcua.eforms.rules.answers.raw import is_blank, tidy
from motcua.eforms.rules.answers.unfit import Unfit
from motcua.eforms.rules.answers.values import Circumstances, check_value
from motcua.eforms.rules.conditions import is_answered

if TYPE_CHECKING:
    from motcua.eforms.rules.definition import Definition, Question


def prefill(definition: Definition, profile: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Answers from the profile (`{"filer.name": …, "applicant.identity": {"kind", "number"}}`).

    Only those that fit their question are taken; repeated sections and groups are left to the
    person.
    """
    answers: dict[str, dict[str, Any]] = {}
    for section, question in definition.questions():
        known = profile.get(question.prefill) if question.prefill else None
        if section.repeat or not is_answered(known):
            continue
        value = fitting(question, known)
        if value is not None:
            answers.setdefault(section.key, {})[question.key] = value
    return answers


def fitting(question: Question, value: Any) -> Any:
    """The value as this question would keep it, or None when it does not fit. Addresses are
    believed.
    """
    if question.type is QuestionType.ADDRESS:
        return _address(question, value)
    tidied = tidy(question, value)
    if is_blank(question, tidied):
        return None
    try:
        return check_value(question, tidied, Circumstances())
    except Unfit:
        return None


def _address(question: Any, value: Any) -> Any:
    """An address was checked when it was first given; its codes and names are taken as they are."""
    if not isinstance(value, Mapping) or (value.get("abroad") and not question.abroad):
        return None
    known = ("province", "province_name", "commune", "commune_name", "detail", "typed", "abroad")
    return {name: value[name] for name in known if value.get(name)} or None
