"""Files that a question of the form itself asks for, beside the papers of the case."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from motcua.dossiers.actions.drafts.documents import PURPOSE, TooManyFiles
from motcua.dossiers.actions.drafts.drafting import LockedAnswer
from motcua.dossiers.models import DocumentFile, DossierDocument, DraftDocument
from motcua.dossiers.queries.drafts import forms, pages
from motcua.dossiers.queries.reach.contents import documents_of
from motcua.dossiers.rules.opening import is_open
from motcua.eforms.enums import FileKind
from motcua.eforms.rules.definition import FileQuestion
from motcua.files.actions.receiving import prepare
from motcua.files.rules.limits import PDF, PICTURES, Limits
from motcua.kit.errors import Refusal

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from django.core.files.uploadedfile import UploadedFile
    from django.db.models import Model

    from motcua.accounts.models import Position, User
    from motcua.dossiers.models import Draft, Submission
    from motcua.eforms.rules.definition import Section

NEW = "-new"
AFTER_THE_PAPERS = 10_000
MOST_IN_A_DRAFT = 200
"""Files that questions of one draft ever took; what was dropped from its page counts as well."""


@dataclass(frozen=True, slots=True)
class Slot:
    """Where a paper of a question stands among those of a submission."""

    path: str
    title: str
    position: int


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of the uploads of a page: the raw answers with the new keys, the files for
    `drafting.save_section` to keep with them, and each refusal by the path of its question.
    """

    raw: Any
    documents: list[DraftDocument] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)


def take(
    *,
    draft: Draft,
    section: str,
    raw: Any,
    uploads: Mapping[str, Sequence[UploadedFile[Any]]],
    by: User | Position | None,
    now: datetime,
) -> Taken:
    """Look at the files posted under `path-new` and add their keys to the raw answers of their
    questions; a file that cannot be taken is named, the others stay. Nothing is locked meanwhile:
    decoding a photograph takes long. Raises LockedAnswer.
    """
    taken = Taken(raw)
    room = MOST_IN_A_DRAFT - draft.documents.exclude(question="").count() if uploads else 0
    for name, files in uploads.items():
        path = name.removesuffix(NEW)
        question = _question_at(draft, section, path) if name.endswith(NEW) else None
        keys = _keys_at(raw, section, path) if question else None
        if question is None or keys is None:
            continue
        for upload in files:
            try:
                if len(keys) >= question.max_files or len(taken.documents) >= room:
                    raise TooManyFiles
                limits = Limits(accepts=_accepted(question))
                stored = prepare(upload=upload, purpose=PURPOSE, by=by, now=now, limits=limits)
            except Refusal as refusal:
                taken.refused[path] = str(refusal)
                continue
            taken.documents.append(DraftDocument(question=path[:160], stored_file=stored))
            keys.append(str(stored.key))
    return taken


def rows_to_send(
    submission: Submission, draft: Draft, answers: Mapping[str, Any]
) -> Iterator[Model]:
    """The files that the answers name, to go along with the submission, one paper per question."""
    if not forms.asks_for_files(draft.form_version_id):
        return
    held = {str(one.stored_file.key): one for one in documents_of(draft) if one.question}
    position = AFTER_THE_PAPERS
    for section, question in forms.definition_of(draft.form_version_id).questions():
        if not isinstance(question, FileQuestion):
            continue
        for path, row in _places(section, answers.get(section.key)):
            files = [held[key] for key in row.get(question.key) or () if key in held]
            if files:
                position += 1
                slot = Slot(f"{path}.{question.key}", str(question.label), position)
                yield from _rows_of_one(submission, files, slot)


def _places(section: Section, answer: Any) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Where the answers of a section stand now: rows may have gone since a file was taken."""
    if not section.repeat:
        yield section.key, answer or {}
        return
    for number, row in enumerate(answer or ()):
        yield f"{section.key}-{number}", row


def _rows_of_one(submission: Submission, files: list[DraftDocument], slot: Slot) -> Iterator[Model]:
    paper = DossierDocument(
        submission=submission,
        question=slot.path[:160],
        title=slot.title,
        position=slot.position,
    )
    yield paper
    for number, one in enumerate(files, start=1):
        yield DocumentFile(document=paper, stored_file_id=one.stored_file_id, position=number)


def _accepted(question: FileQuestion) -> frozenset[str]:
    """The media types that a question takes."""
    of_kind = {FileKind.IMAGE: PICTURES, FileKind.PDF: frozenset({PDF})}
    return frozenset().union(*(of_kind[kind] for kind in question.kinds))


def _question_at(draft: Draft, section: str, path: str) -> FileQuestion | None:
    """The file question at a path of a page. Raises LockedAnswer for one that a supplement does
    not open.
    """
    definition = forms.definition_of(draft.form_version_id).by_key.get(section)
    name = path.partition(".")[2]
    question = definition.by_key.get(name) if definition else None
    if not isinstance(question, FileQuestion):
        return None
    if draft.supplement_id and not is_open(pages.open_questions(draft).get(section, {}), name):
        raise LockedAnswer
    return question


def _keys_at(raw: Any, section: str, path: str) -> list[str] | None:
    """The raw list of keys of the file question at a path, to be added to; None where there is
    none.
    """
    place, _dot, name = path.partition(".")
    row = raw if place == section else None
    if isinstance(raw, list):
        number = place.removeprefix(f"{section}-")
        fits = number.isdecimal() and int(number[:4]) < len(raw)
        row = raw[int(number[:4])] if fits else None
    if not isinstance(row, dict):
        return None
    row[name] = [key for key in row.get(name) or () if isinstance(key, str)]
    keys: list[str] = row[name]
    return keys
