"""Sending: a draft becomes a dossier, exactly once."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from motcua.accounts.enums import PartyKind
from motcua.accounts.models import Party, Position, User
from motcua.accounts.queries.parties import own_person
from motcua.audit.actions import record
from motcua.audit.rules.canonical import canonical_bytes
from motcua.catalogue.models import ProcedureCase
from motcua.catalogue.queries.filing import offer_now
from motcua.dossiers.actions import documents, drafting, form_files, moving, telling
from motcua.dossiers.actions.permits import permit_filing
from motcua.dossiers.codes import dossier_code
from motcua.dossiers.enums import (
    Channel,
    FiledAs,
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
from motcua.dossiers.queries import checking, clock, forms
from motcua.dossiers.queries.documents import PaperSlot, missing_slots, slots_of
from motcua.dossiers.queries.locking import lock, lock_draft
from motcua.dossiers.queries.profile import organisation_of
from motcua.dossiers.rules.applicant import ApplicantFacts, applicant_of
from motcua.dossiers.rules.seen import versions_in
from motcua.eforms.rules.settling import missing as missing_answers
from motcua.eforms.rules.settling import settle
from motcua.kit import jobs
from motcua.kit.clock import local_date
from motcua.kit.errors import NotPermitted, NotThere, Refusal
from motcua.kit.text_vi import fold, sort_key

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

REGIME = "TT03_2025"
"""NĐ 118/2025/NĐ-CP with TT 03/2025/TT-VPCP; a dossier keeps the regime of its day."""


class IncompleteDraft(Refusal):
    """Answers or papers are still missing."""

    message = _("Hồ sơ còn thiếu thông tin hoặc giấy tờ. Những gì bạn đã điền vẫn được giữ nguyên.")


class NoApplicant(Refusal):
    """Nobody can be told from the answers and the profile."""

    message = _(
        "Hồ sơ chưa có họ tên người nộp. "
        "Hãy điền họ tên trong tờ khai hoặc trong tài khoản của bạn."
    )


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
    draft = lock_draft(draft_id)
    _permit(draft, by, on=local_date(now))
    if draft.sent_at is not None:
        return Dossier.objects.get(draft_key=draft.key)
    draft.offer = offer_now(draft.offer, on=local_date(now))
    drafting.check_open(draft.offer, at_counter=isinstance(by, Position), on=local_date(now))
    draft.return_way = return_way or draft.return_way
    drafting.check_way(draft.return_way)
    carriage = drafting.carry_locked(draft)
    if carriage is not None:
        return carriage
    package = _package(draft, seen)
    dossier = _create(draft, package, by=by, now=now)
    submission = keep_submission(
        dossier, draft, package, number=1, kind=SubmissionKind.INITIAL, by=by, now=now
    )
    moving.append(dossier, Moment.SUBMIT, sequence=1, status_from=None, by=by, at=now)
    record(
        "dossier.submit",
        by=by,
        now=now,
        object_kind="dossier",
        object_id=dossier.pk,
        after={"status": int(Status.SUBMITTED), "digest": bytes(submission.digest).hex()},
    )
    Draft.objects.filter(pk=draft.pk).update(sent_at=now, return_way=draft.return_way)
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
    content = {
        "answers": dict(package.answers),
        "papers": [
            [
                slot.required_document.pk,
                [document.stored_file.received_sha256 for document in slot.documents],
            ]
            for slot in package.slots
        ],
    }
    submission = Submission.objects.create(
        dossier=dossier,
        number=number,
        kind=kind,
        form_version_id=draft.form_version_id,
        answers=dict(package.answers),
        digest=hashlib.sha256(canonical_bytes(content)).digest(),
        sent_at=now,
        sent_by=by if isinstance(by, User) else None,
        sent_by_position=by if isinstance(by, Position) else None,
    )
    _keep_papers(submission, package.slots)
    form_files.keep(submission, draft, package.answers)
    return submission


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
        raise IncompleteDraft
    if seen is not None and seen != checking.sign_of(draft, kept.revisions, slots):
        raise _what_changed(draft, seen)
    return Package(answers=answers, slots=slots, applicant=applicant_of(definition, answers))


def _what_changed(draft: Draft, seen: str) -> DraftChanged:
    """What to say of a draft that is not what was seen: that the procedure changed, and whether
    the case that was chosen is gone, or that its content did.
    """
    versions = versions_in(seen)
    if versions in (None, (draft.case_id, draft.form_version_id)):
        return NotAsSeen()
    cases = ProcedureCase.objects.select_related("version__procedure")
    former = cases.filter(pk=versions[0]).first()
    is_gone = former is not None and not forms.current_case(former)[1]
    return CaseGone() if is_gone else DraftChanged()


def _create(draft: Draft, package: Package, *, by: User | Position, now: datetime) -> Dossier:
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
        matter=draft.case.version.name[:500],
        channel=Channel.COUNTER if isinstance(by, Position) else Channel.ONLINE,
        return_way=draft.return_way,
        language=draft.language,
        regime=REGIME,
        submitted_at=now,
        substate=SubState.NONE,
    )
    dossier.reception_due_at = clock.reception_due(dossier)
    dossier.save(force_insert=True)
    dossier.applicant = _applicant(dossier, draft, package.applicant, by=by)
    return dossier


def _applicant(
    dossier: Dossier, draft: Draft, facts: ApplicantFacts, *, by: User | Position
) -> Applicant:
    own = own_person(user=by) if isinstance(by, User) else None
    party = _party(draft, facts, own, by=by, on=local_date(dossier.submitted_at))
    name = facts.name or (party.name if party else "") or _account_name(draft, by)
    if not name:
        raise NoApplicant
    is_own = draft.filed_as in (FiledAs.SELF, FiledAs.ORGANISATION)
    email = facts.email or (by.email or "" if isinstance(by, User) and is_own else "")
    return Applicant.objects.create(
        dossier=dossier,
        party=party,
        kind=_kind(facts, party),
        name=name,
        folded_name=fold(name)[:300],
        sort_key=sort_key(name)[:900],
        identity_kind=facts.identity_kind,
        identity_number=facts.identity_number,
        tax_code=facts.tax_code,
        phone=facts.phone,
        email=email,
        address=facts.address,
        filed_as=FiledAs.COUNTER if isinstance(by, Position) else draft.filed_as,
        filer=by if isinstance(by, User) else None,
        filer_position=by if isinstance(by, Position) else None,
        filer_name=(own.name if own else str(by))[:300],
        filer_email=(by.email or "") if isinstance(by, User) else "",
    )


def _party(
    draft: Draft,
    facts: ApplicantFacts,
    own: Party | None,
    *,
    by: User | Position,
    on: date,
) -> Party | None:
    """Whose dossier it is among those the filer may act for: everyone who may act for that party
    sees it, so never an organisation where a person files for himself.
    """
    if not isinstance(by, User) or draft.filed_as == FiledAs.SELF:
        return own
    return organisation_of(draft, user=by, on=on, tax_code=facts.tax_code)


def _account_name(draft: Draft, by: User | Position) -> str:
    return by.name if isinstance(by, User) and draft.filed_as == FiledAs.SELF else ""


def _kind(facts: ApplicantFacts, party: Party | None) -> PartyKind:
    if party is not None:
        return PartyKind(party.kind)
    return PartyKind.ORGANISATION if facts.is_organisation else PartyKind.PERSON


def _keep_papers(submission: Submission, slots: list[PaperSlot]) -> None:
    filled = [slot for slot in slots if slot.is_filled]
    papers = DossierDocument.objects.bulk_create(
        DossierDocument(
            submission=submission,
            required_document=slot.required_document,
            title=slot.required_document.name,
            position=slot.required_document.position,
        )
        for slot in filled
    )
    DocumentFile.objects.bulk_create(
        DocumentFile(document=paper, stored_file_id=document.stored_file_id, position=position)
        for paper, slot in zip(papers, filled, strict=True)
        for position, document in enumerate(slot.documents, start=1)
    )
