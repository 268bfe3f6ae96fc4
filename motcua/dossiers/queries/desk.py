"""One dossier as an officer sees it, and which buttons the table and his position allow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from motcua.accounts.enums import Permission
from motcua.accounts.queries.positions import serving
from motcua.catalogue.enums import StepAct
from motcua.catalogue.models import ServiceOffer
from motcua.dossiers.codes import read_code
from motcua.dossiers.enums import OPEN, Channel, ExtensionKind, Moment, Status, SubState
from motcua.dossiers.models import Assignment, Dossier, InternalNote, TimelineEntry
from motcua.dossiers.queries.clocks import route
from motcua.dossiers.queries.clocks.standing import can_withdraw
from motcua.dossiers.queries.clocks.supplements import has_lapsed_before_acceptance
from motcua.dossiers.queries.lists.citizen import with_neighbours
from motcua.dossiers.queries.reach.scope import dossiers_seen_by
from motcua.dossiers.rules.undoing import can_still_undo
from motcua.dossiers.transitions import moves_from
from motcua.kit.clock import local_date
from motcua.kit.errors import NotThere
from motcua.kit.rows import one_of
from motcua.places.models import Agency

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from motcua.accounts.models import Position


REASSIGN = "REASSIGN"
"""A button without a move: the step changes hands, the status stays."""


def dossier_for(position: Position, code: str) -> Dossier:
    """A dossier by its code, if this officer may see it. Raises NotThere."""
    found = one_of(with_neighbours(dossiers_seen_by(position)).filter(code=read_code(code)))
    if found is None:
        raise NotThere
    return found


def dossiers_for(position: Position, codes: Sequence[str]) -> list[Dossier]:
    """Those of several dossiers that this officer may see, in the order asked for; each once."""
    wanted = list(dict.fromkeys(read_code(code) for code in codes))
    found = {
        dossier.code: dossier
        for dossier in dossiers_seen_by(position)
        .filter(code__in=wanted)
        .select_related("applicant")
    }
    return [found[code] for code in wanted if code in found]


def seat_seeing(positions: Sequence[Position], code: str) -> Position:
    """The first of somebody's positions that sees a dossier. Raises NotThere."""
    for position in positions:
        if dossiers_seen_by(position).filter(code=read_code(code)).exists():
            return position
    raise NotThere


def buttons_for(position: Position, dossier: Dossier, *, at: datetime) -> frozenset[str]:
    """The moves that the table allows from here and that are this officer's to make now."""
    if dossier.is_ended:
        return frozenset()
    here = moves_from(dossier.status)
    mine = _withdrawing(position, dossier)
    if dossier.is_received_by(position.agency_id):
        mine |= _reception(position, dossier) & here
        mine |= _ending(position, dossier, at) & here
    if position.agency_id == dossier.holder_agency_id:
        mine |= _forwarding(position) & here
        mine |= _processing(position, dossier, here, on=local_date(at))
        mine |= _waiting(position, dossier, on=local_date(at)) & here
        mine |= _appointing(position, dossier, at)
    if position.may(Permission.DOSSIER_RETURN) and position.agency_id in (
        dossier.returning_agency.pk,
        dossier.holder_agency_id,
    ):
        mine |= {Moment.RETURN_RESULT, Moment.UNDO_RETURN} & here
    return frozenset(mine - _too_late(dossier, at))


def timeline_of(dossier: Dossier) -> list[TimelineEntry]:
    """Everything that happened, newest first, steps inside the agency included."""
    entries = TimelineEntry.objects.filter(dossier=dossier).select_related(
        "position__user", "position__agency", "user", "agency"
    )
    return list(entries.order_by("-sequence"))


def result_name(dossier: Dossier) -> str:
    """What the procedure calls its result, to begin the result paper with."""
    kind = dossier.version.results.order_by("position").first()
    return (kind.name if kind else dossier.matter)[:300]


def notes_of(dossier: Dossier) -> list[InternalNote]:
    """What officers wrote to each other, newest first."""
    found = InternalNote.objects.filter(dossier=dossier)
    return list(found.select_related("written_by__user"))


