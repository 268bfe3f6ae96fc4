"""Words in the language of whoever reads them, for rules that must not know the framework."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import get_language, gettext_lazy, override

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from django.db.models import Choices

Words = str | Promise

_ = gettext_lazy


def sentence(template: Words, **values: object) -> Words:
    """A sentence put together only when it is shown, so that each part appears in the reader's
    language.
    """
    return format_lazy(template, **values)  # type: ignore[arg-type] # any lazy text will do


def active_language() -> str:
    """`vi` or `en`; Vietnamese whenever nothing else was asked for."""
    return "en" if (get_language() or "vi").startswith("en") else "vi"


def words_of(choices: type[Choices]) -> Mapping[str | int, str]:
    """The words of each choice in the reader's language, for a list that says them in every row."""
    return {value: str(label) for value, label in choices.choices}


@contextmanager
def in_language(language: str) -> Iterator[None]:
    """Everything shown inside is in this language (used for papers and exports, which have one of
    their own).
    """
    with override(language):
        yield
