"""Sending: a draft becomes a dossier, exactly once."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from textwrap import shorten
from typing import TYPE_CHECKING, Any

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from motcua.accounts.models import Position, User
from motcua.audit.actions import record
from motcua.audit.rules.canonical import canonical_bytes
from motcua.catalogue.models import ProcedureCase
from motcua.catalogue.queries.filing import offer_now
from motcua.dossiers.actions.drafts import applicants, documents, drafting, form_files
from motcua.dossiers.actions.letters import telling
from motcua.dossiers.actions.moves import moving
from motcua.dossiers.actions.moves.permits import permit_filing
from motcua.dossiers.codes import dossier_code
from motcua.dossiers.enums import (
    Channel,
    Moment,
    ReturnWay,
    Status,
    SubmissionKind,
    SubState,
)
from motcua.dossiers.models import (
    Applicant,
    DocumentFile,
    Dossier,
    DossierDocument,
    Draft,
    Submission,
)
from motcua.dossiers.queries.clocks import clock
from motcua.dossiers.queries.drafts import checking, forms
from motcua.dossiers.queries.drafts.documents import PaperSlot, missing_slots, slots_of
from motcua.dossiers.queries.reach.locking import fresh_draft, lock
from motcua.dossiers.rules.applicant import ApplicantFacts, applicant_of
from motcua.dossiers.rules.seen import versions_in
from motcua.eforms.rules.settling import missing as missing_answers
from motcua.eforms.rules.settling import settle
from motcua.kit import jobs
from motcua.kit.clock import local_date
from motcua.kit.errors import NotPermitted, NotThere, Refusal
from motcua.kit.rows import insert_together

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date, datetime

    from django.db.models import Model

REGIME = "TT03_2025"
"""NĐ 118/2025/NĐ-CP with TT 03/2025/TT-VPCP; a dossier keeps the regime of its day."""


class IncompleteDraft(Refusal):
    """Answers or papers are still missing."""

    message = _("Hồ sơ còn thiếu thông tin hoặc giấy tờ. Những gì bạn đã điền vẫn được giữ nguyên.")


class DraftChanged(Refusal):
    """The procedure changed while the draft was open; its owner must see what changed before it
    is sent.
    """

    message = _(
        "Thủ tục vừa được cập nhật. Hồ sơ đã được chuyển sang mẫu mới; hãy xem lại rồi gửi."
    )


class CaseGone(DraftChanged):
    """The chosen case is not in the new version."""

    message = _(
        "Thủ tục vừa được cập nhật và không còn trường hợp bạn đã chọn. Câu trả lời của bạn được "
        "giữ và chuyển sang trường hợp thường gặp nhất; nếu không đúng, hãy bắt đầu hồ sơ mới."
    )


class NotAsSeen(DraftChanged):
    """The draft is no longer what its owner read before pressing Send, or nothing was read."""

    message = _("Hồ sơ đã thay đổi sau khi bạn mở trang vừa bấm. Hãy đọc lại rồi gửi.")


@dataclass(frozen=True, kw_only=True)
class Package:
    """All that is sent: settled answers, papers in their slots, and whom it is for."""

    answers: Mapping[str, Any]
    slots: list[PaperSlot]
    applicant: ApplicantFacts


def submit(
    *,
    draft_id: int,
    by: User | Position,
    seen: str | None = None,
    return_way: ReturnWay | None = None,
    now: datetime,
) -> Dossier:
    """Send a draft, its result to come as chosen now or before. Sending it again, at once or
    later, gives the same dossier. `seen` is the sign of what was read on a page (`checking`);
    nothing where no page is shown.

    Raises IncompleteDraft, NoApplicant, NotOpenForFiling and NotPermitted, the draft is then as
    before; DraftChanged when it had to be carried to a newer version, which is kept, and while it
    is not what was seen.
    """
    sent = _submit(draft_id=draft_id, by=by, seen=seen, return_way=return_way, now=now)
    if isinstance(sent, drafting.Carriage):
        raise DraftChanged if sent.lost_case is None else CaseGone
    return sent


@transaction.atomic
def _submit(
    *,
    draft_id: int,
    by: User | Position,
    seen: str | None,
    return_way: ReturnWay | None,
    now: datetime,
) -> Dossier | drafting.Carriage:
    """The dossier, or what changed when the draft was carried to a newer version instead."""
    is_first = _mark_sent(draft_id, return_way, now=now)
    draft = fresh_draft(draft_id)
    _permit(draft, by, on=local_date(now))
    if not is_first:
        return Dossier.objects.get(draft_key=draft.key)
    draft.offer = offer_now(draft.offer, on=local_date(now))
    drafting.check_open(draft.offer, at_counter=isinstance(by, Position), on=local_date(now))
    drafting.check_way(draft.return_way)
    carriage = drafting.carry_locked(draft)
    if carriage is not None:
        Draft.objects.filter(pk=draft.pk).update(sent_at=None)  # its owner reads it first
        return carriage
    package = _package(draft, seen)
    dossier = _dossier_of(draft, by=by, now=now)
    applicant = applicants.row_of(dossier, draft, package.applicant, by=by)
    submission, papers = _rows_of(
        dossier, draft, package, number=1, kind=SubmissionKind.INITIAL, by=by, now=now
    )
    entry = moving.entry_of(dossier, Moment.SUBMIT, sequence=1, status_from=None, by=by, at=now)
    insert_together(dossier, applicant, submission, *papers, entry)
    record(
        "dossier.submit",
        by=by,
        now=now,
        object_kind="dossier",
        object_id=dossier.pk,
        after={"status": int(Status.SUBMITTED), "digest": bytes(submission.digest).hex()},
    )
    jobs.defer("dossiers.after_submission", dossier_id=dossier.pk)
    draw_code(dossier, now=now)
    return dossier


@transaction.atomic
def follow_up(*, dossier_id: int, now: datetime) -> None:
    """What needs the drawn code: the message to the applicant, once, and one PDF of each paper's
    photographs.
    """
    dossier = lock(dossier_id)
    applicant = dossier.applicant
    if applicant.told_at is not None:
        return
    documents.join_papers(dossier, by=None, now=now)
    telling.tell_submitted(dossier, now=now)
    Applicant.objects.filter(pk=applicant.pk).update(told_at=now)


def keep_submission(
    dossier: Dossier,
    draft: Draft,
    package: Package,
    *,
    number: int,
    kind: SubmissionKind,
    by: User | Position,
    now: datetime,
) -> Submission:
    """Store what is sent as an immutable revision with its papers."""
    submission, papers = _rows_of(dossier, draft, package, number=number, kind=kind, by=by, now=now)
    insert_together(submission, *papers)
    return submission


def _mark_sent(draft_id: int, return_way: ReturnWay | None, *, now: datetime) -> bool:
    """Take the draft's row and mark it as sent; not when it was, by a press that was quicker."""
    chosen = {"return_way": return_way} if return_way else {}
    waiting = Draft.objects.filter(pk=draft_id, sent_at__isnull=True)
    return bool(waiting.update(sent_at=now, **chosen))


