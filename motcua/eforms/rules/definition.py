"""A form definition as frozen values; made only by `parsing.parse`, read by everything else."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from motcua.accounts.enums import IdentityKind
from motcua.eforms.enums import FileKind, Operator, QuestionType
from motcua.kit.wording import active_language

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Text:
    """Words of a definition in both languages; shown in the reader's, Vietnamese where English is
    missing.
    """

    vi: str
    en: str = ""

    def __str__(self) -> str:
        return self.in_language(active_language())

    def __bool__(self) -> bool:
        return bool(self.vi)

    def in_language(self, language: str) -> str:
        """The words in `vi` or `en`."""
        return self.en if language == "en" and self.en else self.vi


NO_TEXT = Text("")


@dataclass(frozen=True, slots=True)
class Compare:
    """One answer compared with one value. `ref` is ("section", "question"[, "part"]) or (".",
    "question"[, "part"]).
    """

    ref: tuple[str, ...]
    op: Operator
    value: object = None


@dataclass(frozen=True, slots=True)
class AllOf:
    """Holds when every part holds."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Holds when one part holds."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class NoneOf:
    """Holds when its part does not."""

    part: Condition


Condition = Compare | AllOf | AnyOf | NoneOf


@dataclass(frozen=True, slots=True)
class Repeat:
    """How often something may be answered, and what one answer is called (“Người con”)."""

    min: int
    max: int
    item: Text


MOST_RADIOS = 7
_AUTOFILL = {
    "filer.name": "name",
    "filer.birth_date": "bday",
    "filer.phone": "tel",
    "filer.email": "email",
}


@dataclass(frozen=True, kw_only=True)
class Question:
    """What every question has."""

    key: str
    type: QuestionType
    label: Text
    hint: Text = NO_TEXT
    required: bool = True
    condition: Condition | None = None
    prefill: str = ""
    official: str = ""
    fee_input: str = ""
    autocomplete: str = ""

    def autofill(self, attrs: Mapping[str, str] | None = None) -> dict[str, str]:
        """Attributes of the input with what the browser may fill in: only the filer's own facts."""
        known = self.autocomplete or _AUTOFILL.get(self.prefill, "")
        return {**(attrs or {}), **({"autocomplete": known} if known else {})}


@dataclass(frozen=True, kw_only=True)
class TextQuestion(Question):
    """short_text and long_text; `max_length` in characters; one of `letters` takes no digits."""

    max_length: int = 200
    letters: bool = False


@dataclass(frozen=True, kw_only=True)
class NumberQuestion(Question):
    """number (with `decimals` places) and money (whole đồng)."""

    min: Decimal | None = None
    max: Decimal | None = None
    decimals: int = 0
    unit: Text = NO_TEXT

    @property
    def is_year(self) -> bool:
        """Whether it asks for a year: a bare number between two years."""
        if self.min is None or self.max is None or self.unit:
            return False
        return self.min >= 1000 and self.max <= 2999


@dataclass(frozen=True, kw_only=True)
class DateQuestion(Question):
    """A date; `partial` is the coarsest that is accepted: "" whole date, "month", "year". Limits
    are ISO, `today` or `today-18y`, so many years before.
    """

    partial: str = ""
    not_before: str = ""
    not_after: str = ""


@dataclass(frozen=True, slots=True)
class Option:
    """One answer of a choice."""

    key: str
    label: Text
    hint: Text = NO_TEXT


@dataclass(frozen=True, kw_only=True)
class ChoiceQuestion(Question):
    """choice (one) and choices (several, between `min` and `max` of them)."""

    options: tuple[Option, ...]
    min: int = 0
    max: int = 0

    @cached_property
    def by_key(self) -> Mapping[str, Option]:
        """Options by their keys."""
        return {option.key: option for option in self.options}

    @property
    def is_long(self) -> bool:
        """Whether a drop-down serves better than so many radio buttons; hints need the buttons."""
        return len(self.options) > MOST_RADIOS and not any(option.hint for option in self.options)

    def choices(self) -> list[tuple[str, ...]]:
        """(key, label) or (key, label, hint) of each option, in the reader's language."""
        return [
            (option.key, str(option.label), *((str(option.hint),) if option.hint else ()))
            for option in self.options
        ]


@dataclass(frozen=True, kw_only=True)
class IdentityQuestion(Question):
    """A person's paper; with `issued`, also its date and place of issue."""

    kinds: tuple[IdentityKind, ...] = tuple(IdentityKind)
    issued: bool = False

    @property
    def may_have_none(self) -> bool:
        """Whether a person without any paper can answer."""
        return IdentityKind.NONE_YET in self.kinds

    def kind_choices(self) -> list[tuple[str, str]]:
        """(code, label) of each kind of paper, in the reader's language."""
        return [(kind.value, str(kind.label)) for kind in self.kinds]


@dataclass(frozen=True, kw_only=True)
class AddressQuestion(Question):
    """Province, commune and the person's own words; `abroad` also accepts a place in another
    country.
    """

    abroad: bool = False
    detail_required: bool = False


@dataclass(frozen=True, kw_only=True)
class GroupQuestion(Question):
    """The same few questions answered several times inside a page."""

    repeat: Repeat
    questions: tuple[Question, ...] = field(default=())

    @cached_property
    def by_key(self) -> Mapping[str, Question]:
        """Questions of one item by their keys."""
        return {question.key: question for question in self.questions}


_ACCEPTED = {
    FileKind.IMAGE: "image/jpeg,image/png,image/heic,image/heif,image/webp",
    FileKind.PDF: "application/pdf",
}


@dataclass(frozen=True, kw_only=True)
class FileQuestion(Question):
    """A slot for files that the form itself asks for; the papers of the procedure are slots
    elsewhere.
    """

    max_files: int = 5
    kinds: tuple[FileKind, ...] = tuple(FileKind)

    @property
    def accept(self) -> str:
        """The media types for the file input."""
        return ",".join(_ACCEPTED[kind] for kind in self.kinds)


@dataclass(frozen=True, kw_only=True)
class Section:
    """One topic, one page; repeated ones are answered several times."""

    key: str
    title: Text
    intro: Text = NO_TEXT
    condition: Condition | None = None
    repeat: Repeat | None = None
    questions: tuple[Question, ...]

    @cached_property
    def by_key(self) -> Mapping[str, Question]:
        """Questions by their keys."""
        return {question.key: question for question in self.questions}


@dataclass(frozen=True, kw_only=True)
class Definition:
    """A whole form."""

    key: str
    title: Text
    sections: tuple[Section, ...]

    @cached_property
    def by_key(self) -> Mapping[str, Section]:
        """Sections by their keys."""
        return {section.key: section for section in self.sections}

    def questions(self) -> Iterator[tuple[Section, Question]]:
        """Every question that stands directly in a section, in order."""
        for section in self.sections:
            for question in section.questions:
                yield section, question
