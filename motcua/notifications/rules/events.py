"""The registry of messages: every event that anybody is told about, and what its words need to
know.

The words are in `templates/messages/<event>/{subject,body}.txt` (Vietnamese) and `….en.txt`;
`docs/reference/messages.md` is drawn from this table. Messages of the account pages come with
words of their own through Django's e-mail backend.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


class Category(StrEnum):
    """Whom a message concerns."""

    DOSSIER = "dossier"
    DRAFT = "draft"
    OFFICE = "office"
    ACCOUNT = "account"


@dataclass(frozen=True, kw_only=True)
class Event:
    """One kind of message."""

    name: str
    category: Category
    description: str
    needs: frozenset[str] = frozenset()
    """What the words cannot do without."""
    may_have: frozenset[str] = frozenset()
    lifetime: timedelta = timedelta(days=3)
    """How long after the event it is still worth telling."""
    is_secret: bool = False
    """The body carries a code or link that opens something; it is erased once the mail has left."""
    has_own_words: bool = False
    """Subject and body come with the message instead of from templates."""


class UnknownEvent(LookupError):
    """No message of that name is registered."""


class WrongContext(TypeError):
    """The words of a message were given too little, or something they do not know."""


_DOSSIER = frozenset({"code", "procedure", "agency", "link"})
_TABLE = (
    Event(
        name="dossier.submitted",
        category=Category.DOSSIER,
        description="The system has the dossier; code, PIN and the time of the first answer.",
        needs=_DOSSIER | {"submitted_at", "pin", "answer_by", "lookup_link"},
        is_secret=True,
    ),
    Event(
        name="dossier.filed_for_you",
        category=Category.DOSSIER,
        description="Somebody else filed a dossier in the reader's name; code and PIN.",
        needs=_DOSSIER | {"submitted_at", "pin", "filed_by", "lookup_link"},
        is_secret=True,
    ),
    Event(
        name="dossier.accepted",
        category=Category.DOSSIER,
        description="The dossier was received and is being processed; when the result is promised.",
        needs=_DOSSIER | {"accepted_at", "due_at"},
    ),
    Event(
        name="dossier.not_accepted",
        category=Category.DOSSIER,
        description="The dossier was not accepted at reception, with the reason.",
        needs=_DOSSIER | {"reason"},
    ),
    Event(
        name="dossier.forwarded_agency",
        category=Category.DOSSIER,
        description="The dossier went to the competent agency; nothing has to be filed again.",
        needs=_DOSSIER | {"from_agency", "answer_by"},
    ),
    Event(
        name="dossier.supplement_asked",
        category=Category.DOSSIER,
        description="Something has to be added or corrected; what, and by when.",
        needs=_DOSSIER | {"items"},
        may_have=frozenset({"reply_by", "note"}),
    ),
    Event(
        name="dossier.supplement_reminder",
        category=Category.DOSSIER,
        description="The time for adding what was asked for is running out.",
        needs=_DOSSIER | {"items", "reply_by"},
        lifetime=timedelta(days=1),
    ),
    Event(
        name="dossier.supplement_received",
        category=Category.OFFICE,
        description="To the officer: the applicant has added what was asked for.",
        needs=_DOSSIER | {"applicant", "received_at"},
    ),
    Event(
        name="dossier.proposal_settled",
        category=Category.OFFICE,
        description="To the officer: the head answered a proposal to ask for something new.",
        needs=_DOSSIER | {"outcome"},
        may_have=frozenset({"reason"}),
    ),
    Event(
        name="dossier.message",
        category=Category.DOSSIER,
        description="An officer wrote a message; what, stands on the dossier's page alone.",
        needs=_DOSSIER,
    ),
    Event(
        name="dossier.message_received",
        category=Category.OFFICE,
        description="To the officer: the applicant wrote a message.",
        needs=_DOSSIER | {"applicant"},
    ),
    Event(
        name="office.digest",
        category=Category.OFFICE,
        description="In the morning to an officer: how many dossiers wait, which are late or due.",
        needs=frozenset({"agency", "on", "counts", "urgent", "link"}),
        lifetime=timedelta(days=1),
    ),
    Event(
        name="office.due_alert",
        category=Category.OFFICE,
        description="To holder and head, once for each: what is late now or due soon.",
        needs=frozenset({"agency", "late", "soon", "link"}),
        may_have=frozenset({"more"}),
        lifetime=timedelta(days=1),
    ),
    Event(
        name="dossier.file_refused",
        category=Category.DOSSIER,
        description="A sent file was refused as unsafe; the officer will ask for another.",
        needs=_DOSSIER | {"paper", "file"},
    ),
    Event(
        name="dossier.file_refused_officer",
        category=Category.OFFICE,
        description="To the officer: a file of the dossier was refused as unsafe.",
        needs=_DOSSIER | {"paper", "file"},
    ),
    Event(
        name="dossier.stopped",
        category=Category.DOSSIER,
        description="The work is suspended, with the reason and the legal basis.",
        needs=_DOSSIER | {"reason", "legal_basis"},
    ),
    Event(
        name="dossier.resumed",
        category=Category.DOSSIER,
        description="The work goes on after a stop or an obligation; when the result is promised.",
        needs=_DOSSIER | {"due_at"},
        may_have=frozenset({"note"}),
    ),
    Event(
        name="dossier.apologised",
        category=Category.DOSSIER,
        description="The result will be late: an apology with the reason and the new appointment.",
        needs=_DOSSIER | {"reason", "due_at", "new_due_at"},
    ),
    Event(
        name="dossier.lengthened",
        category=Category.DOSSIER,
        description="The law gives a longer limit: the reason, the law and the new appointment.",
        needs=_DOSSIER | {"reason", "legal_basis", "due_at"},
    ),
    Event(
        name="dossier.due_moved",
        category=Category.DOSSIER,
        description="The working calendar changed: which promise moved, from when to when, why.",
        needs=_DOSSIER | {"what", "before", "due_at", "reason"},
        may_have=frozenset({"order_number"}),
    ),
    Event(
        name="dossier.terminated",
        category=Category.DOSSIER,
        description="The work is stopped for good, with the reason and the legal basis.",
        needs=_DOSSIER | {"reason", "legal_basis"},
        lifetime=timedelta(days=5),
    ),
    Event(
        name="dossier.obligation",
        category=Category.DOSSIER,
        description="Another body asks for taxes or fees before the work can go on.",
        needs=_DOSSIER | {"items", "total", "notice_number", "issued_by", "due_on"},
        lifetime=timedelta(days=5),
    ),
    Event(
        name="dossier.withdrawn",
        category=Category.DOSSIER,
        description="The dossier was withdrawn as its owner asked.",
        needs=_DOSSIER | {"withdrawn_at"},
        may_have=frozenset({"place"}),
    ),
    Event(
        name="dossier.withdrawal_declined",
        category=Category.DOSSIER,
        description="The dossier cannot be withdrawn, with the reason; the work goes on.",
        needs=_DOSSIER | {"reason"},
    ),
    Event(
        name="dossier.decided",
        category=Category.DOSSIER,
        description="The result is ready and how to get it.",
        needs=_DOSSIER | {"way"},
        may_have=frozenset({"place", "hours"}),
        lifetime=timedelta(days=5),
    ),
    Event(
        name="dossier.refused",
        category=Category.DOSSIER,
        description="The decision is a refusal, with the reason and the way to complain.",
        needs=_DOSSIER | {"reason"},
        lifetime=timedelta(days=5),
    ),
    Event(
        name="dossier.returned",
        category=Category.DOSSIER,
        description="The result was handed over; the dossier is finished.",
        needs=_DOSSIER | {"returned_at"},
        may_have=frozenset({"returned_to"}),
    ),
    Event(
        name="dossier.correction",
        category=Category.DOSSIER,
        description="An earlier message was a mistake and has been undone.",
        needs=_DOSSIER | {"undone", "status"},
        may_have=frozenset({"reason"}),
    ),
    Event(
        name="draft.expiring",
        category=Category.DRAFT,
        description="An unsent draft will soon be deleted.",
        needs=frozenset({"procedure", "delete_on", "link"}),
    ),
    Event(
        name="closing.done",
        category=Category.ACCOUNT,
        description="The account was closed at its owner's wish; what is erased and what is kept.",
        needs=frozenset({"closed_at", "dossiers"}),
    ),
    Event(
        name="account.mail",
        category=Category.ACCOUNT,
        description="Confirming an address, a new password and other matters of the account.",
        lifetime=timedelta(days=1),
        is_secret=True,
        has_own_words=True,
    ),
)

EVENTS: Mapping[str, Event] = {event.name: event for event in _TABLE}


def event_called(name: str) -> Event:
    """The event of a name; raises UnknownEvent. Everything below `account.` is the account's
    mail.
    """
    if name.startswith("account."):
        return EVENTS["account.mail"]
    try:
        return EVENTS[name]
    except KeyError:
        raise UnknownEvent(name) from None


def check_context(event: Event, given: frozenset[str]) -> None:
    """Raise WrongContext unless everything needed, and nothing unknown, is given."""
    if missing := event.needs - given:
        raise WrongContext(f"{event.name} needs {', '.join(sorted(missing))}")
    if unknown := given - event.needs - event.may_have:
        raise WrongContext(f"{event.name} does not know {', '.join(sorted(unknown))}")
