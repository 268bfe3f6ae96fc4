"""Answers as sentences for reading: check-your-answers, the PDF, the officer's page, exports."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from motcua.accounts.enums import IdentityKind
from motcua.eforms.enums import QuestionType
from motcua.eforms.rules.answers.texts import plain
from motcua.eforms.rules.answers.writing import written_date
from motcua.eforms.rules.definition import (
    ChoiceQuestion,
    Definition,
    GroupQuestion,
    NumberQuestion,
    Question,
    Section,
)
from motcua.eforms.rules.scene import Answers, Place, Scene, mappings
from motcua.kit import phones
from motcua.kit.money import format_vnd
from motcua.kit.wording import _, in_language

if TYPE_CHECKING:
    from collections.abc import Sequence

FileNames = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class SummaryRow:
    """One question and its answer in words ("" where unanswered); a group has rows inside its
    items, and a name for each item.
    """

    path: str
    label: str
    text: str
    official: str = ""
    items: tuple[tuple[SummaryRow, ...], ...] = ()
    is_required: bool = True
    item_name: str = ""


@dataclass(frozen=True, slots=True)
class SummarySection:
    """One page of answers; a repeated section gives one of these per item (`number` from 0)."""

    key: str
    title: str
    rows: tuple[SummaryRow, ...]
    number: int | None = None


def summarise(
    definition: Definition,
    answers: Answers,
    language: str = "vi",
    *,
    files: FileNames | None = None,
) -> list[SummarySection]:
    """Everything that is asked with these answers, in order and in the given language.

    `files` gives the names of file keys; without it a file question says how many files there are.
    """
    with in_language(language):
        scene = Scene(definition, answers)
        writer = _Writer(scene, files or {})
        return [
            page
            for section in definition.sections
            if scene.shows_section(section)
            for page in writer.pages(section)
        ]


def answer_text(question: Question, value: Any, *, files: FileNames | None = None) -> str:
    """One canonical answer in words, in the active language; "" for no answer, never raises."""
    if value is None or isinstance(question, GroupQuestion):
        return ""
    try:
        written = _TEXTS.get(question.type)
        return written(question, value, files or {}) if written else str(value)
    except (TypeError, ValueError, LookupError, AttributeError, ArithmeticError):
        # An answer kept from another time may have another shape; it is shown as it is rather than
        # lost.
        return str(value)


class _Writer:
    def __init__(self, scene: Scene, files: FileNames) -> None:
        self._scene = scene
        self._files = files

    def pages(self, section: Section) -> list[SummarySection]:
        title = str(section.title)
        rows = self._scene.items(section)
        if not section.repeat:
            return [
                SummarySection(section.key, title, self._rows(Place(section, rows[0]), section.key))
            ]
        item = str(section.repeat.item)
        return [
            SummarySection(
                section.key,
                f"{title} – {item} {number + 1}",
                self._rows(Place(section, row), f"{section.key}-{number}"),
                number,
            )
            for number, row in enumerate(rows)
        ]

    def _rows(self, place: Place, prefix: str) -> tuple[SummaryRow, ...]:
        questions: Sequence[Question] = (place.group or place.section).questions
        values = place.row if place.group else place.values
        return tuple(
            self._row(question, values.get(question.key), place, f"{prefix}.{question.key}")
            for question in questions
            if self._scene.shows(question, place)
        )

    def _row(self, question: Question, value: Any, place: Place, path: str) -> SummaryRow:
        label = str(question.label)
        items: tuple[tuple[SummaryRow, ...], ...] = ()
        name = ""
        if isinstance(question, GroupQuestion):
            inner, name = mappings(value), str(question.repeat.item)
            items = tuple(
                self._rows(Place(place.section, place.values, question, row), f"{path}-{number}")
                for number, row in enumerate(inner)
            )
            text = f"{len(inner)} {_inside(name)}" if inner else ""
        else:
            text = answer_text(question, value, files=self._files)
        return SummaryRow(path, label, text, question.official, items, question.required, name)


def _inside(words: str) -> str:
    return words[:1].lower() + words[1:]


def _number(question: NumberQuestion, value: Any, _files: FileNames) -> str:
    unit = str(question.unit)
    return f"{plain(question, value)} {unit}".strip()


def _choice(question: ChoiceQuestion, value: Any, _files: FileNames) -> str:
    return str(question.by_key[value].label) if value in question.by_key else str(value)


def _choices(question: ChoiceQuestion, value: Any, files: FileNames) -> str:
    return "; ".join(_choice(question, each, files) for each in value)


def _identity(_question: Question, value: Any, _files: FileNames) -> str:
    label = str(IdentityKind(value["kind"]).label)
    text = f"{label}: {value['number']}" if value.get("number") else label
    if value.get("issued_on"):
        text += _(", cấp ngày {day}").format(day=written_date(value["issued_on"]))
    if value.get("issued_by"):
        text += _(", nơi cấp: {place}").format(place=value["issued_by"])
    return text


def _address(_question: Question, value: Any, _files: FileNames) -> str:
    if value.get("abroad"):
        return str(value["detail"])
    parts = (value.get("detail"), value.get("commune_name"), value.get("province_name"))
    text = ", ".join(part for part in parts if part)
    typed = value.get("typed")
    return text + (_(" (đã ghi: {typed})").format(typed=typed) if typed else "")


def _file(_question: Question, value: Any, files: FileNames) -> str:
    if all(key in files for key in value):
        return "; ".join(files[key] for key in value)
    return str(_("{count} tệp").format(count=len(value)))


_TEXTS: Mapping[QuestionType, Callable[[Any, Any, FileNames], str]] = {
    QuestionType.NUMBER: _number,
    QuestionType.MONEY: lambda _question, value, _files: format_vnd(value),
    QuestionType.DATE: lambda _question, value, _files: written_date(value),
    QuestionType.YES_NO: lambda _question, value, _files: str(_("Có") if value else _("Không")),
    QuestionType.CHOICE: _choice,
    QuestionType.CHOICES: _choices,
    QuestionType.PERSON_IDENTITY: _identity,
    QuestionType.PHONE: lambda _question, value, _files: phones.spaced(value),
    QuestionType.ADDRESS: _address,
    QuestionType.DECLARATION: lambda _question, _value, _files: str(_("Đã đồng ý")),
    QuestionType.FILE: _file,
}
