"""Which questions a supplement opens: those that were marked, and those that may now be asked
because of a marked one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from motcua.eforms.rules.conditions import refs
from motcua.eforms.rules.definition import GroupQuestion
from motcua.eforms.rules.scene import NEIGHBOUR, Place, Scene, visible_sections

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

    from motcua.eforms.rules.definition import Condition, Definition, Question, Section

WHOLE = "*"
"""In the place of a question's key: the whole section, as one that repeats is mended."""

Opened = dict[str, dict[str, str]]


def opened(
    definition: Definition, marked: Mapping[str, Mapping[str, str]], sent: Mapping[str, Any]
) -> Opened:
    """Section → question → reason of everything that may be answered anew; the reason is "" where
    only another answer opens it. `sent` is what was sent last.
    """
    found: Opened = {section: dict(questions) for section, questions in marked.items()}
    scene = Scene(definition, sent)
    while more := list(_next(definition, scene, found)):
        for section, key in more:
            found.setdefault(section, {})[key] = ""
    return found


def asked_now(
    definition: Definition, found: Opened, answers: Mapping[str, Any]
) -> dict[str, dict[str, str]]:
    """Of what is open, the questions that are asked with the answers of the moment."""
    scene = Scene(definition, answers)
    asked: dict[str, dict[str, str]] = {}
    for section in visible_sections(definition, answers):
        keys = found.get(section.key, {})
        for key, reason in keys.items():
            if key == WHOLE or _is_shown(scene, section, key):
                asked.setdefault(section.key, {})[key] = reason
    return asked


def is_open(keys: Mapping[str, str], question: str) -> bool:
    """Whether a question of a section is among its open ones."""
    return WHOLE in keys or question in keys


def depends_on_locked(question: Question, section: Section, keys: Mapping[str, str]) -> bool:
    """Whether its condition looks at an answer of the same page that stays as it is."""
    return any(
        place == section.key and not is_open(keys, name)
        for place, name in _looks_at(question.condition, section)
    )


def _is_shown(scene: Scene, section: Section, key: str) -> bool:
    question = section.by_key.get(key)
    if question is None or section.repeat:
        return False
    return scene.shows(question, Place(section, scene.items(section)[0]))


def _next(definition: Definition, scene: Scene, found: Opened) -> Iterator[tuple[str, str]]:
    for section in definition.sections:
        keys = found.get(section.key, {})
        if WHOLE in keys:
            continue
        if not scene.shows_section(section):
            if _touches(section.condition, section, found):
                yield section.key, WHOLE
            continue
        for question in section.questions:
            if question.key not in keys and _may_appear(question, section, scene, found):
                yield section.key, WHOLE if section.repeat else question.key


def _may_appear(question: Question, section: Section, scene: Scene, found: Opened) -> bool:
    if section.repeat:
        return _touches(question.condition, section, found)
    if not _is_shown(scene, section, question.key):
        return _touches(question.condition, section, found)
    inside = question.questions if isinstance(question, GroupQuestion) else ()
    return any(_touches(inner.condition, section, found, in_group=True) for inner in inside)


def _touches(
    condition: Condition | None, section: Section, found: Opened, *, in_group: bool = False
) -> bool:
    return any(
        is_open(found.get(place, {}), name)
        for place, name in _looks_at(condition, section, in_group=in_group)
    )


def _looks_at(
    condition: Condition | None, section: Section, *, in_group: bool = False
) -> Iterator[tuple[str, str]]:
    """Section and question of every answer that a condition looks at; a neighbour inside a group
    opens nothing, since groups are mended as a whole.
    """
    for head, name, *_part in refs(condition):
        if head != NEIGHBOUR:
            yield head, name
        elif not in_group:
            yield section.key, name
