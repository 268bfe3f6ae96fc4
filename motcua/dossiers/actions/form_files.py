"""Files that a question of the form itself asks for, beside the papers of the case."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from motcua.dossiers.actions.documents import PURPOSE
from motcua.dossiers.models import DocumentFile, DossierDocument, DraftDocument
from motcua.dossiers.queries import forms
from motcua.eforms.rules.definition import FileQuestion
from motcua.files.actions.receiving import receive
from motcua.kit.errors import Refusal

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from django.core.files.uploadedfile import UploadedFile

    from motcua.accounts.models import Position, User
    from motcua.dossiers.models import Draft, Submission

NEW = "-new"
AFTER_THE_PAPERS = 10_000


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of the uploads of a page: the raw answers with the new keys, and each refusal by
    the path of its question.
    """

    raw: Any
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
    """Keep the files posted under `path-new` and add their keys to the raw answers of their
    questions; a file that cannot be taken is named, the others stay.
    """
    refused: dict[str, str] = {}
    for name, files in uploads.items():
        path = name.removesuffix(NEW)
        keys = _keys_at(draft, section, raw, path) if name.endswith(NEW) else None
        if keys is None:
            continue
        for upload in files:
            try:
                stored = receive(upload=upload, purpose=PURPOSE, by=by, now=now)
            except Refusal as refusal:
                refused[path] = str(refusal)
                continue
            DraftDocument.objects.create(draft=draft, question=path[:160], stored_file=stored)
            keys.append(str(stored.key))
    return Taken(raw, refused)


def keep(submission: Submission, draft: Draft, answers: Mapping[str, Any]) -> None:
    """Send the files that the answers name along with the submission, one paper per question."""
    if not forms.asks_for_files(draft.form_version_id):
        return
    held = {
        str(document.stored_file.key): document
        for document in draft.documents.exclude(question="").select_related("stored_file")
    }
    position = AFTER_THE_PAPERS
    for section, question in forms.definition_of(draft.form_version_id).questions():
        if not isinstance(question, FileQuestion):
            continue
        rows = answers.get(section.key)
        for row in rows if isinstance(rows, list) else [rows or {}]:
            files = [held[key] for key in row.get(question.key) or () if key in held]
            if files:
                position += 1
                _keep_one(submission, files, title=str(question.label), position=position)


def _keep_one(
    submission: Submission, files: list[DraftDocument], *, title: str, position: int
) -> None:
    paper = DossierDocument.objects.create(
        submission=submission, question=files[0].question, title=title, position=position
    )
    DocumentFile.objects.bulk_create(
        DocumentFile(document=paper, stored_file_id=one.stored_file_id, position=number)
        for number, one in enumerate(files, start=1)
    )


def _keys_at(draft: Draft, section: str, raw: Any, path: str) -> list[str] | None:
    """The raw list of keys of the file question at a path, to be added to; None where there is
    none.
    """
    place, _dot, name = path.partition(".")
    definition = forms.definition_of(draft.form_version_id).by_key.get(section)
    question = definition.by_key.get(name) if definition else None
    if not isinstance(question, FileQuestion):
        return None
    row = raw
    if definition is not None and definition.repeat:
        number = place.removeprefix(f"{section}-")
        fits = isinstance(raw, list) and number.isdecimal() and int(number[:4]) < len(raw)
        row = raw[int(number[:4])] if fits else None
    elif place != section:
        return None
    if not isinstance(row, dict):
        return None
    row[name] = [key for key in row.get(name) or () if isinstance(key, str)]
    keys: list[str] = row[name]
    return keys
