"""What remains of answers when hidden ones are dropped, and what is still missing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from motcua.eforms.enums import QuestionType
from motcua.eforms.rules.conditions import is_answered
from motcua.eforms.rules.definition import Definition, GroupQuestion, Question, Repeat, Section
from motcua.eforms.rules.scene import Answers, Place, Scene, mappings
from motcua.kit.wording import Words, _, sentence

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


@dataclass(frozen=True, slots=True)
class Missing:
    """A required answer that is not there: its section, its field path and what to say."""

    section: str
    path: str
    message: Words


@dataclass(frozen=True, slots=True)
class Spot:
    """One question at one place of the answers."""

    path: str
    question: Question
    values: Mapping[str, Any]
    is_shown: bool


def settle(definition: Definition, answers: Answers) -> dict[str, Any]:
    """The answers without what conditions hide and without what the form does not ask."""
    scene = Scene(definition, answers)
    return {
        section.key: settled_section(scene, section)
        for section in definition.sections
        if section.key in answers and scene.shows_section(section)
    }


def settled_section(scene: Scene, section: Section) -> dict[str, Any] | list[dict[str, Any]]:
    """The same for one section of the scene, whether or not it is shown."""
    rows = [_settled(scene, Place(section, values)) for values in scene.items(section)]
    return rows if section.repeat else rows[0]


def missing(definition: Definition, answers: Answers) -> list[Missing]:
    """Every required answer that is still missing, in the order of the form."""
    scene = Scene(definition, answers)
    return [
        Missing(section.key, path, message)
        for section in definition.sections
        if scene.shows_section(section)
        for path, message in lacking(scene, section).items()
    ]


def lacking(scene: Scene, section: Section) -> dict[str, Words]:
    """Field path → sentence for every required answer that a shown section lacks."""
    rows = scene.items(section)
    found = dict(_too_few(section.key, section.repeat, len(rows), section.title))
    for spot in spots(scene, section):
        if not spot.is_shown:
            continue
        held = spot.values.get(spot.question.key)
        if isinstance(spot.question, GroupQuestion):
            times = len([row for row in mappings(held) if row])
            found |= dict(_too_few(spot.path, spot.question.repeat, times, spot.question.label))
        elif spot.question.required and not is_answered(held):
            found[spot.path] = sentence(
                _ASK.get(spot.question.type, _FILL), label=spot.question.label
            )
    return found


def spots(scene: Scene, section: Section) -> Iterator[Spot]:
    """Every question of a section at every place where it stands; nothing below a hidden group."""
    for number, values in enumerate(scene.items(section)):
        prefix = f"{section.key}-{number}" if section.repeat else section.key
        for question in section.questions:
            path = f"{prefix}.{question.key}"
            is_shown = scene.shows(question, Place(section, values))
            yield Spot(path, question, values, is_shown)
            if is_shown and isinstance(question, GroupQuestion):
                yield from _inside(scene, Place(section, values, question), path)


def _inside(scene: Scene, place: Place, path: str) -> Iterator[Spot]:
    group = place.group
    if group is None:
        return
    for number, row in enumerate(mappings(place.values.get(group.key))):
        for question in group.questions:
            is_shown = scene.shows(question, Place(place.section, place.values, group, row))
            yield Spot(f"{path}-{number}.{question.key}", question, row, is_shown)


def _settled(scene: Scene, place: Place) -> dict[str, Any]:
    questions = place.group.questions if place.group else place.section.questions
    values = place.row if place.group else place.values
    kept = {}
    for question in questions:
        held = values.get(question.key)
        if not is_answered(held) or not scene.shows(question, place):
            continue
        if isinstance(question, GroupQuestion):
            held = [
                _settled(scene, Place(place.section, place.values, question, row))
                for row in mappings(held)
            ]
        if is_answered(held):
            kept[question.key] = held
    return kept


def _too_few(
    path: str, repeat: Repeat | None, times: int, label: object
) -> Iterator[tuple[str, Words]]:
    if repeat and times < repeat.min:
        template = _("Hãy khai ít nhất {least} mục ở “{label}”.")
        yield path, sentence(template, least=repeat.min, label=label)


_FILL = _("Hãy điền “{label}”.")
_CHOOSE = _("Hãy chọn một mục ở “{label}”.")
_ASK: Mapping[QuestionType, Words] = {
    QuestionType.YES_NO: _("Hãy chọn “Có” hoặc “Không” ở “{label}”."),
    QuestionType.CHOICE: _CHOOSE,
    QuestionType.CHOICES: _("Hãy chọn ít nhất một mục ở “{label}”."),
    QuestionType.PERSON_IDENTITY: _("Hãy chọn loại giấy tờ và điền số ở “{label}”."),
    QuestionType.ADDRESS: _("Hãy chọn xã, phường ở “{label}”."),
    QuestionType.DECLARATION: _("Hãy đọc và đánh dấu vào ô: “{label}”"),
    QuestionType.FILE: _("Hãy tải lên ít nhất một tệp ở “{label}”."),
}
