"""What is wrong with a definition, named one by one with its place, before it can be published."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jsonschema import Draft202012Validator, ValidationError

from motcua.eforms.rules import references
from motcua.eforms.rules.definition import (
    ChoiceQuestion,
    DateQuestion,
    Definition,
    GroupQuestion,
    NumberQuestion,
    Question,
    Repeat,
)
from motcua.eforms.rules.parsing import parse
from motcua.kit.wording import Words, _, sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

SCHEMA_FILE = Path(__file__).with_name("form-definition.schema.json")
MOST_QUESTIONS = 300
MOST_PROBLEMS = 100


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault of a definition: where (`sections.0.key`, `father.identity`) and what."""

    path: str
    message: Words


def definition_problems(raw: object) -> list[Problem]:
    """Everything that keeps a definition from being published; empty when it is sound. Never
    raises.
    """
    shape = shape_problems(raw, _validator())
    if shape or not isinstance(raw, dict):
        return shape
    try:
        definition = parse(raw)
    except (ValueError, ArithmeticError) as error:
        return [Problem("", sentence(_("Không đọc được định nghĩa: {error}"), error=error))]
    return list(_meaning_problems(definition))[:MOST_PROBLEMS]


def _storable(raw: object) -> bool:
    text = json.dumps(raw, ensure_ascii=False)
    return "\\u0000" not in text and not any("\ud800" <= sign <= "\udfff" for sign in text)


@cache
def _validator() -> Draft202012Validator:
    return Draft202012Validator(json.loads(SCHEMA_FILE.read_text(encoding="utf-8")))


def shape_problems(raw: object, validator: Draft202012Validator) -> list[Problem]:
    """Where a definition of any kind differs from its schema, or could not be stored. Never
    raises.
    """
    try:
        errors = sorted(
            validator.iter_errors(raw), key=lambda error: list(map(str, error.absolute_path))
        )
    except RecursionError:
        return [Problem("", _("Định nghĩa lồng nhau quá sâu."))]
    if not errors and not _storable(raw):
        return [Problem("", _("Định nghĩa có ký tự không lưu được (NUL hoặc ký tự bị cắt đôi)."))]
    return [Problem(_path(error), _in_words(error)) for error in errors[:MOST_PROBLEMS]]


def _path(error: ValidationError) -> str:
    return ".".join(str(step) for step in error.absolute_path)


_SHAPES: dict[str, Words] = {
    "required": _("Thiếu khóa bắt buộc: {detail}"),
    "additionalProperties": _("Có khóa không được nhận: {detail}"),
    "type": _("Sai kiểu giá trị: {detail}"),
    "enum": _("Giá trị không nằm trong danh sách cho phép: {detail}"),
    "const": _("Giá trị không đúng: {detail}"),
    "pattern": _("Viết chưa đúng mẫu: {detail}"),
    "oneOf": _("Điều kiện viết chưa đúng: {detail}"),
}


def _in_words(error: ValidationError) -> Words:
    template = _SHAPES.get(str(error.validator), _("Chưa đúng: {detail}"))
    return sentence(template, detail=error.message[:300])


def _meaning_problems(definition: Definition) -> Iterator[Problem]:
    yield from _repeats("sections", (section.key for section in definition.sections))
    total = 0
    for section in definition.sections:
        yield from _repeats(section.key, (question.key for question in section.questions))
        yield from _bounds(section.key, section.repeat)
        for question in section.questions:
            total += 1
            yield from _question(f"{section.key}.{question.key}", question)
            if section.repeat and isinstance(question, GroupQuestion):
                yield Problem(
                    f"{section.key}.{question.key}",
                    _("Phần lặp không được chứa thêm nhóm câu hỏi lặp."),
                )
    if total > MOST_QUESTIONS:
        yield Problem("sections", sentence(_("Có quá {most} câu hỏi."), most=MOST_QUESTIONS))
    for path, message in references.problems(definition):
        yield Problem(path, message)


def _repeats(path: str, keys: Iterable[str]) -> Iterator[Problem]:
    for key, times in Counter(keys).items():
        if times > 1:
            yield Problem(f"{path}.{key}", _("Khóa này được dùng hai lần."))


def _bounds(path: str, repeat: Repeat | None) -> Iterator[Problem]:
    if repeat and repeat.min > repeat.max:
        yield Problem(path, _("Số lần ít nhất lớn hơn số lần nhiều nhất."))


def _question(path: str, question: Question) -> Iterator[Problem]:
    match question:
        case GroupQuestion():
            yield from _repeats(path, (inner.key for inner in question.questions))
            yield from _bounds(path, question.repeat)
            for inner in question.questions:
                yield from _question(f"{path}.{inner.key}", inner)
        case ChoiceQuestion():
            yield from _repeats(path, (option.key for option in question.options))
            yield from _crossed(path, question.min, question.max)
        case NumberQuestion():
            yield from _crossed(path, question.min, question.max)
        case DateQuestion():
            yield from _days(path, question)


def _crossed(path: str, low: Any, high: Any) -> Iterator[Problem]:
    if low is not None and high is not None and low > high:
        yield Problem(path, _("Giới hạn dưới lớn hơn giới hạn trên."))


def _days(path: str, question: DateQuestion) -> Iterator[Problem]:
    for limit in (question.not_before, question.not_after):
        if limit and not limit.startswith("today") and not references.is_iso_date(limit):
            yield Problem(path, sentence(_("Không có ngày “{day}”."), day=limit))
