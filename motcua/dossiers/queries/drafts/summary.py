"""Answers in words, for papers and pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from motcua.dossiers.models import DossierDocument
from motcua.dossiers.queries.drafts import forms
from motcua.eforms.rules.summary import SummaryRow, SummarySection, summarise

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from motcua.dossiers.models import Submission
    from motcua.files.models import StoredFile


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
    """An answer or a paper that differs between the last two submissions."""

    label: str
    before: str
    after: str


def changes_between(submissions: Sequence[Submission]) -> list[Changed]:
    """What the newest submission changed, added and dropped; nothing for a first one. Newest first
    in the sequence.
    """
    if len(submissions) < 2:
        return []
    newest, earlier = submissions[0], submissions[1]
    return [*_changed_answers(earlier, newest), *_changed_papers(newest)]


def _changed_answers(earlier: Submission, newest: Submission) -> list[Changed]:
    before, after = _flat(earlier), _flat(newest)
    return [
        Changed(
            (after.get(path) or before[path])[0],
            before.get(path, ("", ""))[1],
            after.get(path, ("", ""))[1],
        )
        for path in {**after, **before}
        if before.get(path, ("", ""))[1] != after.get(path, ("", ""))[1]
    ]


def _flat(submission: Submission) -> dict[str, tuple[str, str]]:
    """Path → label and text of every answer, items of groups and of repeated sections included."""
    flat: dict[str, tuple[str, str]] = {}
    for section in sections_of(submission.form_version_id, submission.answers, "vi"):
        above = "" if section.number is None else f"{section.title}: "
        flat |= {path: (above + label, text) for path, label, text in _flat_rows(section.rows)}
    return flat


def _flat_rows(rows: Iterable[SummaryRow]) -> Iterator[tuple[str, str, str]]:
    for row in rows:
        if not row.items:
            yield row.path, row.label, row.text
        for number, item in enumerate(row.items, start=1):
            for path, label, text in _flat_rows(item):
                yield path, f"{row.label} {number}: {label}", text


def _changed_papers(newest: Submission) -> Iterator[Changed]:
    """The papers that came anew or with other files than the last time they were sent; a supplement
    brings only those it replaces.
    """
    sent: dict[tuple[int | None, str], list[StoredFile]] = {}
    rows = DossierDocument.objects.filter(
        submission__dossier=newest.dossier_id, submission__number__lte=newest.number
    ).order_by("submission__number", "position", "id")
    for paper in rows.prefetch_related("files__stored_file"):
        slot = (paper.required_document_id, paper.question)
        files, former = [part.stored_file for part in paper.files.all()], sent.get(slot, [])
        if paper.submission_id == newest.pk and _hashes(files) != _hashes(former):
            yield Changed(paper.title, _names(former), _names(files))
        sent[slot] = files


def _hashes(files: Iterable[StoredFile]) -> list[str]:
    return [file.received_sha256 for file in files]


def _names(files: Iterable[StoredFile]) -> str:
    return ", ".join(file.name for file in files)
