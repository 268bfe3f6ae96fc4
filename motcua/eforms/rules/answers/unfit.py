"""How a check says that an answer does not fit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from motcua.kit.wording import Words, sentence

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from motcua.eforms.rules.answers.places import Candidate
    from motcua.eforms.rules.definition import Question


class Unfit(Exception):
    """The answer does not fit: a sentence for the question ("") or for its parts ("number")."""

    def __init__(
        self,
        message: Words = "",
        *,
        parts: Mapping[str, Words] | None = None,
        candidates: Sequence[Candidate] = (),
    ) -> None:
        self.errors: dict[str, Words] = dict(parts or {"": message})
        self.candidates = tuple(candidates)
        super().__init__()


def labelled(question: Question, message: object) -> Words:
    """A sentence of the kit, preceded by the name of the question."""
    return sentence("“{label}”: {message}", label=question.label, message=message)
