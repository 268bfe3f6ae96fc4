"""Something new after an earlier request: an officer proposes it, the head answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy_

from motcua.accounts.enums import Permission
from motcua.catalogue.enums import NewItemRule
from motcua.dossiers.actions.letters import telling
from motcua.dossiers.actions.moves.meanwhile import check_unchanged
from motcua.dossiers.actions.moves.moving import Words, enter, require
from motcua.dossiers.actions.moves.permits import permit
from motcua.dossiers.actions.waiting.items import check, copies, rows
from motcua.dossiers.actions.waiting.supplement import (
    DateTooEarly,
    SecondTimeForbidden,
    SecondTimeNeedsHead,
    Terms,
    WhyNewNeeded,
    ask,
    begin,
    check_new,
    permit_asking,
    send_out,
)
from motcua.dossiers.enums import Moment, ProposalOutcome
from motcua.dossiers.models import ProposedItem, Supplement, SupplementItem, SupplementProposal
from motcua.dossiers.queries.asking.proposals import waiting
from motcua.dossiers.queries.reach.locking import lock
from motcua.kit.clock import HANOI, local_date
from motcua.kit.errors import NotPermitted, NotThere, Refusal
from motcua.kit.text_vi import clean

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from motcua.accounts.models import Position
    from motcua.dossiers.actions.waiting.items import Ask
    from motcua.dossiers.models import Dossier


class NothingNew(Refusal):
    """Everything was asked before, so nobody has to approve it."""

    message = lazy_("Các mục này đều đã được yêu cầu trước đó, không cần lãnh đạo duyệt.")


class AlreadyProposed(Refusal):
    """Another proposal waits for its answer."""

    def __init__(self, known: SupplementProposal) -> None:
        message = _(
            "%(who)s đã đề nghị yêu cầu bổ sung lúc %(at)s và lãnh đạo chưa trả lời. "
            "Những gì bạn viết vẫn còn dưới đây."
        )
        super().__init__(message % _who(known.proposed_by, known.proposed_at))


class AlreadySettled(Refusal):
    """Somebody answered the proposal, or took it back, meanwhile."""

    def __init__(self, known: SupplementProposal) -> None:
        words = {"outcome": known.get_outcome_display()}
        if known.settled_by is not None and known.settled_at is not None:
            words |= _who(known.settled_by, known.settled_at)
        message = _("Đề nghị này đã có kết quả: %(outcome)s (%(who)s, %(at)s).")
        super().__init__(message % words)


class DeclineNeedsReason(Refusal):
    """Whoever proposed is told why not."""

    message = lazy_("Hãy ghi lý do không duyệt để người đề nghị biết.")


def ask_or_propose(
    *,
    dossier_id: int,
    items: Sequence[Ask],
    terms: Terms,
    seen: int | None = None,
    by: Position,
    now: datetime,
) -> Supplement | SupplementProposal:
    """Ask, where that is the officer's to do; propose it to the head where it is not."""
    try:
        return ask(
            dossier_id=dossier_id,
            items=items,
            answer_by=terms.answer_by,
            sentence=terms.sentence,
            new_because=terms.new_because,
            seen=seen,
            by=by,
            now=now,
        )
    except SecondTimeNeedsHead:
        return propose(dossier_id=dossier_id, items=items, terms=terms, seen=seen, by=by, now=now)


@transaction.atomic
def propose(
    *,
    dossier_id: int,
    items: Sequence[Ask],
    terms: Terms,
    seen: int | None = None,
    by: Position,
    now: datetime,
) -> SupplementProposal:
    """Lay something new before the head; the clock runs on. Raises NothingNew, AlreadyProposed,
    WhyNewNeeded, DateTooEarly and what asking raises.
    """
    dossier = lock(dossier_id)
    permit_asking(by, dossier, on=local_date(now))
    check_unchanged(dossier, seen)
    require(dossier, Moment.ASK_SUPPLEMENT)
    check(dossier, items, by=by, on=local_date(now))
    if not check_new(dossier, items):
        raise NothingNew
    known = waiting().filter(dossier=dossier).select_related("proposed_by__user").first()
    if known is not None:
        raise AlreadyProposed(known)
    because = clean(terms.new_because, multiline=True)
    if not because:
        raise WhyNewNeeded(field="new_because")
    if terms.answer_by <= local_date(now):
        raise DateTooEarly(field="answer_by")
    proposal = SupplementProposal.objects.create(
        dossier=dossier,
        proposed_at=now,
        proposed_by=by,
        answer_by=terms.answer_by,
        sentence=terms.sentence,
        new_because=because,
    )
    ProposedItem.objects.bulk_create(rows(ProposedItem, items, by=by, proposal=proposal))
    words = Words(note=because, is_public=False)
    enter(dossier, Moment.PROPOSE_SUPPLEMENT, by=by, at=now, words=words)
    return proposal


