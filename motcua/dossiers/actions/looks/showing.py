"""Files of dossiers and drafts for those who may see them; every look at one is recorded.

The caller has already found the dossier or draft through the scope of whoever asks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from motcua.accounts.models import Position
from motcua.audit.actions import record_access
from motcua.dossiers.actions.handling import returning
from motcua.dossiers.actions.letters import issuing
from motcua.dossiers.queries.asking import proposals
from motcua.dossiers.queries.drafts.documents import document_of
from motcua.dossiers.queries.drafts.marked import example_of
from motcua.dossiers.queries.lists import citizen
from motcua.files.queries.files import NotReady
from motcua.kit.errors import NotThere
from motcua.papers.actions.rendering import ensure_rendered

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from motcua.accounts.models import User
    from motcua.dossiers.models import Dossier, Draft
    from motcua.files.models import StoredFile
    from motcua.papers.models import Paper


def show_file(
    dossier: Dossier, key: UUID, *, by: User | Position, now: datetime, purpose: str = "file"
) -> StoredFile:
    """A file of the dossier, for officers also of what is only proposed; `purpose` tells a picture
    of one page from the whole. Raises NotReady and NotThere.
    """
    proposed = proposals.example_of(dossier, key) if isinstance(by, Position) else None
    return _seen(dossier, proposed or citizen.file_of(dossier, key), purpose, by=by, now=now)


def show_paper(dossier: Dossier, token: str, *, by: User | Position, now: datetime) -> StoredFile:
    """An official paper as PDF. Call it outside any transaction. Raises NotThere and what
    ensure_rendered raises.
    """
    made = _made(citizen.paper_of(dossier, token), now=now)
    return _seen(dossier, made, "paper", by=by, now=now)


def show_sent_copy(dossier: Dossier, *, by: User, now: datetime) -> StoredFile:
    """A copy of what was sent, made for whoever filed."""
    made = _made(issuing.issue_sent_copy(dossier, by=by, now=now), now=now)
    return _seen(dossier, made, "sent copy", by=by, now=now)


def show_result(dossier: Dossier, *, by: User | Position, now: datetime) -> StoredFile:
    """The result. Call it outside any transaction. Raises NotReady, and NotThere before there is
    one.
    """
    held = getattr(dossier, "result", None)
    if held is None:
        raise NotThere
    return _seen(dossier, returning.result_file(held, now=now), "result", by=by, now=now)


def show_draft_file(
    draft: Draft, document_id: int, *, by: User | Position | None, now: datetime
) -> StoredFile:
    """A file of a draft; nobody signed in yet is recorded as nobody. Raises NotReady and
    NotThere.
    """
    file = _ready(document_of(draft, document_id).stored_file)
    record_access(by=by, now=now, object_kind="draft", object_id=draft.key, purpose="file")
    return file


def show_example(
    draft: Draft, item_id: int, *, by: User | Position | None, now: datetime
) -> StoredFile:
    """How an officer wants something to look, for whoever may open the draft that answers. Raises
    NotReady and NotThere.
    """
    file = _ready(example_of(draft, item_id))
    record_access(by=by, now=now, object_kind="draft", object_id=draft.key, purpose="example")
    return file


def _seen(
    dossier: Dossier, file: StoredFile, purpose: str, *, by: User | Position, now: datetime
) -> StoredFile:
    _ready(file)
    record_access(by=by, now=now, object_kind="dossier", object_id=dossier.pk, purpose=purpose)
    return file


def _made(paper: Paper, *, now: datetime) -> StoredFile:
    file = ensure_rendered(paper=paper, now=now).file
    if file is None:
        raise NotThere
    return file


def _ready(file: StoredFile) -> StoredFile:
    if not file.is_ready:
        raise NotReady
    return file
