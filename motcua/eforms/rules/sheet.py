"""A form as a sheet of paper: what is drawn for each question, to be filled in by hand."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from motcua.eforms.enums import QuestionType
from motcua.eforms.rules.definition import (
    AddressQuestion,
    ChoiceQuestion,
    GroupQuestion,
    IdentityQuestion,
    NumberQuestion,
)
from motcua.eforms.rules.pages.outlook import in_words
from motcua.kit.wording import _, in_language

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from motcua.eforms.rules.definition import Definition, Question, Section

BLANK_ROWS = 3
MOST_BOXES = 12  # a longer list (peoples, countries) is written, not ticked
LINE, LINES, DATE, BOXES, IDENTITY, TABLE, STATEMENT, ENCLOSED = (
    "line", "lines", "date", "boxes", "identity", "table", "statement", "enclosed",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class SheetQuestion:
    """One question: `draws` says what stands beside its label. `options` have a box each, `columns`
    are the heads of a table with `rows` empty rows, `legend` says what may be written in them,
    `unit` stands behind the line.
    """

    label: str
    draws: str
    only_if: str = ""
    unit: str = ""
    options: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    legend: tuple[str, ...] = ()
    rows: int = 0
    is_issued: bool = False


@dataclass(frozen=True, slots=True)
class SheetSection:
    """One topic; `repeats` is what a further sheet is taken for, "" where one is enough."""

    title: str
    only_if: str
    repeats: str
    questions: tuple[SheetQuestion, ...]


def blank_sheet(definition: Definition, language: str = "vi") -> tuple[SheetSection, ...]:
    """Everything a form may ask, in order: on paper the person sees to the conditions."""
    with in_language(language):
        return tuple(_section(definition, section) for section in definition.sections)


def _section(definition: Definition, section: Section) -> SheetSection:
    def question_of(ref: tuple[str, ...]) -> Question | None:
        if ref[0] == ".":  # inside a group the row itself shows it
            return None
        asked = definition.by_key.get(ref[0])
        return asked.by_key.get(ref[1]) if asked else None

    def only_if(condition: object) -> str:
        return str(in_words(condition, question_of)) if condition else ""  # type: ignore[arg-type]

    return SheetSection(
        title=str(section.title),
        only_if=only_if(section.condition),
        repeats=str(section.repeat.item) if section.repeat else "",
        questions=tuple(
            replace(_question(question), only_if=only_if(question.condition))
            for question in section.questions
        ),
    )


def _question(question: Question) -> SheetQuestion:
    drawn = _DRAWN.get(question.type)
    plain = SheetQuestion(_label(question), LINE)
    return drawn(question, plain) if drawn else plain


def _label(question: Question) -> str:
    label = str(question.label).strip()
    optional = str(_("nếu có"))
    if question.required or optional in label or question.condition:
        return label
    return f"{label} ({optional})"


def _number(question: Question, plain: SheetQuestion) -> SheetQuestion:
    return replace(plain, unit=str(question.unit) if isinstance(question, NumberQuestion) else "")


def _choice(question: Question, plain: SheetQuestion) -> SheetQuestion:
    options = _options(question)
    if len(options) > MOST_BOXES:
        return plain
    return replace(plain, draws=BOXES, options=options)


def _yes_no(_question: Question, plain: SheetQuestion) -> SheetQuestion:
    return replace(plain, draws=BOXES, options=(str(_("Có")), str(_("Không"))))


def _identity(question: Question, plain: SheetQuestion) -> SheetQuestion:
    issued = isinstance(question, IdentityQuestion) and question.issued
    return replace(plain, draws=IDENTITY, options=_options(question), is_issued=issued)


def _address(question: Question, plain: SheetQuestion) -> SheetQuestion:
    parts = _("thôn, làng, số nhà, đường; xã, phường; tỉnh")
    if isinstance(question, AddressQuestion) and question.abroad:
        parts = _("thôn, làng, số nhà, đường; xã, phường; tỉnh hoặc nước")
    label = plain.label if "(" in plain.label else f"{plain.label} ({parts})"
    return replace(plain, label=label, draws=LINES)


def _group(question: Question, plain: SheetQuestion) -> SheetQuestion:
    if not isinstance(question, GroupQuestion):
        return plain
    return replace(
        plain,
        draws=TABLE,
        columns=tuple(str(inner.label) for inner in question.questions),
        legend=tuple(filter(None, map(_legend, question.questions))),
        rows=max(question.repeat.min, min(BLANK_ROWS, question.repeat.max)),
    )


def _legend(question: Question) -> str:
    options = _options(question)
    if not options or len(options) > MOST_BOXES or isinstance(question, IdentityQuestion):
        return ""
    return f"{question.label}: {', '.join(options)}."


def _options(question: Question) -> tuple[str, ...]:
    if isinstance(question, ChoiceQuestion):
        return tuple(str(option.label) for option in question.options)
    if isinstance(question, IdentityQuestion):
        return tuple(label for _code, label in question.kind_choices())
    return ()


def _as(draws: str) -> Callable[[Question, SheetQuestion], SheetQuestion]:
    return lambda _question, plain: replace(plain, draws=draws)


_DRAWN: Mapping[QuestionType, Callable[[Question, SheetQuestion], SheetQuestion]] = {
    QuestionType.LONG_TEXT: _as(LINES),
    QuestionType.NUMBER: _number,
    QuestionType.DATE: _as(DATE),
    QuestionType.YES_NO: _yes_no,
    QuestionType.CHOICE: _choice,
    QuestionType.CHOICES: _choice,
    QuestionType.PERSON_IDENTITY: _identity,
    QuestionType.ADDRESS: _address,
    QuestionType.GROUP: _group,
    QuestionType.DECLARATION: _as(STATEMENT),
    QuestionType.FILE: _as(ENCLOSED),
}