@transaction.atomic
def approve(*, dossier_id: int, answer_by: date, by: Position, now: datetime) -> Supplement:
    """What was proposed goes out as it is, by a date that still lies ahead. Raises NotThere,
    AlreadySettled, SecondTimeForbidden, DateTooEarly, WrongState where the dossier moved on.
    """
    dossier, proposal = _open(dossier_id)
    permit(by, Permission.DOSSIER_DECIDE, dossier)
    _check_open(proposal)
    require(dossier, Moment.ASK_SUPPLEMENT)
    if dossier.case.new_item_rule == NewItemRule.FORBIDDEN:
        raise SecondTimeForbidden
    terms = Terms(answer_by=answer_by, sentence=proposal.sentence, new_because=proposal.new_because)
    asked = begin(dossier, terms, by=by, now=now, proposed_by=proposal.proposed_by)
    proposed = list(proposal.items.order_by("pk"))
    SupplementItem.objects.bulk_create(copies(proposed, asked))
    _settle(proposal, ProposalOutcome.APPROVED, by=by, now=now, supplement=asked)
    telling.tell_proposal_settled(dossier, proposal, now=now)
    return send_out(dossier, asked, by=by, now=now)


@transaction.atomic
def decline(*, dossier_id: int, reason: str, by: Position, now: datetime) -> SupplementProposal:
    """Nothing is asked, and whoever proposed it is told why. Raises NotThere, AlreadySettled,
    DeclineNeedsReason.
    """
    dossier, proposal = _open(dossier_id)
    permit(by, Permission.DOSSIER_DECIDE, dossier)
    _check_open(proposal)
    because = clean(reason, multiline=True)
    if not because:
        raise DeclineNeedsReason(field="reason")
    _settle(proposal, ProposalOutcome.DECLINED, by=by, now=now, because=because)
    words = Words(note=because, is_public=False)
    enter(dossier, Moment.DECLINE_SUPPLEMENT, by=by, at=now, words=words)
    telling.tell_proposal_settled(dossier, proposal, now=now)
    return proposal


@transaction.atomic
def drop(*, dossier_id: int, by: Position, now: datetime) -> SupplementProposal:
    """Whoever proposed takes it back. Raises NotThere, NotPermitted, AlreadySettled."""
    _dossier, proposal = _open(dossier_id)
    if proposal.proposed_by_id != by.pk:
        raise NotPermitted
    _check_open(proposal)
    _settle(proposal, ProposalOutcome.DROPPED, by=by, now=now)
    return proposal


def _open(dossier_id: int) -> tuple[Dossier, SupplementProposal]:
    """The dossier, its row held, and its last proposal. Raises NotThere."""
    dossier = lock(dossier_id)
    found = SupplementProposal.objects.filter(dossier=dossier)
    proposal = found.select_related("proposed_by__user", "settled_by__user").first()
    if proposal is None:
        raise NotThere
    return dossier, proposal


def _check_open(proposal: SupplementProposal) -> None:
    if proposal.outcome != ProposalOutcome.OPEN:
        raise AlreadySettled(proposal)


def _settle(
    proposal: SupplementProposal,
    outcome: ProposalOutcome,
    *,
    by: Position,
    now: datetime,
    because: str = "",
    supplement: Supplement | None = None,
) -> None:
    proposal.outcome, proposal.settled_at, proposal.settled_by = outcome, now, by
    proposal.settled_because, proposal.supplement = because, supplement
    proposal.save()


def _who(position: Position, at: datetime) -> dict[str, str]:
    return {"who": str(position.user), "at": f"{at.astimezone(HANOI):%H:%M %d/%m/%Y}"}
