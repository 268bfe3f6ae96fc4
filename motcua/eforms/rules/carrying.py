"""Taking answers from one version of a form to another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from motcua.eforms.rules.conditions import is_answered
from motcua.eforms.rules.definition import Definition, GroupQuestion, Question, Section, Text
from motcua.eforms.rules.prefill import fitting
from motcua.eforms.rules.scene import Answers, mappings


class ChangeKind(StrEnum):
    """What became of a question between two versions."""

    ADDED = "ADDED"
    REMOVED = "REMOVED"
    NO_LONGER_FITS = "NO_LONGER_FITS"
    REWORDED = "REWORDED"


@dataclass(frozen=True, slots=True)
class Change:
    """One question that a draft's owner is told about, with the answer that was lost."""

    kind: ChangeKind
    path: str
    label: Text
    lost: object = None


@dataclass(frozen=True, slots=True)
class Carried:
    """Answers in the shape of the new version, and what changed."""

    answers: dict[str, Any]
    changes: tuple[Change, ...]


def carry(old: Definition, new: Definition, answers: Answers) -> Carried:
    """Carry answers question by question; what no longer fits is left out and named with its old
    answer.
    """
    carried: dict[str, Any] = {}
    changes: list[Change] = []
    for section in new.sections:
        before = old.by_key.get(section.key)
        if before is None or bool(before.repeat) is not bool(section.repeat):
            changes += [Change(ChangeKind.ADDED, section.key, section.title)]
            continue
        if section.key in answers:
            kept, lost = _section(before, section, answers[section.key])
            carried[section.key] = kept
            changes += lost
        changes += _asked_otherwise(before, section)
    changes += _removed(old, new, answers)
    return Carried(carried, tuple(_unique(changes)))


def _section(before: Section, section: Section, held: Any) -> tuple[Any, list[Change]]:
    if section.repeat:
        rows = [
            _row(section.by_key, row, f"{section.key}-{n}") for n, row in enumerate(mappings(held))
        ]
        return [row for row, _lost in rows], [change for _row, lost in rows for change in lost]
    return _row(section.by_key, held if isinstance(held, Mapping) else {}, section.key)


def _row(
    questions: Mapping[str, Question], row: Mapping[str, Any], prefix: str
) -> tuple[dict[str, Any], list[Change]]:
    kept: dict[str, Any] = {}
    lost: list[Change] = []
    for key, question in questions.items():
        value, path = row.get(key), f"{prefix}.{key}"
        if not is_answered(value):
            continue
        if isinstance(question, GroupQuestion):
            inner = [
                _row(question.by_key, one, f"{path}-{n}") for n, one in enumerate(mappings(value))
            ]
            kept[key] = [one for one, _changes in inner]
            lost += [change for _one, changes in inner for change in changes]
            continue
        fits = fitting(question, value)
        if fits is None:
            lost.append(Change(ChangeKind.NO_LONGER_FITS, path, question.label, value))
        else:
            kept[key] = fits
    return kept, lost


def _asked_otherwise(before: Section, section: Section) -> Iterator[Change]:
    """Questions that are new or worded anew; a new wording may change what an answer means."""
    for key, question in section.by_key.items():
        path = f"{section.key}.{key}"
        if key not in before.by_key:
            yield Change(ChangeKind.ADDED, path, question.label)
        elif before.by_key[key].label != question.label:
            yield Change(ChangeKind.REWORDED, path, question.label)


def _removed(old: Definition, new: Definition, answers: Answers) -> Iterator[Change]:
    for section, question in old.questions():
        place = new.by_key.get(section.key)
        gone = place is None or bool(place.repeat) is not bool(section.repeat)
        if not gone and place is not None and question.key in place.by_key:
            continue
        for number, row in enumerate(_rows(answers.get(section.key))):
            if is_answered(row.get(question.key)):
                prefix = f"{section.key}-{number}" if section.repeat else section.key
                path = f"{prefix}.{question.key}"
                yield Change(ChangeKind.REMOVED, path, question.label, row[question.key])


def _rows(held: object) -> list[Mapping[str, Any]]:
    return [held] if isinstance(held, Mapping) else mappings(held)


def _unique(changes: list[Change]) -> list[Change]:
    """Each place once; that an answer was lost says more than that the wording is new."""
    seen: dict[str, Change] = {}
    for change in changes:
        seen.setdefault(change.path, change)
    return list(seen.values())