def _rows_of(
    dossier: Dossier,
    draft: Draft,
    package: Package,
    *,
    number: int,
    kind: SubmissionKind,
    by: User | Position,
    now: datetime,
) -> tuple[Submission, list[Model]]:
    """What is sent, and its papers with their files."""
    absences = {
        str(slot.required_document.pk): slot.absence
        for slot in package.slots
        if slot.absence and not slot.is_filled
    }
    content = {
        "answers": dict(package.answers),
        "papers": [
            [
                slot.required_document.pk,
                [document.stored_file.received_sha256 for document in slot.documents],
            ]
            for slot in package.slots
        ],
        **({"absences": absences} if absences else {}),
    }
    submission = Submission(
        dossier=dossier,
        number=number,
        kind=kind,
        form_version_id=draft.form_version_id,
        answers=dict(package.answers),
        absences=absences,
        digest=hashlib.sha256(canonical_bytes(content)).digest(),
        sent_at=now,
        sent_by=by if isinstance(by, User) else None,
        sent_by_position=by if isinstance(by, Position) else None,
    )
    files = form_files.rows_to_send(submission, draft, package.answers)
    return submission, [*_papers(submission, package.slots), *files]


def draw_code(dossier: Dossier, *, now: datetime) -> None:
    """Give the dossier its code, as the last statement before commit: the counter's row stays
    locked until then.
    """
    on = local_date(now)
    agency_code = dossier.receiving_agency.code
    with connection.cursor() as cursor:
        cursor.execute(
            """
            WITH drawn AS (
                INSERT INTO dossiers_codecounter (agency_code, "on", last) VALUES (%s, %s, 1)
                ON CONFLICT (agency_code, "on") DO UPDATE SET last = dossiers_codecounter.last + 1
                RETURNING last
            )
            UPDATE dossiers_dossier
            SET code = %s || lpad(drawn.last::text, greatest(4, length(drawn.last::text)), '0')
            FROM drawn WHERE id = %s RETURNING drawn.last
            """,
            [
                agency_code,
                on,
                dossier_code(agency_code=agency_code, on=on, number=0)[:-4],
                dossier.pk,
            ],
        )
        (number,) = cursor.fetchone()
    dossier.code = dossier_code(agency_code=agency_code, on=on, number=number)


