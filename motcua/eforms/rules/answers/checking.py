"""Checking one page or the whole form. Takes any input at all and never raises."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from motcua.eforms.rules.answers.raw import MOST_ITEMS, is_blank, tidy_values
from motcua.eforms.rules.answers.unfit import Unfit
from motcua.eforms.rules.answers.values import Circumstances, check_value
from motcua.eforms.rules.definition import (
    Definition,
    GroupQuestion,
    Question,
    Repeat,
    Section,
    Text,
)
from motcua.eforms.rules.scene import Answers, Scene, mappings
from motcua.eforms.rules.settling import lacking, settled_section, spots
from motcua.kit.wording import Words, _, sentence

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import date

    from motcua.eforms.rules.answers.places import AddressResolver, Candidate

Values = dict[str, Any] | list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Checked:
    """One page: the answers that are right, what is wrong by field path, and everything as it was
    typed.

    `values` and `raw` are mappings, or lists of mappings for a repeated section. `candidates` are
    the
    communes to choose from where a typed address may mean several.
    """

    values: Values
    errors: dict[str, Words]
    raw: Values
    candidates: dict[str, tuple[Candidate, ...]] = field(default_factory=dict)


def check_section(
    definition: Definition,
    section_key: str,
    raw: object,
    *,
    answers: Answers,
    resolver: AddressResolver,
    today: date | None,
    files: Collection[str] | None = None,
) -> Checked:
    """Check what was posted for one page against the answers of the others.

    `raw` maps question keys to what was typed (a list of such mappings for a repeated section);
    canonical
    answers are taken as well. `files` are the keys of the files that belong to this draft; None
    does not
    look. Questions hidden by conditions are neither checked nor kept in `values`.
    """
    section = definition.by_key.get(section_key)
    if section is None:
        return Checked({}, {"": _("Phần này không có trong tờ khai. Hãy mở lại tờ khai.")}, {})
    run = _Run(Circumstances(resolver, today, files))
    rows = _rows(section, raw)
    held = [run.row(section.by_key, row, prefix) for prefix, row in _numbered(section, rows)]
    run.count(section.key, section.repeat, len(rows), section.title)
    scene = Scene(definition, {**answers, section.key: held if section.repeat else held[0]})
    return Checked(
        values=settled_section(scene, section),
        errors=_errors(run.errors, scene, section),
        raw=rows if section.repeat else rows[0],
        candidates=run.candidates,
    )


class _Run:
    """One check in progress: finds values, gathers errors."""

    def __init__(self, around: Circumstances) -> None:
        self.around = around
        self.errors: dict[str, Words] = {}
        self.candidates: dict[str, tuple[Candidate, ...]] = {}

    def row(
        self, questions: Mapping[str, Question], row: Mapping[str, Any], prefix: str
    ) -> dict[str, Any]:
        """The canonical answers of one row; those that do not fit are left out and noted."""
        values = {}
        for key, question in questions.items():
            path = f"{prefix}.{key}"
            if isinstance(question, GroupQuestion):
                values[key] = self._group(question, row[key], path)
            elif not is_blank(question, row[key]):
                self._one(question, row[key], path, values)
        return values

    def count(self, path: str, repeat: Repeat | None, times: int, label: Text) -> None:
        """Note too many items of something repeated."""
        if repeat and times > repeat.max:
            template = _("“{label}” chỉ nhận tối đa {most} mục. Hãy bỏ bớt.")
            self.errors[path] = sentence(template, label=label, most=repeat.max)

    def _one(self, question: Question, tidied: Any, path: str, values: dict[str, Any]) -> None:
        try:
            values[question.key] = check_value(question, tidied, self.around)
        except Unfit as finding:
            for part, message in finding.errors.items():
                self.errors[f"{path}.{part}" if part else path] = message
            if finding.candidates:
                self.candidates[path] = finding.candidates

    def _group(
        self, question: GroupQuestion, rows: list[dict[str, Any]], path: str
    ) -> list[dict[str, Any]]:
        self.count(path, question.repeat, len(rows), question.label)
        return [self.row(question.by_key, row, f"{path}-{n}") for n, row in enumerate(rows)]


def _rows(section: Section, raw: object) -> list[dict[str, Any]]:
    """The tidied rows of a section; of repeated ones only those that were answered."""
    if not section.repeat:
        return [_without_blanks(section.by_key, tidy_values(section.by_key, raw))]
    rows = (tidy_values(section.by_key, row) for row in mappings(raw)[:MOST_ITEMS])
    full = (_without_blanks(section.by_key, row) for row in rows)
    return [row for row in full if not _is_blank_row(section.by_key, row)]


def _without_blanks(questions: Mapping[str, Question], row: dict[str, Any]) -> dict[str, Any]:
    for key, question in questions.items():
        if isinstance(question, GroupQuestion):
            row[key] = [inner for inner in row[key] if not _is_blank_row(question.by_key, inner)]
    return row


def _is_blank_row(questions: Mapping[str, Question], row: Mapping[str, Any]) -> bool:
    return all(is_blank(question, row[key]) for key, question in questions.items())


def _numbered(section: Section, rows: list[dict[str, Any]]) -> list[tuple[str, dict[str, Any]]]:
    if not section.repeat:
        return [(section.key, rows[0])]
    return [(f"{section.key}-{number}", row) for number, row in enumerate(rows)]


def _errors(found: Mapping[str, Words], scene: Scene, section: Section) -> dict[str, Words]:
    """What is wrong and what is missing, hidden questions left out, in the order of the page."""
    places = list(spots(scene, section))
    hidden = [spot.path for spot in places if not spot.is_shown]
    errors = {
        path: message
        for path, message in found.items()
        if not any(is_within(path, place) for place in hidden)
    }
    for path, message in lacking(scene, section).items():
        if not any(is_within(wrong, path) for wrong in found):
            errors[path] = message
    order = [section.key, *(spot.path for spot in places)]
    return {path: errors[path] for path in sorted(errors, key=lambda path: _rank(path, order))}


def _rank(path: str, order: list[str]) -> int:
    return max((number for number, place in enumerate(order) if is_within(path, place)), default=0)


def is_within(path: str, place: str) -> bool:
    """Whether a field path is the place, a part of it or inside one of its items."""
    return path.startswith(place) and path[len(place) : len(place) + 1] in ("", ".", "-")
