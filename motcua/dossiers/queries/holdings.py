"""Everything the house holds about a person, as plain values to be handed out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Q

from motcua.accounts.models import Position
from motcua.accounts.queries.holdings import account_of
from motcua.accounts.queries.parties import own_person
from motcua.audit.queries import trail
from motcua.dossiers.enums import OPEN, ReturnWay, Status, SubState
from motcua.dossiers.models import Dossier, Draft
from motcua.dossiers.queries.drafts.summary import summary_of
from motcua.notifications.queries.delivery import messages_to

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from motcua.accounts.models import User
    from motcua.dossiers.models import Applicant, Submission
    from motcua.files.models import StoredFile

MOST_DOSSIERS = 500
MOST_MESSAGES = 1000
_APPLICANT = (
    "kind", "name", "identity_kind", "identity_number", "tax_code", "phone", "email", "address",
    "filed_as", "filer_name", "filer_email",
)  # fmt: skip


def held_about(user: User, *, language: str) -> dict[str, Any]:
    """The account, drafts, dossiers with their answers and lists of files, messages, and who looked
    at them. Of somebody who filed more than anybody does, the latest; `left_out` says how many not.
    """
    dossiers = list(_with_contents(dossiers_about(user))[:MOST_DOSSIERS])
    return {
        "account": account_of(user),
        "drafts": [_draft(draft, language) for draft in _drafts(user)],
        "dossiers": [_dossier(dossier, language) for dossier in dossiers],
        "left_out": max(0, dossiers_about(user).count() - len(dossiers)),
        "messages": _messages(user, dossiers),
        "looks": _looks(dossiers, user),
    }


def dossiers_about(user: User) -> QuerySet[Dossier]:
    """What a person filed, and what was filed for him; an organisation's dossiers that others filed
    are not about him.
    """
    about = Q(applicant__filer=user)
    if (person := own_person(user=user)) is not None:
        about |= Q(applicant__party=person)
    return Dossier.objects.filter(about).order_by("-pk")


def under_way(user: User) -> QuerySet[Dossier]:
    """What a person filed and still needs the account for: to answer, and to take a result."""
    open_ones = Q(status__in=OPEN) & ~Q(substate=SubState.TERMINATED)
    to_take = Q(status=Status.DECIDED, return_way=ReturnWay.ONLINE)
    return Dossier.objects.filter(open_ones | to_take, applicant__filer=user).order_by("-pk")


def _with_contents(dossiers: QuerySet[Dossier]) -> QuerySet[Dossier]:
    return dossiers.select_related(
        "applicant", "version__procedure", "responsible_agency", "result"
    ).prefetch_related(
        "submissions__documents__files__stored_file",
        "timeline",
        "messages__files__stored_file",
        "papers__paper",
        "hand_overs",
    )


def _drafts(user: User) -> QuerySet[Draft]:
    rows = Draft.objects.filter(owner=user, sent_at__isnull=True).order_by("-changed_at")
    return rows.select_related("case__version__procedure").prefetch_related(
        "answers", "documents__stored_file"
    )


def _draft(draft: Draft, language: str) -> dict[str, Any]:
    answers = {row.section: row.values for row in draft.answers.all()}
    return {
        "procedure": draft.case.version.name,
        "procedure_code": draft.case.version.procedure.code,
        "created_at": draft.created_at,
        "changed_at": draft.changed_at,
        "expires_at": draft.expires_at,
        "answers": answers,
        "not_yet_right": {row.section: row.typed for row in draft.answers.all() if row.typed},
        "in_words": summary_of(draft.form_version_id, answers, language),
        "files": [_file(one.stored_file) for one in draft.documents.all()],
    }


def _dossier(dossier: Dossier, language: str) -> dict[str, Any]:
    return {
        "code": dossier.code,
        "procedure": dossier.version.name,
        "procedure_code": dossier.version.procedure.code,
        "agency": dossier.responsible_agency.name,
        "status": dossier.status,
        "status_words": dossier.status_words or str(Status(dossier.status).label),
        "submitted_at": dossier.submitted_at,
        "accepted_at": dossier.accepted_at,
        "due_at": dossier.due_at,
        "decided_at": dossier.decided_at,
        "returned_at": dossier.returned_at,
        "applicant": _applicant(dossier.applicant),
        "submissions": [_submission(each, language) for each in dossier.submissions.all()],
        "timeline": [
            {"at": entry.happened_at, "what": str(entry.get_moment_display()), "note": entry.note}
            for entry in dossier.timeline.all()
            if entry.is_public
        ],
        "messages": [
            {
                "at": each.written_at,
                "by": "office" if each.position_id else "applicant",
                "text": each.text,
                "files": [_file(one.stored_file) for one in each.files.all()],
            }
            for each in dossier.messages.all()
        ],
        "papers": [
            {"letter": each.letter, "issued_at": each.paper.issued_at, "is_valid": each.is_valid}
            for each in dossier.papers.all()
        ],
        "result": dossier.result.title if hasattr(dossier, "result") else "",
        "handed_over": [
            {"at": each.handed_over_at, "to": each.taker_name} for each in dossier.hand_overs.all()
        ],
    }


def _applicant(applicant: Applicant) -> dict[str, Any]:
    return {name: getattr(applicant, name) for name in _APPLICANT}


def _submission(submission: Submission, language: str) -> dict[str, Any]:
    return {
        "number": submission.number,
        "sent_at": submission.sent_at,
        "answers": submission.answers,
        "in_words": summary_of(submission.form_version_id, submission.answers, language),
        "files": [
            {"paper": paper.title, **_file(part.stored_file)}
            for paper in submission.documents.all()
            for part in paper.files.all()
        ],
    }


def _file(file: StoredFile) -> dict[str, Any]:
    return {
        "name": file.name,
        "size": file.size,
        "media_type": file.media_type,
        "sha256": file.received_sha256,
    }


def _messages(user: User, dossiers: Iterable[Dossier]) -> list[dict[str, Any]]:
    codes = {f"dossier:{dossier.pk}": dossier.code for dossier in dossiers}
    return [
        {
            "at": message.created_at,
            "to": message.to_email,
            "dossier": codes.get(message.about, ""),
            "subject": message.subject,
            "body": message.body,
            "state": message.state,
        }
        for message in messages_to(user, at_most=MOST_MESSAGES)
    ]


def _looks(dossiers: Iterable[Dossier], user: User) -> list[dict[str, Any]]:
    """Who else looked at files of these dossiers: the office, never the officer's name."""
    codes = {str(dossier.pk): dossier.code for dossier in dossiers}
    looks = [look for look in trail.looks_at("dossier", codes) if look.actor_id != user.pk]
    seats = Position.objects.select_related("agency").in_bulk(
        {look.position_id for look in looks if look.position_id}
    )
    return [
        {
            "at": look.at,
            "dossier": codes[look.object_id],
            "purpose": look.purpose,
            "by": _seat(seats.get(look.position_id or 0)),
        }
        for look in looks
    ]


def _seat(position: Position | None) -> str:
    return f"{position.get_role_display()}, {position.agency.name}" if position else ""
