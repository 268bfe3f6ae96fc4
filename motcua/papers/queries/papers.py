"""Finding papers and saying what is known about one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from motcua.kit.errors import NotThere
from motcua.papers.enums import Letter, NumberState
from motcua.papers.models import BookNumber, Paper
from motcua.papers.rules import numbers

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

_TOKEN = re.compile(r"[A-Za-z0-9_-]{22}")


@dataclass(frozen=True, kw_only=True)
class Verified:
    """What anyone who holds a paper may learn about it: nothing that is not printed on it."""

    letter: Letter
    number: str
    agency: str
    code: str
    issued_at: datetime
    is_valid: bool
    revoked_at: datetime | None
    is_replaced: bool
    sha256: str


def about(key: str) -> QuerySet[Paper]:
    """The papers of one dossier, in the order of issue."""
    return Paper.objects.filter(about=key).select_related("file").order_by("issued_at", "pk")


def by_token(token: str) -> Paper:
    """The paper behind a verification token; raises NotThere."""
    if not _TOKEN.fullmatch(token):
        raise NotThere
    paper = Paper.objects.select_related("file").filter(token=token).first()
    if paper is None:
        raise NotThere
    return paper


def number_of(paper: Paper) -> str:
    """The number as written on the paper; empty before it is made and where a paper takes none."""
    if not numbers.is_numbered(paper.letter, paper.content):
        return str(paper.content.get("number", ""))
    row = BookNumber.objects.filter(paper=paper).exclude(state=NumberState.VOID).first()
    return numbers.written(paper.letter, row.number) if row else ""


def verified(token: str) -> Verified:
    """What the verification page shows; raises NotThere."""
    paper = by_token(token)
    return Verified(
        letter=Letter(paper.letter),
        number=number_of(paper),
        agency=paper.content["agency"],
        code=paper.content["code"],
        issued_at=paper.issued_at,
        is_valid=paper.is_valid,
        revoked_at=paper.revoked_at,
        is_replaced=paper.replaced_by_id is not None,
        sha256=paper.file.stored_sha256 if paper.file else "",
    )
