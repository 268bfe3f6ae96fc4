"""The messages of a dossier: the thread, what is unread, whether one may still write."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce

from motcua.dossiers.enums import Status
from motcua.dossiers.models import Dossier, DossierMessage, MessageFile, TimelineEntry
from motcua.dossiers.rules import messages

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from django.db.models import QuerySet

    from motcua.files.models import StoredFile

_OVER = (Status.NOT_ACCEPTED, Status.WITHDRAWN, Status.RETURNED)


def thread_of(dossier: Dossier) -> list[DossierMessage]:
    """Everything that was written, oldest first."""
    found = DossierMessage.objects.filter(dossier=dossier)
    beside = ("user", "position__user", "position__agency")
    return list(found.select_related(*beside).prefetch_related("files__stored_file"))


def unread_by_office() -> QuerySet[DossierMessage]:
    """What applicants wrote and no officer has read."""
    return DossierMessage.objects.filter(position__isnull=True, read_at__isnull=True)


def unread_by_applicant(dossier: Dossier) -> QuerySet[DossierMessage]:
    """What officers wrote and the applicant's side has not read."""
    written = DossierMessage.objects.filter(dossier=dossier, position__isnull=False)
    return written.filter(read_at__isnull=True)


def unread_beside(dossier: str) -> Coalesce:
    """How many of those there are, beside a row that has the dossier under this name."""
    written = DossierMessage.objects.filter(
        dossier=OuterRef(dossier), position__isnull=False, read_at__isnull=True
    )
    counted = written.order_by().values("dossier").annotate(found=Count("pk")).values("found")
    return Coalesce(Subquery(counted), 0)


def may_write(dossier: Dossier, *, at: datetime) -> bool:
    """Whether messages are open: while the dossier is, and some days after its end."""
    return messages.is_open(_ended_at(dossier), at, days=settings.MESSAGE_DAYS_AFTER_END)


def file_of_message(dossier: Dossier, key: UUID) -> StoredFile | None:
    """A file that came with a message of the dossier."""
    rows = MessageFile.objects.filter(message__dossier=dossier, stored_file__key=key)
    found = rows.select_related("stored_file").first()
    return found.stored_file if found else None


def _ended_at(dossier: Dossier) -> datetime | None:
    if dossier.status not in _OVER and not dossier.is_ended:
        return None
    last = TimelineEntry.objects.filter(dossier=dossier).order_by("-sequence").first()
    return last.happened_at if last else dossier.submitted_at
