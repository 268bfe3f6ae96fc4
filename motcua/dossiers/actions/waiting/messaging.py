"""Applicant and officers write to each other about a dossier."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.accounts.enums import Permission, Role
from motcua.accounts.models import Mandate, Position, User
from motcua.accounts.queries.positions import serving
from motcua.audit.actions import record
from motcua.dossiers.actions.letters import telling
from motcua.dossiers.actions.moves.permits import NotYourAgency
from motcua.dossiers.models import DossierMessage, MessageFile
from motcua.dossiers.queries.clocks import route
from motcua.dossiers.queries.messages import may_write, unread_by_applicant, unread_by_office
from motcua.dossiers.queries.reach.locking import lock
from motcua.dossiers.queries.reach.scope import dossiers_of, dossiers_seen_by
from motcua.dossiers.rules import messages as rules
from motcua.files.actions.receiving import label_of, receive
from motcua.files.models import StoredFile
from motcua.kit.clock import local_date
from motcua.kit.errors import NotPermitted, NotThere, Refusal
from motcua.kit.text_vi import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime
    from uuid import UUID

    from django.core.files.uploadedfile import UploadedFile
    from django.db.models import QuerySet

    from motcua.dossiers.models import Dossier

PURPOSE = "message"
LONGEST = 4000
MOST_FILES = 5
MOST_IN_AN_HOUR = 10
MOST = 500
MOST_MAILS = 5
TWICE = timedelta(minutes=2)


class NothingWritten(Refusal):
    """An empty message."""

    message = _("Hãy viết nội dung tin nhắn.")


class MessageTooLong(Refusal):
    """More than anybody reads."""

    message = _("Tin nhắn dài quá 4.000 ký tự. Hãy rút gọn hoặc chia thành hai tin.")


class TooManyFiles(Refusal):
    """More files than a message carries."""

    message = _("Mỗi tin nhắn kèm nhiều nhất 5 tệp. Hãy bỏ bớt hoặc gửi thêm một tin nữa.")


class TooOften(Refusal):
    """Many messages within an hour, or more than a dossier holds."""

    message = _(
        "Bạn đã gửi nhiều tin liền nhau. Nội dung vừa viết vẫn còn dưới đây; "
        "hãy gộp lại và gửi sau ít phút, hoặc gọi điện cho bộ phận một cửa."
    )


class MessagesClosed(Refusal):
    """The dossier ended some time ago."""

    message = _(
        "Hồ sơ đã kết thúc nên không nhắn tin ở đây được nữa. "
        "Xin liên hệ bộ phận một cửa của cơ quan."
    )


class NobodyReads(Refusal):
    """The applicant has no account to read messages with."""

    message = _("Người nộp không có tài khoản trên cổng nên không đọc được tin nhắn. Hãy gọi điện.")


@dataclass(frozen=True, slots=True)
class Taken:
    """Files that came with a message, and what was wrong with others."""

    files: list[StoredFile] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def take_files(
    *,
    uploads: Sequence[UploadedFile[Any]],
    kept: Iterable[UUID],
    by: User | Position,
    now: datetime,
) -> Taken:
    """Keep the files of a message before it is written; `kept` are those of a try before."""
    mine = StoredFile.objects.filter(purpose=PURPOSE, created_by=label_of(by))
    taken = Taken(files=list(mine.exclude(storage_name="").filter(key__in=list(kept)[:MOST_FILES])))
    if len(taken.files) + len(uploads) > MOST_FILES:
        taken.problems.append(str(TooManyFiles.message))
        return taken
    for upload in uploads:
        try:
            taken.files.append(receive(upload=upload, purpose=PURPOSE, by=by, now=now))
        except Refusal as refusal:
            taken.problems.append(str(refusal))
    return taken


@transaction.atomic
def write(
    *,
    dossier_id: int,
    text: str,
    files: Sequence[StoredFile] = (),
    by: User | Position,
    now: datetime,
) -> DossierMessage:
    """Keep a message and tell the other side by mail, once for those of the same minutes; the same
    words a moment later are the same message. Raises NotThere, NotPermitted, NotYourAgency,
    NothingWritten, MessageTooLong, TooManyFiles, TooOften, MessagesClosed, NobodyReads.
    """
    dossier = lock(dossier_id)
    _permit(dossier, by, now)
    written = clean(text, multiline=True)
    _check(dossier, written, files, now)
    own = _of_side(dossier, by)
    known = own.filter(text=written, written_at__gt=now - TWICE).first()
    if known is not None and not files:
        return known
    in_an_hour = own.filter(written_at__gt=now - timedelta(hours=1)).count()
    if in_an_hour >= MOST_IN_AN_HOUR or dossier.messages.count() >= MOST:
        raise TooOften
    last = own.filter(read_at__isnull=True, is_announced=True).last()
    message = DossierMessage.objects.create(
        dossier=dossier,
        written_at=now,
        user=by if isinstance(by, User) else None,
        position=by if isinstance(by, Position) else None,
        text=written,
        is_announced=rules.is_announced(last.written_at if last else None, now),
    )
    MessageFile.objects.bulk_create(
        MessageFile(message=message, stored_file=file, position=number)
        for number, file in enumerate(files, start=1)
    )
    record("dossier.message", by=by, now=now, object_kind="dossier", object_id=dossier.pk)
    if message.is_announced:
        _announce(dossier, by, now=now)
    return message


def read(dossier: Dossier, *, by: User | Position, now: datetime) -> None:
    """Whoever opened the thread has read what the other side wrote; of officers only those who
    work on the dossier. The caller found the dossier through the scope of whoever reads.
    """
    if isinstance(by, User):
        unread, reader = unread_by_applicant(dossier), by
    elif _works_on(by, dossier):
        unread, reader = unread_by_office().filter(dossier=dossier), by.user
    else:
        return
    unread.filter(written_at__lte=now).update(read_at=now, read_by=reader)


def _permit(dossier: Dossier, by: User | Position, now: datetime) -> None:
    if isinstance(by, User):
        if not dossiers_of(by, today=local_date(now)).filter(pk=dossier.pk).exists():
            raise NotThere
        return
    if not dossiers_seen_by(by).filter(pk=dossier.pk).exists():
        raise NotThere
    if not (by.may(Permission.DOSSIER_PROCESS) or by.may(Permission.DOSSIER_ACCEPT)):
        raise NotPermitted
    if not _works_on(by, dossier):
        raise NotYourAgency
    if not _has_reader(dossier, now):
        raise NobodyReads


def _works_on(by: Position, dossier: Dossier) -> bool:
    works = by.may(Permission.DOSSIER_PROCESS) or by.may(Permission.DOSSIER_ACCEPT)
    return works and dossier.is_received_by(by.agency_id)


def _has_reader(dossier: Dossier, now: datetime) -> bool:
    applicant = dossier.applicant
    if applicant.filer_id is not None:
        return True
    mandates = Mandate.objects.filter(party=applicant.party_id, valid_from__lte=local_date(now))
    return applicant.party_id is not None and mandates.exists()


def _check(dossier: Dossier, text: str, files: Sequence[StoredFile], now: datetime) -> None:
    if not text:
        raise NothingWritten(field="text")
    if len(text) > LONGEST:
        raise MessageTooLong(field="text")
    if len(files) > MOST_FILES:
        raise TooManyFiles
    if not may_write(dossier, at=now):
        raise MessagesClosed


def _of_side(dossier: Dossier, by: User | Position) -> QuerySet[DossierMessage]:
    """What the writer's side wrote: all officers together, or everybody of the applicant's side."""
    written = DossierMessage.objects.filter(dossier=dossier)
    if isinstance(by, Position):
        return written.filter(position__isnull=False)
    return written.filter(position__isnull=True)


def _announce(dossier: Dossier, by: User | Position, *, now: datetime) -> None:
    if isinstance(by, Position):
        telling.tell(dossier, "dossier.message", now=now)
        return
    for officer in _officers(dossier, now):
        telling.tell_of_message(dossier, officer, now=now)


def _officers(dossier: Dossier, now: datetime) -> list[Position]:
    """Whose step it is, else those of its role, else the counter."""
    today, step = local_date(now), route.open_assignment(dossier)
    if step is not None and step.holder is not None and step.holder.holds_on(today):
        return [step.holder]
    role = step.role if step else Role.COUNTER
    agency = step.agency_id if step else dossier.holder_agency_id
    return list(serving(agency_id=agency, role=role, on=today)[:MOST_MAILS])
