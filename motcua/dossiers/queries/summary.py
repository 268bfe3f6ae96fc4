"""Answers in words, for papers and pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from motcua.dossiers.queries import forms
from motcua.eforms.rules.summary import SummaryRow, SummarySection, summarise

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from motcua.dossiers.models import Submission


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


@dataclass(frozen=True, slots=True)
class Changed:
    """An answer that differs between the last two submissions."""

    label: str
    before: str
    after: str


def changes_between(submissions: Sequence[Submission]) -> list[Changed]:
    """What the newest submission changed; nothing for a first one. Newest first in the sequence."""
    if len(submissions) < 2:
        return []
    newest, earlier = submissions[0], submissions[1]
    texts = [
        {
            (section.key, section.number, row.path): (row.label, row.text)
            for section in sections_of(one.form_version_id, one.answers, "vi")
            for row in section.rows
        }
        for one in (earlier, newest)
    ]
    return [
        Changed(label, texts[0].get(key, ("", ""))[1], text)
        for key, (label, text) in texts[1].items()
        if texts[0].get(key, ("", ""))[1] != text
    ]
