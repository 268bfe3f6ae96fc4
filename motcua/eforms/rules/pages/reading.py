"""Reading what a page posted: names such as `child.full_name`, `family.children-0.full_name`.

A question is `section.question`, its parts `section.question.number` and, of a date,
`section.question-day`.
Items of what repeats are numbered: `section-0.question`, `section.group-0.question`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Protocol

from motcua.eforms.enums import QuestionType
from motcua.eforms.rules.answers.raw import (
    ADDRESS_PARTS,
    DATE_PARTS,
    IDENTITY_PARTS,
    MOST_ITEMS,
    tidy_values,
)
from motcua.eforms.rules.definition import GroupQuestion, Question, Section
from motcua.eforms.rules.scene import mappings
from motcua.kit import phones

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_SEVERAL = {QuestionType.CHOICES, QuestionType.FILE}


class Posted(Protocol):
    """A form that was sent: several values under one name (Django's QueryDict is one)."""

    def getlist(self, name: str, /) -> list[Any]:
        """Every value under the name."""

    def __iter__(self) -> Any:
        """The names."""


def read_section(section: Section, posted: Posted) -> Any:
    """What was typed on the page of a section, in the shape that `check_section` takes."""
    reader = _Reader(posted)
    if not section.repeat:
        return reader.row(section.questions, section.key)
    return reader.rows(section.questions, section.key)


def shown_again(section: Section, values: object) -> Any:
    """Canonical answers as people type them, to be put back into the inputs."""
    if section.repeat:
        return [_typed(section.by_key, row) for row in mappings(values)]
    return _typed(section.by_key, values)


class _Reader:
    def __init__(self, posted: Posted) -> None:
        self._posted = posted
        self._names = [name for name in posted if isinstance(name, str) and len(name) < 300]

    def rows(self, questions: Iterable[Question], prefix: str) -> list[dict[str, Any]]:
        numbered = re.compile(re.escape(prefix) + r"-([0-9]{1,4})\.")
        numbers = {int(found[1]) for name in self._names if (found := numbered.match(name))}
        return [
            self.row(questions, f"{prefix}-{number}") for number in sorted(numbers)[:MOST_ITEMS]
        ]

    def row(self, questions: Iterable[Question], prefix: str) -> dict[str, Any]:
        return {
            question.key: self._question(question, f"{prefix}.{question.key}")
            for question in questions
        }

    def _question(self, question: Question, path: str) -> Any:
        if isinstance(question, GroupQuestion):
            return self.rows(question.questions, path)
        if question.type in _SEVERAL:
            return self._posted.getlist(path)
        if question.type is QuestionType.DATE:
            return self._date(path)
        if question.type is QuestionType.PERSON_IDENTITY:
            return {
                **self._parts(path, IDENTITY_PARTS),
                "issued_on": self._date(f"{path}.issued_on"),
            }
        if question.type is QuestionType.ADDRESS:
            return self._parts(path, (*ADDRESS_PARTS, "abroad"))
        return self._last(path)

    def _parts(self, path: str, names: Iterable[str]) -> dict[str, Any]:
        return {name: self._last(f"{path}.{name}") for name in names}

    def _date(self, path: str) -> dict[str, Any]:
        parts = {name: self._last(f"{path}-{name}") for name in DATE_PARTS}
        return {**parts, "text": self._last(path)}

    def _last(self, name: str) -> Any:
        return next(reversed(self._posted.getlist(name)), "")


def _typed(questions: Mapping[str, Question], values: object) -> dict[str, Any]:
    row = tidy_values(questions, values)
    for key, question in questions.items():
        if question.type is QuestionType.PHONE and row[key]:
            row[key] = phones.spaced(row[key])
        elif isinstance(question, GroupQuestion):
            row[key] = [_typed(question.by_key, inner) for inner in row[key]]
    return row