def wish_of(dossier: Dossier) -> str | None:
    """What the applicant wrote when asking to withdraw, as long as it waits for an answer; ""
    where nothing was written, nothing where nobody asked.
    """
    if dossier.substate != SubState.WITHDRAWAL_ASKED:
        return None
    asked = TimelineEntry.objects.filter(dossier=dossier, moment=Moment.ASK_WITHDRAWAL)
    last = asked.order_by("-sequence").first()
    return last.note if last else ""


def colleagues_of(position: Position, *, on: date) -> list[Position]:
    """Whom a step can be handed over to: the same role at the same agency."""
    found = serving(agency_id=position.agency_id, role=position.role, on=on)
    return list(found.exclude(pk=position.pk))


def possible_holders(dossier: Dossier, *, on: date) -> list[Position]:
    """To whom else the open step can be given."""
    step = route.open_assignment(dossier)
    if step is None:
        return []
    found = serving(agency_id=step.agency_id, role=step.role, on=on)
    return list(found.exclude(pk=step.holder_id) if step.holder_id else found)


def competent_agencies(dossier: Dossier, *, on: date) -> list[Agency]:
    """Other agencies that offer the procedure on a day and take it here."""
    offered = (
        ServiceOffer.objects.on(on)
        .taken_here()
        .filter(procedure=dossier.procedure_id)
        .exclude(agency=dossier.holder_agency_id)
    )
    agencies = Agency.objects.filter(pk__in=offered.values_list("agency_id", flat=True))
    return list(agencies.order_by("sort_key", "name"))


def _reception(position: Position, dossier: Dossier) -> set[str]:
    """Of what was filed at a counter that counter also sends the answer to a supplement."""
    found: set[str] = set()
    if position.may(Permission.DOSSIER_ACCEPT):
        found |= {Moment.ACCEPT, Moment.REFUSE_RECEPTION, Moment.UNDO_ACCEPT, Moment.UNDO_REFUSAL}
        if dossier.status == Status.SUBMITTED and position.may(Permission.DOSSIER_ASK_SUPPLEMENT):
            found.add(Moment.ASK_SUPPLEMENT)
    at_counter = dossier.channel == Channel.COUNTER
    is_here = position.agency_id == dossier.receiving_agency_id
    if at_counter and is_here and position.may(Permission.DOSSIER_FILE_FOR_OTHERS):
        found.add(Moment.SUPPLEMENT)
    return found


def _ending(position: Position, dossier: Dossier, at: datetime) -> set[str]:
    """What was to be added did not come in time."""
    if not position.may(Permission.DOSSIER_ACCEPT):
        return set()
    has_lapsed = has_lapsed_before_acceptance(dossier, today=local_date(at))
    return {Moment.LAPSE_SUPPLEMENT} if has_lapsed else set()


def _forwarding(position: Position) -> set[str]:
    may_forward = position.may(Permission.DOSSIER_FORWARD_AGENCY)
    return {Moment.FORWARD_AGENCY} if may_forward else set()


def _processing(
    position: Position, dossier: Dossier, here: frozenset[str], *, on: date
) -> set[str]:
    found = _asking(position)
    current = route.open_assignment(dossier)
    running = dossier.status in (Status.ACCEPTED, Status.IN_PROGRESS)
    if current is None:
        return found & here
    giving = _giving(position, dossier)
    is_untaken = running and current.holder_id is None
    if is_untaken and route.forwarded_by(position, before=current, on=on):
        giving.add(Moment.RECALL)
    if not running or not current.is_open_to(position, on):
        return found & here | giving
    # the first step takes an accepted dossier into progress by itself
    open_moves = here | moves_from(Status.IN_PROGRESS)
    return (found | _at_step(position, dossier, current)) & open_moves | giving


