"""What a case needs beside its record: how its papers are asked for."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from motcua.accounts.enums import Permission
from motcua.audit.actions import record
from motcua.catalogue.models import ProcedureCase, RequiredDocument
from motcua.kit.errors import NotPermitted

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from motcua.accounts.models import Position


_ASKED = ("asked_online", "asked_postal", "asked_direct")


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperDetails:
    """How one paper of a case is asked for, by the name it has there."""

    name: str
    asked_online: str
    asked_postal: str
    asked_direct: str


@transaction.atomic
def ask_papers(
    *, case: ProcedureCase, papers: Sequence[PaperDetails], by: Position | None, now: datetime
) -> None:
    """Say how these papers of a case are asked for in each way of filing; the others stay.

    Raises NotPermitted.
    """
    if by is not None and not by.may(Permission.MANAGE_CATALOGUE):
        raise NotPermitted
    wanted = {paper.name: paper for paper in papers}
    changed = []
    for document in case.required_documents.filter(name__in=wanted).select_for_update():
        paper = wanted[document.name]
        if any(getattr(document, name) != getattr(paper, name) for name in _ASKED):
            for name in _ASKED:
                setattr(document, name, getattr(paper, name))
            changed.append(document)
    if not changed:
        return
    RequiredDocument.objects.bulk_update(changed, _ASKED)
    record(
        "catalogue.papers_asked",
        by=by,
        now=now,
        object_kind="case",
        object_id=case.pk,
        after={"papers": [asdict(wanted[document.name]) for document in changed]},
    )
