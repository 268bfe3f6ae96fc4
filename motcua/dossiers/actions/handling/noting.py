"""Notes of officers about a dossier, which the applicant never sees."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.accounts.enums import Permission
from motcua.audit.actions import record
from motcua.dossiers.models import InternalNote
from motcua.dossiers.queries.reach.scope import dossiers_seen_by
from motcua.kit.errors import NotPermitted, NotThere, Refusal
from motcua.kit.text_vi import clean

if TYPE_CHECKING:
    from datetime import datetime

    from motcua.accounts.models import Position

MOST = 200
"""Notes on one dossier; beyond that somebody uses it as something else."""


class NothingWritten(Refusal):
    """An empty note."""

    message = _("Hãy viết nội dung ghi chú.")


class TooManyNotes(Refusal):
    """The dossier holds as many notes as it can."""

    message = _("Hồ sơ này đã có quá nhiều ghi chú nên không thêm được nữa.")


@transaction.atomic
def write(*, dossier_id: int, text: str, by: Position, now: datetime) -> InternalNote:
    """Keep a note beside a dossier that the officer may see and work on. Raises NotPermitted,
    NotThere, NothingWritten, TooManyNotes.
    """
    if not (by.may(Permission.DOSSIER_PROCESS) or by.may(Permission.DOSSIER_ACCEPT)):
        raise NotPermitted
    if not dossiers_seen_by(by).filter(pk=dossier_id).exists():
        raise NotThere
    written = clean(text, multiline=True)
    if not written:
        raise NothingWritten(field="text")
    if InternalNote.objects.filter(dossier=dossier_id).count() >= MOST:
        raise TooManyNotes(field="text")
    note = InternalNote.objects.create(
        dossier_id=dossier_id, written_by=by, written_at=now, text=written
    )
    record("dossier.note", by=by, now=now, object_kind="dossier", object_id=dossier_id)
    return note
