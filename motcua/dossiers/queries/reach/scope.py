"""Which dossiers a person may see; every face looks dossiers up through one of these."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL

from motcua.accounts.enums import Permission
from motcua.accounts.models import Mandate, Position, User
from motcua.accounts.queries import positions
from motcua.dossiers.models import Dossier, Draft
from motcua.dossiers.queries.reach import contents
from motcua.kit.prepared import prepared

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date
    from uuid import UUID

_LONG_TEXTS = (
    "levels", "promulgated_by", "subjects", "executing_agencies", "competent_authority",
    "authorized_agency", "coordinating_agencies", "receiving_address", "steps", "requirements",
    "legal_basis", "source_url", "record_digest",
)  # fmt: skip
_CASE_WITHOUT_PAPERS = """
    CASE WHEN NOT EXISTS (
        SELECT FROM catalogue_requireddocument paper
         WHERE paper.case_id = dossiers_draft.case_id AND NOT paper.is_note
    ) THEN dossiers_draft.case_id END
"""


def dossiers_of(user: User, *, today: date) -> QuerySet[Dossier]:
    """What a citizen filed, and what was filed for a party the user may act for."""
    parties = (
        Mandate.objects.filter(user=user, valid_from__lte=today)
        .filter(Q(valid_to__isnull=True) | Q(valid_to__gte=today))
        .values("party_id")
    )
    return Dossier.objects.filter(Q(applicant__filer=user) | Q(applicant__party__in=parties))


def dossiers_seen_by(position: Position) -> QuerySet[Dossier]:
    """What an officer may see: his agency's, or all with DOSSIER_SEE_ALL; none without
    DOSSIER_SEE.
    """
    if position.may(Permission.DOSSIER_SEE_ALL):
        return Dossier.objects.all()
    if not position.may(Permission.DOSSIER_SEE):
        return Dossier.objects.none()
    agency = position.agency_id
    return Dossier.objects.filter(
        Q(holder_agency=agency) | Q(receiving_agency=agency) | Q(responsible_agency=agency)
    )


def drafts_of(user: User) -> QuerySet[Draft]:
    """What a signed-in person has begun and not sent, latest first."""
    awaited = Draft.objects.filter(sent_at__isnull=True, supplement__closed_at__isnull=True)
    return awaited.filter(owner=user).order_by("-changed_at")


def drafts_at_counter(position: Position) -> QuerySet[Draft]:
    """What an officer has begun for others and not sent, latest first; and the answers to
    supplements of what was filed at his counter, which are everybody's there.
    """
    counter = Q(supplement__dossier__receiving_agency=position.agency_id)
    awaited = Draft.objects.filter(sent_at__isnull=True, supplement__closed_at__isnull=True)
    mine = Q(filer_position=position) | Q(filer_position__isnull=False) & counter
    return awaited.filter(mine).order_by("-changed_at")


def draft_open_to(
    key: UUID, *, user: User | None, held: Collection[str], today: date, is_whole: bool = False
) -> Draft | None:
    """The draft of this key if the person may open it: its owner, the officer who files it at the
    counter and is in office that day, or, until an owner has signed in, whoever holds its key in
    the session. A whole one brings its service and what it holds, to be shown.
    """
    found = _whole_draft(key) if is_whole else _draft.one(key=key)
    if found is not None and user is not None and found.owner_id == user.pk:
        found.owner = user  # nearly always so: the longer question is not asked
        return found
    mine = Q(
        owner__last_login__isnull=True,  # nobody's, or of an address that may be mistyped
        filer_position__isnull=True,
        key__in=[one for one in held if one == str(key)],
    )
    if user is not None:
        seats = positions.held_by(user=user, on=today)
        mine |= Q(owner=user) | Q(filer_position__in=seats.values("pk"))
        mine |= _supplements_open_to(user, seats, today=today)
    return found if Draft.objects.filter(mine, key=key).exists() else None


@prepared
def _draft(*, key: UUID) -> QuerySet[Draft]:
    return with_hint(Draft.objects.filter(key=key)).order_by()


@prepared
def _draft_with_all(*, key: UUID) -> QuerySet[Draft]:
    return everything(Draft.objects.filter(key=key)).order_by()


def _whole_draft(key: UUID) -> Draft | None:
    found = _draft_with_all.one(key=key)
    return contents.whole(found) if found is not None else None


def everything(drafts: QuerySet[Draft]) -> QuerySet[Any]:
    """Drafts with all that is read of one to show it: its service and what it holds."""
    return contents.with_contents(with_service(with_hint(drafts)))


def with_service(drafts: QuerySet[Draft]) -> QuerySet[Draft]:
    """Drafts with the procedure and the agency they are for, without the texts that only the
    procedure's own page shows.
    """
    service = drafts.select_related("case__version__procedure", "offer__agency")
    return service.defer(*(f"case__version__{name}" for name in _LONG_TEXTS))


def with_hint(drafts: QuerySet[Draft]) -> QuerySet[Draft]:
    """Drafts with the key of their case where it asks for no paper: its papers need no look."""
    hint = RawSQL(_CASE_WITHOUT_PAPERS, ())  # noqa: S611 - a constant
    return drafts.annotate(case_without_papers=hint)


def _supplements_open_to(user: User, seats: QuerySet[Position], *, today: date) -> Q:
    """Answers to supplements that are also a colleague's: of what was filed at one's counter, and
    of a party one may act for.
    """
    counters = {seat.agency_id for seat in seats if seat.may(Permission.DOSSIER_FILE_FOR_OTHERS)}
    at_counter = Q(filer_position__isnull=False, supplement__dossier__receiving_agency__in=counters)
    return at_counter | Q(supplement__dossier__in=dossiers_of(user, today=today).values("pk"))


def seat_for(draft: Draft, *, user: User | None, today: date) -> Position | None:
    """In which of one's positions a draft of the counter is gone on with: the one it was begun in,
    else one at the counter that received the dossier; none for a draft that is not the counter's.
    """
    if draft.filer_position is None or user is None or draft.supplement is None:
        return draft.filer_position
    seats = [
        seat
        for seat in positions.filing_for_others(user=user, on=today)
        if seat.agency_id == draft.supplement.dossier.receiving_agency_id
    ]
    return next(
        (one for one in seats if one.pk == draft.filer_position_id), next(iter(seats), None)
    )


def draft_with_owner(key: UUID) -> Draft | None:
    """A draft that belongs to a person or a counter: whoever comes without a session may be them,
    and is asked to sign in.
    """
    theirs = Q(owner__isnull=False) | Q(filer_position__isnull=False)
    return Draft.objects.filter(theirs, key=key).first()


def is_counter_draft(key: UUID) -> bool:
    """Whether an officer files it at a counter: what guards the desk guards its pages."""
    return Draft.objects.filter(key=key, filer_position__isnull=False).exists()


def dossier_of_draft(draft: Draft) -> Dossier:
    """What a sent draft became. Raises Dossier.DoesNotExist."""
    if draft.supplement is not None:
        return draft.supplement.dossier
    return Dossier.objects.get(draft_key=draft.key)
