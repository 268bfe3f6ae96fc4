"""Asking for what is missing or wrong, once and as a list; and the answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.accounts.enums import Permission
from motcua.accounts.models import Position
from motcua.audit.actions import record
from motcua.catalogue.enums import NewItemRule, StepAct
from motcua.dossiers.actions.drafts import documents
from motcua.dossiers.actions.drafts.drafting import KEEP_FOR
from motcua.dossiers.actions.drafts.submission import IncompleteDraft, Package, keep_submission
from motcua.dossiers.actions.letters import issuing, telling
from motcua.dossiers.actions.moves import assigning, pausing
from motcua.dossiers.actions.moves.meanwhile import check_unchanged
from motcua.dossiers.actions.moves.moving import Words, move, require
from motcua.dossiers.actions.moves.permits import (
    permit,
    permit_act,
    permit_filing,
    permit_reception,
    permit_step,
)
from motcua.dossiers.actions.waiting.items import check, rows
from motcua.dossiers.enums import Channel, Moment, PauseKind, Status, SubmissionKind
from motcua.dossiers.models import (
    Dossier,
    Draft,
    DraftAnswer,
    DraftDocument,
    Supplement,
    SupplementItem,
)
from motcua.dossiers.queries.asking.returns import asked_before
from motcua.dossiers.queries.clocks import route
from motcua.dossiers.queries.drafts import checking, forms
from motcua.dossiers.queries.drafts.documents import slots_of
from motcua.dossiers.queries.reach.locking import lock, lock_draft
from motcua.dossiers.queries.reach.scope import dossiers_of
from motcua.dossiers.rules.applicant import applicant_of
from motcua.eforms.rules.settling import missing as missing_answers
from motcua.eforms.rules.settling import settle
from motcua.kit.clock import local_date
from motcua.kit.errors import NotPermitted, NotThere, Refusal
from motcua.kit.text_vi import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date, datetime

    from motcua.accounts.models import User
    from motcua.dossiers.actions.waiting.items import Ask


class DateTooEarly(Refusal):
    """The applicant needs time."""

    message = _("Hạn bổ sung phải sau ngày hôm nay.")


class SecondTimeNeedsHead(Refusal):
    """A new item after an earlier request needs the head."""

    message = _(
        "Hồ sơ đã được yêu cầu bổ sung một lần. Mục mới chỉ được yêu cầu khi lãnh đạo duyệt."
    )


class SecondTimeForbidden(Refusal):
    """The case forbids a new item."""

    message = _("Thủ tục này chỉ cho phép yêu cầu bổ sung một lần.")


class WhyNewNeeded(Refusal):
    """Whoever asks for something new says why it was not asked the first time."""

    message = _("Hãy ghi lý do nay mới yêu cầu mục mới, để lãnh đạo và người nộp hiểu.")


class NoLongerAsked(Refusal):
    """The dossier was withdrawn or stopped for good before the answer came."""

    message = _("Hồ sơ đã được rút hoặc đã dừng hẳn nên không cần bổ sung nữa.")


class StillMissing(Refusal):
    """Marked items are not yet mended: a page not saved again, a paper not put in anew."""

    def __init__(self, names: Iterable[str]) -> None:
        message = _(
            "Còn mục chưa được bổ sung: %(names)s. Những gì bạn đã điền vẫn được giữ nguyên."
        )
        super().__init__(message % {"names": "; ".join(names)})


@dataclass(frozen=True, kw_only=True)
class Terms:
    """Until when an answer is awaited, a word to the applicant, why something new is asked."""

    answer_by: date
    sentence: str = ""
    new_because: str = ""


@transaction.atomic
def ask(  # noqa: PLR0913 - each is a fact of its own
    *,
    dossier_id: int,
    items: Sequence[Ask],
    answer_by: date,
    sentence: str = "",
    new_because: str = "",
    seen: int | None = None,
    by: Position,
    now: datetime,
) -> Supplement:
    """Ask for a supplement: the clock stops, the slip (form 02) is issued, only the marked items
    open to the citizen. `seen` is the last entry of the timeline that the officer saw.
    """
    dossier = lock(dossier_id)
    permit_asking(by, dossier, on=local_date(now))
    check_unchanged(dossier, seen)
    require(dossier, Moment.ASK_SUPPLEMENT)
    check(dossier, items, by=by, on=local_date(now))
    is_new = check_new(dossier, items)
    if is_new and not by.may(Permission.DOSSIER_DECIDE):
        raise SecondTimeNeedsHead
    because = clean(new_because, multiline=True) if is_new else ""
    if is_new and not because:
        raise WhyNewNeeded(field="new_because")
    terms = Terms(answer_by=answer_by, sentence=sentence, new_because=because)
    asked = begin(dossier, terms, by=by, now=now)
    SupplementItem.objects.bulk_create(rows(SupplementItem, items, by=by, supplement=asked))
    return send_out(dossier, asked, by=by, now=now)


def begin(
    dossier: Dossier,
    terms: Terms,
    *,
    by: Position,
    now: datetime,
    proposed_by: Position | None = None,
) -> Supplement:
    """The clock stops and the request begins; its items follow, then `send_out`. The row must be
    locked. Raises DateTooEarly.
    """
    if terms.answer_by <= local_date(now):
        raise DateTooEarly(field="answer_by")
    pausing.stand_still(dossier, PauseKind.SUPPLEMENT, at=now, reason=terms.sentence)
    move(dossier, Moment.ASK_SUPPLEMENT, by=by, at=now, words=Words(note=terms.sentence))
    return Supplement.objects.create(
        dossier=dossier,
        number=dossier.supplements.count() + 1,
        asked_at=now,
        asked_by=proposed_by or by,
        approved_by=by if proposed_by else None,
        answer_by=terms.answer_by,
        sentence=terms.sentence,
        new_because=terms.new_because,
    )


def send_out(dossier: Dossier, asked: Supplement, *, by: Position, now: datetime) -> Supplement:
    """A draft opens for the answer, the slip is issued, the applicant is told."""
    _open_draft_for(dossier, asked, now=now)
    issuing.issue_supplement_request(dossier, asked, by=by, now=now)
    telling.tell(
        dossier,
        "dossier.supplement_asked",
        now=now,
        items=issuing.asked_lines(dossier, asked),
        reply_by=asked.answer_by,
        note=asked.sentence or None,
    )
    return asked


@transaction.atomic
def answer(*, draft_id: int, by: User | Position, now: datetime) -> Dossier:
    """Send the supplement: a new revision, the clock goes on; sending twice gives the same
    dossier.
    """
    draft = lock_draft(draft_id)
    asked = draft.supplement
    if asked is None:
        raise NotThere
    dossier = lock(asked.dossier_id)
    _permit_answer(draft, dossier, by, on=local_date(now))
    if draft.sent_at is not None:
        return dossier
    if Supplement.objects.filter(pk=asked.pk, closed_at__isnull=False).exists():
        raise NoLongerAsked
    package = _package(draft, asked)
    submission = keep_submission(
        dossier,
        draft,
        package,
        number=dossier.submissions.count() + 1,
        kind=SubmissionKind.SUPPLEMENT,
        by=by,
        now=now,
    )
    Supplement.objects.filter(pk=asked.pk).update(answered_at=now, submission=submission)
    Draft.objects.filter(pk=draft.pk).update(sent_at=now)
    pausing.go_on(dossier, PauseKind.SUPPLEMENT, Moment.SUPPLEMENT, by=by, at=now)
    documents.join_papers(dossier, by=None, now=now)
    _tell_answered(dossier, asked.asked_by, now=now)
    return dossier


def _tell_answered(dossier: Dossier, asker: Position, *, now: datetime) -> None:
    """Whoever asked is told; the officer whose step it is as well, where that is somebody else or
    the first has left.
    """
    step = route.open_assignment(dossier)
    holder = step.holder if step else None
    officers = {one.pk: one for one in (asker, holder) if one and one.holds_on(local_date(now))}
    for officer in officers.values():
        telling.tell_officer(dossier, officer, now=now)


def record_locked_attempt(
    *, draft: Draft, section: str, by: User | Position | None, now: datetime
) -> None:
    """Someone sent an answer that was not asked for; kept in the trail even though it is
    refused.
    """
    with transaction.atomic():
        record(
            "dossier.locked_answer_refused",
            by=by,
            now=now,
            object_kind="draft",
            object_id=draft.key,
            after={"section": section[:80]},
        )


def _permit_answer(draft: Draft, dossier: Dossier, by: User | Position, *, on: date) -> None:
    """Whoever filed, or may act for the applicant; of what was filed at a counter, everyone of that
    counter, since officers come and go. Raises NotPermitted.
    """
    if isinstance(by, Position):
        permit_filing(by, on=on)
        is_theirs = draft.filer_position_id and by.agency_id == dossier.receiving_agency_id
    else:
        is_theirs = draft.owner_id == by.pk or (
            dossiers_of(by, today=on).filter(pk=dossier.pk).exists()
        )
    if not is_theirs:
        raise NotPermitted


def permit_asking(by: Position, dossier: Dossier, *, on: date) -> None:
    """Whoever receives or has the step; the head wherever the dossier lies in his agency, since a
    second request is his to approve. Raises NotPermitted.
    """
    is_head = by.may(Permission.DOSSIER_DECIDE)
    if dossier.status == Status.SUBMITTED and not is_head:
        permit_reception(by, Permission.DOSSIER_ASK_SUPPLEMENT, dossier)
        permit_reception(by, Permission.DOSSIER_ACCEPT, dossier)
        return
    permit(by, Permission.DOSSIER_ASK_SUPPLEMENT, dossier)
    if not is_head:
        current = assigning.current_step(dossier)
        permit_step(by, current, on=on)
        permit_act(dossier, current, StepAct.ASK_SUPPLEMENT)


def check_new(dossier: Dossier, items: Sequence[Ask]) -> bool:
    """Whether something is asked that earlier requests did not ask; the first request is not new.
    Raises SecondTimeForbidden.
    """
    earlier = asked_before(dossier)
    if not earlier or all(item.target in earlier for item in items):
        return False
    if dossier.case.new_item_rule == NewItemRule.FORBIDDEN:
        raise SecondTimeForbidden
    return True


def _open_draft_for(dossier: Dossier, asked: Supplement, *, now: datetime) -> Draft:
    """A draft that holds the last answers, in which the marked items can be mended."""
    last = dossier.submissions.order_by("-number")[0]
    draft = Draft.objects.create(
        owner=dossier.applicant.filer,
        filer_position=dossier.applicant.filer_position
        if dossier.channel == Channel.COUNTER
        else None,
        offer_id=dossier.offer_id,
        case_id=dossier.case_id,
        form_version_id=dossier.form_version_id,
        supplement=asked,
        filed_as=dossier.applicant.filed_as,
        return_way=dossier.return_way,
        language=dossier.language,
        created_at=now,
        changed_at=now,
        expires_at=now + KEEP_FOR,
    )
    DraftAnswer.objects.bulk_create(
        DraftAnswer(draft=draft, section=section, values=values, changed_at=now)
        for section, values in last.answers.items()
    )
    DraftDocument.objects.bulk_create(
        DraftDocument(draft=draft, question=paper.question, stored_file_id=part.stored_file_id)
        for paper in last.documents.exclude(question="").prefetch_related("files")
        for part in paper.files.all()
    )
    return draft


def _package(draft: Draft, asked: Supplement) -> Package:
    definition = forms.definition_of(draft.form_version_id)
    kept, slots = forms.kept_of(draft), slots_of(draft)
    answers: Mapping[str, Any] = settle(definition, kept.answers)
    waiting = [one for one in checking.asked_of(draft, kept, slots) if not one.is_mended]
    if waiting:
        raise StillMissing(one.label for one in waiting)
    if kept.wrong or missing_answers(definition, answers):
        raise IncompleteDraft
    return Package(answers=answers, slots=slots, applicant=applicant_of(definition, answers))
