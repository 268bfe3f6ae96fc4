"""What each paper says, field by field, after the annexes of TT 01/2018 and TT 03/2025/TT-VPCP.

Values are text, whole numbers, or moments (aware datetimes; ISO text once they were stored).
"""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any, TypedDict

from motcua.kit.clock import HANOI

if TYPE_CHECKING:
    from collections.abc import Mapping

Moment = datetime | date | str


class Head(TypedDict):
    """What stands above every paper: who issues it, where, and for which dossier."""

    parent_agency: str
    agency: str
    place: str
    code: str


class Spoken(TypedDict, total=False):
    """How the applicant is spoken to; papers issued before this was kept speak to a person."""

    is_organisation: bool


class Applicant(Spoken):
    """Whose dossier it is and how to reach them; an empty text leaves the line out."""

    applicant: str
    address: str
    phone: str
    email: str
    matter: str


class CountedPaper(TypedDict):
    """A paper of the dossier with how many were handed in of each kind."""

    name: str
    original: int
    certified: int
    copy: int


class Receipt(Head, Applicant):
    """Form 01. `time_limit` in words ("10 ngày làm việc"); `due_at` is the appointment; `pin` goes
    with the code for looking the dossier up without signing in; `identity` is the tax code of an
    organisation.
    """

    filer: str
    identity: str
    papers: list[CountedPaper]
    sets: int
    time_limit: str
    received_at: Moment
    due_at: Moment
    return_channel: str
    pin: str
    receiver: str


class AskedItem(TypedDict):
    """A field or paper that must be mended, and what is wrong with it."""

    name: str
    note: str


class SupplementRequest(Head, Applicant):
    """Form 02. `answer_by` is the last day for the answer."""

    items: list[AskedItem]
    reason: str
    answer_by: Moment
    website: str
    officer: str
    officer_phone: str


class Refusal(Head, Applicant):
    """Form 03."""

    reason: str
    legal_basis: str
    contact: str
    officer: str


class Apology(Head, Applicant):
    """Form 04. `extends` makes it also a request for more time, which TT 03/2025 added."""

    received_at: Moment
    due_at: Moment
    new_due_at: Moment
    reason: str
    extends: bool
    signer_title: str
    signer: str


class StopNotice(Head, Applicant):
    """Form 05, which TT 03/2025 added. `is_final` where the dossier ends with it, else the work
    goes on once the reason is gone.
    """

    received_at: Moment
    stopped_at: Moment
    reason: str
    legal_basis: str
    is_final: bool
    contact: str
    signer_title: str
    signer: str


class Answer(TypedDict):
    """One question with its answer as the applicant gave it."""

    label: str
    value: str


class AnswerSection(TypedDict):
    """A topic of the form."""

    title: str
    answers: list[Answer]


class SentFile(TypedDict):
    """A file as sent; the fingerprint proves later which one it was."""

    paper: str
    file_name: str
    size: int
    sha256: str


class SentCopy(Head, Applicant):
    """The applicant's own copy of what was sent."""

    procedure_code: str
    sent_at: Moment
    filer: str
    sections: list[AnswerSection]
    files: list[SentFile]


class Result(Head):
    """A decision drawn up by the system: bases, paragraphs, signature, recipients.

    `number` is what the agency's own register gave it; without one the paper takes the next number
    of its book here.
    """

    number: str
    title: str
    subject: str
    bases: list[str]
    paragraphs: list[str]
    recipients: list[str]
    signer_title: str
    signer: str


class HandedItem(TypedDict):
    """One thing handed over."""

    name: str
    count: int
    note: str


class Handover(Head, Applicant):
    """The slip by which a result changes hands at the counter."""

    items: list[HandedItem]
    receiver: str
    receiver_identity: str
    relation: str
    handed_at: Moment
    officer: str


class BlankQuestion(TypedDict):
    """A question with room for an answer by hand, as eforms.rules.sheet draws it up."""

    label: str
    draws: str
    only_if: str
    unit: str
    options: list[str]
    columns: list[str]
    legend: list[str]
    rows: int
    is_issued: bool


class BlankSection(TypedDict):
    """A topic of a blank form."""

    title: str
    only_if: str
    repeats: str
    questions: list[BlankQuestion]


class BlankForm(TypedDict):
    """A form to print and fill in by hand. No paper of the house's registers: it has no number,
    no date and nothing to verify. `website` is where the same can be filed online.
    """

    agency: str
    code: str
    title: str
    procedure: str
    case_name: str
    website: str
    sections: list[BlankSection]
    enclosures: list[str]


BLANK_FORM = "blank_form"
SHAPES: dict[str, type] = {
    "receipt": Receipt,
    "supplement_request": SupplementRequest,
    "refusal": Refusal,
    "apology": Apology,
    "stop_notice": StopNotice,
    "sent_copy": SentCopy,
    "result": Result,
    "handover": Handover,
    BLANK_FORM: BlankForm,
}


class WrongContent(ValueError):
    """The content of a paper lacks a field or has one that the paper does not know."""


def check(letter: str, content: Mapping[str, Any]) -> None:
    """See that content has exactly the fields of its letter, and moments where they belong.

    Raises WrongContent naming the fields.
    """
    shape = SHAPES[letter]
    known: frozenset[str] = shape.__required_keys__  # type: ignore[attr-defined]
    optional: frozenset[str] = shape.__optional_keys__  # type: ignore[attr-defined]
    missing = known - content.keys()
    unknown = content.keys() - known - optional
    if missing or unknown:
        raise WrongContent(f"{letter}: missing {sorted(missing)}, unknown {sorted(unknown)}")
    for key in filter(is_moment, known):
        moment(content[key])


def is_moment(key: str) -> bool:
    """Whether a field holds a moment: `received_at`, `answer_by`."""
    return key.endswith(("_at", "_by"))


def moment(value: Moment) -> datetime:
    """An aware datetime out of a moment; a day without time is its beginning in Viet Nam.

    Raises WrongContent.
    """
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value)
        except ValueError:
            raise WrongContent(f"{value!r} is no moment") from None
    if not isinstance(value, date):
        raise WrongContent(f"{value!r} is no moment")
    if not isinstance(value, datetime):
        value = datetime.combine(value, time.min)
    return value if value.tzinfo else value.replace(tzinfo=HANOI)
