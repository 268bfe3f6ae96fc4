"""Answers in words, for papers and pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from motcua.dossiers.queries import forms
from motcua.eforms.rules.summary import SummaryRow, SummarySection, summarise

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


def sections_of(
    form_version_id: int, answers: Mapping[str, Any], language: str
) -> list[SummarySection]:
    """Everything that was asked, with its answer in words, in the given language."""
    return summarise(forms.definition_of(form_version_id), answers, language)


def summary_of(
    form_version_id: int, answers: Mapping[str, Any], language: str
) -> list[dict[str, Any]]:
    """The same as plain values for a paper; items of groups become lines of their own."""
    return [
        {
            "title": section.title,
            "answers": [{"label": label, "value": value} for label, value in _lines(section.rows)],
        }
        for section in sections_of(form_version_id, answers, language)
    ]


def _lines(rows: Iterable[SummaryRow]) -> list[tuple[str, str]]:
    lines: list[tuple[str, str]] = []
    for row in rows:
        if not row.items:
            lines.append((row.label, row.text))
        for number, item in enumerate(row.items, start=1):
            lines += [(f"{row.label} {number}: {label}", text) for label, text in _lines(item)]
    return lines