def _permit(draft: Draft, by: User | Position, *, on: date) -> None:
    if draft.supplement_id:
        raise NotThere
    if isinstance(by, Position):
        if draft.filer_position_id != by.pk:
            raise NotPermitted
        permit_filing(by, on=on)
    elif draft.owner_id != by.pk:
        raise NotPermitted


def _package(draft: Draft, seen: str | None) -> Package:
    definition = forms.definition_of(draft.form_version_id)
    kept = forms.kept_of(draft)
    answers = settle(definition, kept.answers)
    slots = slots_of(draft)
    if kept.wrong or missing_answers(definition, answers) or missing_slots(slots):
        raise _newer(draft, seen) or IncompleteDraft()
    if seen is not None and seen != checking.sign_of(draft, kept.revisions, slots):
        raise _newer(draft, seen) or NotAsSeen()
    return Package(answers=answers, slots=slots, applicant=applicant_of(definition, answers))


def _newer(draft: Draft, seen: str | None) -> DraftChanged | None:
    """What to say where the draft went over to a newer version after it was seen, by another press
    of the same button perhaps; nothing where it did not.
    """
    versions = versions_in(seen or "")
    if versions is None or versions == (draft.case_id, draft.form_version_id):
        return None
    cases = ProcedureCase.objects.select_related("version__procedure")
    former = cases.filter(pk=versions[0]).first()
    is_gone = former is not None and not forms.current_case(former)[1]
    return CaseGone() if is_gone else DraftChanged()


def _dossier_of(draft: Draft, *, by: User | Position, now: datetime) -> Dossier:
    agency = draft.offer.agency
    procedure = draft.case.version.procedure
    dossier = Dossier(
        draft_key=draft.key,
        procedure=procedure,
        version_id=draft.case.version_id,
        case=draft.case,
        form_version_id=draft.form_version_id,
        offer=draft.offer,
        receiving_agency=by.agency if isinstance(by, Position) else agency,
        responsible_agency=agency,
        holder_agency=agency,
        matter=shorten(draft.case.version.name, 500, placeholder=" …"),
        channel=Channel.COUNTER if isinstance(by, Position) else Channel.ONLINE,
        return_way=draft.return_way,
        language=draft.language,
        regime=REGIME,
        submitted_at=now,
        substate=SubState.NONE,
    )
    dossier.reception_due_at = clock.reception_due(dossier)
    return dossier


def _papers(submission: Submission, slots: list[PaperSlot]) -> Iterator[Model]:
    """A paper for each filled slot, followed by its files."""
    for slot in slots:
        if not slot.is_filled:
            continue
        paper = DossierDocument(
            submission=submission,
            required_document=slot.required_document,
            title=slot.required_document.name,
            position=slot.required_document.position,
        )
        yield paper
        for position, document in enumerate(slot.documents, start=1):
            file_id = document.stored_file_id
            yield DocumentFile(document=paper, stored_file_id=file_id, position=position)
