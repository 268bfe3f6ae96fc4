"""What a citizen's own pages list."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING

from motcua.dossiers.codes import read_code
from motcua.dossiers.models import (
    DocumentFile,
    Dossier,
    DossierDocument,
    DossierPaper,
    Obligation,
    Submission,
    SupplementItem,
)
from motcua.dossiers.queries.lists.todo import WAITS
from motcua.dossiers.queries.messages import file_of_message, unread_beside
from motcua.dossiers.queries.reach.scope import dossiers_of
from motcua.kit.errors import NotThere
from motcua.kit.prepared import prepared
from motcua.kit.rows import one_of

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from django.db.models import QuerySet

    from motcua.accounts.models import User
    from motcua.files.models import StoredFile
    from motcua.papers.models import Paper

_PAGE = 20
_NEIGHBOURS = (
    "applicant",
    "procedure",
    "case",
    "receiving_agency",
    "responsible_agency",
    "holder_agency",
    "result__paper",
    "result__stored_file",
)


def my_dossiers(user: User, *, today: date, before: int | None = None) -> list[Dossier]:
    """A person's dossiers that do not wait for the person, latest first, one page and one more;
    `before` is the last key of the page before.
    """
    found = dossiers_of(user, today=today).exclude(WAITS)
    found = found.select_related("responsible_agency", "applicant").distinct()
    if before is not None:
        found = found.filter(pk__lt=before)
    return list(found.order_by("-pk")[: _PAGE + 1])


def page_of(dossiers: list[Dossier]) -> tuple[list[Dossier], int | None]:
    """The page itself and the key to go on from, if there is more."""
    page = dossiers[:_PAGE]
    return page, page[-1].pk if len(dossiers) > _PAGE else None


def my_dossier(user: User, code: str, *, today: date) -> Dossier:
    """One's own dossier by its code. Raises NotThere, also for a stranger's."""
    found = one_of(with_neighbours(Dossier.objects.filter(code=read_code(code))))
    if found is None:
        raise NotThere
    _check_theirs(found, user, today=today)
    return found


def my_last_submission(user: User, code: str, *, today: date) -> Submission:
    """What was sent last of one's own dossier, with what a page about a dossier that is new reads
    beside it, and how many messages are unread. Raises NotThere, also for a stranger's.
    """
    found = max(_sent(code=read_code(code)), key=attrgetter("number"), default=None)
    if found is None:
        raise NotThere
    _check_theirs(found.dossier, user, today=today)
    _share_agency(found.dossier)
    return found


@prepared
def _sent(*, code: str) -> QuerySet[Submission]:
    rows = Submission.objects.filter(dossier__code=code).order_by()
    rows = rows.annotate(unread=unread_beside("dossier"))
    return rows.select_related("dossier__applicant", "dossier__responsible_agency")


def _share_agency(dossier: Dossier) -> None:
    """The responsible agency is nearly always the one that received and holds a dossier."""
    for name in ("receiving_agency", "holder_agency"):
        if getattr(dossier, f"{name}_id") == dossier.responsible_agency_id:
            setattr(dossier, name, dossier.responsible_agency)


def _check_theirs(dossier: Dossier, user: User, *, today: date) -> None:
    is_theirs = dossier.applicant.filer_id == user.pk  # nearly always so
    if not is_theirs and not dossiers_of(user, today=today).filter(pk=dossier.pk).exists():
        raise NotThere


def with_neighbours(dossiers: QuerySet[Dossier]) -> QuerySet[Dossier]:
    """What a page about one dossier reads beside the row."""
    return dossiers.select_related(*_NEIGHBOURS)


def papers_of(dossier: Dossier) -> list[DossierPaper]:
    """The official papers that are valid, oldest first."""
    rows = DossierPaper.objects.filter(dossier=dossier, is_valid=True).exclude(
        letter__in=["result", "sent_copy"]
    )
    return list(rows.select_related("paper").order_by("pk"))


def paper_of(dossier: Dossier, token: str) -> Paper:
    """One official paper of a dossier. Raises NotThere."""
    row = (
        DossierPaper.objects.filter(dossier=dossier, paper__token=token)
        .select_related("paper")
        .first()
    )
    if row is None:
        raise NotThere
    return row.paper


def obligations_of(dossier: Dossier) -> list[Obligation]:
    """What other bodies asked the applicant to pay, latest first, with its lines."""
    rows = Obligation.objects.filter(dossier=dossier).select_related("notice", "proof")
    return list(rows.prefetch_related("lines").order_by("-recorded_at"))


def file_of(dossier: Dossier, key: UUID) -> StoredFile:
    """A file of a dossier: sent with it, joined of several, an example of how something should
    look, come with a message, a notice or a proof of an obligation. Raises NotThere.
    """
    part = (
        DocumentFile.objects.filter(document__submission__dossier=dossier, stored_file__key=key)
        .select_related("stored_file")
        .first()
    )
    if part is not None:
        return part.stored_file
    paper = (
        DossierDocument.objects.filter(submission__dossier=dossier, joined__key=key)
        .select_related("joined")
        .first()
    )
    if paper is not None and paper.joined is not None:
        return paper.joined
    items = SupplementItem.objects.filter(supplement__dossier=dossier, example__key=key)
    item = items.select_related("example").first()
    if item is not None and item.example is not None:
        return item.example
    came = file_of_message(dossier, key)
    if came is not None:
        return came
    return _obligation_file(dossier, key)


def _obligation_file(dossier: Dossier, key: UUID) -> StoredFile:
    owed = Obligation.objects.filter(dossier=dossier).select_related("notice", "proof")
    files = (file for one in owed for file in (one.notice, one.proof))
    found = next((file for file in files if file is not None and file.key == key), None)
    if found is None:
        raise NotThere
    return found