def _at_step(position: Position, dossier: Dossier, current: Assignment) -> set[str]:
    """What the route lets be done at one's step."""
    acts = route.acts_of(dossier, current)
    found: set[str] = {Moment.HAND_OVER}
    if StepAct.FORWARD in acts:
        found.add(Moment.FORWARD_STEP)
    if StepAct.SEND_BACK in acts:
        found.add(Moment.SEND_BACK)
    is_free = dossier.substate != SubState.WITHDRAWAL_ASKED
    if StepAct.DECIDE in acts and is_free and position.may(Permission.DOSSIER_DECIDE):
        found.add(Moment.DECIDE)
    if StepAct.ASK_SUPPLEMENT in acts and position.may(Permission.DOSSIER_ASK_SUPPLEMENT):
        found.add(Moment.ASK_SUPPLEMENT)
    return found


def _giving(position: Position, dossier: Dossier) -> set[str]:
    """The head gives a step to somebody else until the dossier is settled."""
    may_give = dossier.status in OPEN and position.may(Permission.DOSSIER_REASSIGN)
    return {REASSIGN} if may_give else set()


def _asking(position: Position) -> set[str]:
    """The head may ask at any time."""
    is_head = position.may(Permission.DOSSIER_DECIDE)
    may_ask = is_head and position.may(Permission.DOSSIER_ASK_SUPPLEMENT)
    return {Moment.ASK_SUPPLEMENT} if may_ask else set()


def _waiting(position: Position, dossier: Dossier, *, on: date) -> set[str]:
    """Stopping is the head's; an obligation is asked at one's step, and settled by the counter
    too.
    """
    found: set[str] = set()
    if position.may(Permission.DOSSIER_STOP):
        found |= {Moment.STOP, Moment.RESUME, Moment.TERMINATE}
    if not position.may(Permission.DOSSIER_PROCESS):
        return found
    current = route.open_assignment(dossier)
    is_mine = (
        current is not None
        and current.is_open_to(position, on)
        and StepAct.ASK_PAYMENT in route.acts_of(dossier, current)
    )
    if is_mine or position.may(Permission.DOSSIER_DECIDE):
        found |= {Moment.ASK_PAYMENT, Moment.PAYMENT}
    if position.may(Permission.DOSSIER_ACCEPT):
        found.add(Moment.PAYMENT)
    return found


def _appointing(position: Position, dossier: Dossier, at: datetime) -> set[str]:
    """The head gives a new appointment while the clock runs, each kind once."""
    running = dossier.status in (Status.ACCEPTED, Status.IN_PROGRESS)
    if not (running and dossier.due_at and position.may(Permission.DOSSIER_DECIDE)):
        return set()
    given = set(dossier.extensions.values_list("kind", flat=True))
    found = set() if ExtensionKind.APOLOGY in given else {str(Moment.EXTEND)}
    if ExtensionKind.LONGER_LIMIT not in given and at < dossier.due_at:
        found.add(Moment.LENGTHEN)
    return found


def _withdrawing(position: Position, dossier: Dossier) -> set[str]:
    """The head answers a wish to withdraw; the counter passes on the wish of whoever stands
    there.
    """
    is_held = position.agency_id == dossier.holder_agency_id
    if dossier.substate == SubState.WITHDRAWAL_ASKED:
        return {Moment.WITHDRAW} if is_held and position.may(Permission.DOSSIER_DECIDE) else set()
    is_near = is_held or position.agency_id == dossier.returning_agency.pk
    may_ask = is_near and position.may(Permission.DOSSIER_FILE_FOR_OTHERS)
    return {Moment.ASK_WITHDRAWAL} if may_ask and can_withdraw(dossier) else set()


def _too_late(dossier: Dossier, at: datetime) -> set[str]:
    """Undoing is offered for minutes only, and only while nothing else has happened."""
    undo = {
        Moment.ACCEPT: Moment.UNDO_ACCEPT,
        Moment.REFUSE_RECEPTION: Moment.UNDO_REFUSAL,
        Moment.RETURN_RESULT: Moment.UNDO_RETURN,
    }
    last = TimelineEntry.objects.filter(dossier=dossier).order_by("-sequence").first()
    fresh = last is not None and can_still_undo(last.happened_at, at)
    kept = undo.get(Moment(last.moment)) if last is not None and fresh else None
    if kept == Moment.UNDO_RETURN and last is not None and last.position_id is None:
        kept = None  # its owner opened it online
    return {move for move in undo.values() if move != kept}
