"""The official papers of a dossier, and making them void."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from motcua.accounts.enums import PartyKind
from motcua.dossiers.actions.letters import telling
from motcua.dossiers.enums import Channel, FiledAs, ReturnWay
from motcua.dossiers.models import Dossier, DossierPaper, Supplement
from motcua.dossiers.queries.asking.asked import asked_items
from motcua.dossiers.queries.clocks import clock
from motcua.dossiers.queries.drafts.documents import latest_papers
from motcua.dossiers.queries.drafts.summary import summary_of
from motcua.dossiers.queries.reach.locking import lock
from motcua.kit import phones
from motcua.papers.actions.issuing import issue, replace, revoke
from motcua.places.enums import AgencyKind
from motcua.places.queries import province

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from motcua.accounts.models import Position, User
    from motcua.dossiers.models import DossierDocument, Extension
    from motcua.papers.models import Paper
    from motcua.places.models import Agency


def issue_receipt(dossier: Dossier, *, by: Position, now: datetime) -> Paper:
    """Form 01, the receipt with the appointment, of the agency that accepts."""
    papers = [{"name": paper.title, **_counted(dossier, paper)} for paper in latest_papers(dossier)]
    content = {
        **_applicant(dossier, by.agency),
        "filer": _filer(dossier),
        "identity": _identity(dossier),
        "papers": papers,
        "sets": 1,
        "time_limit": clock.limit_in_words(dossier),
        "received_at": dossier.accepted_at,
        "due_at": dossier.due_at,
        "return_channel": str(ReturnWay(dossier.return_way).label),
        "pin": telling.pin_of(dossier),
        "receiver": str(by.user),
    }
    return _issue(dossier, "receipt", content, agency=by.agency, by=by, now=now)


def renew_receipt(dossier: Dossier, *, because: str, by: Position, now: datetime) -> Paper | None:
    """The receipt once more with the PIN, limit and appointment that hold now; nothing before there
    was one. The former one stays readable and says that it was replaced.
    """
    known = (
        DossierPaper.objects.filter(dossier=dossier, letter="receipt", is_valid=True)
        .select_related("paper")
        .first()
    )
    if known is None:
        return None
    paper = replace(
        paper=known.paper,
        content={
            **known.paper.content,
            "pin": telling.pin_of(dossier),
            "time_limit": clock.limit_in_words(dossier),
            "due_at": dossier.due_at or known.paper.content["due_at"],
        },
        reason=because,
        by=by,
        now=now,
    )
    known.is_valid = False
    known.save(update_fields=["is_valid"])
    return DossierPaper.objects.create(dossier=dossier, paper=paper, letter="receipt").paper


def issue_refusal(dossier: Dossier, *, reason: str, by: Position, now: datetime) -> Paper:
    """Form 03, the refusal to accept, of the agency that refuses."""
    content = {
        **_applicant(dossier, by.agency),
        "reason": reason,
        "legal_basis": "",
        "contact": _contact(by.agency),
        "officer": str(by.user),
    }
    return _issue(dossier, "refusal", content, agency=by.agency, by=by, now=now)


def issue_apology(dossier: Dossier, given: Extension, *, by: Position, now: datetime) -> Paper:
    """Form 04, the apology with the new appointment, of the responsible agency."""
    agency = dossier.responsible_agency
    content = {
        **_applicant(dossier, agency),
        "received_at": dossier.accepted_at,
        "due_at": given.due_before,
        "new_due_at": given.due_after,
        "reason": given.reason,
        "extends": True,
        "signer_title": by.title or str(by.get_role_display()),
        "signer": str(by.user),
    }
    return _issue(dossier, "apology", content, agency=agency, by=by, now=now)


def issue_stop_notice(
    dossier: Dossier, *, reason: str, legal_basis: str, by: Position, now: datetime
) -> Paper:
    """Form 05, the notice that the work stops, for good where the dossier has ended, of the
    responsible agency.
    """
    agency = dossier.responsible_agency
    content = {
        **_applicant(dossier, agency),
        "received_at": dossier.accepted_at or dossier.submitted_at,
        "stopped_at": now,
        "reason": reason,
        "legal_basis": legal_basis,
        "is_final": dossier.is_ended,
        "contact": _contact(agency),
        "signer_title": by.title or str(by.get_role_display()),
        "signer": str(by.user),
    }
    return _issue(dossier, "stop_notice", content, agency=agency, by=by, now=now)


def issue_supplement_request(
    dossier: Dossier, asked: Supplement, *, by: Position, now: datetime
) -> Paper:
    """Form 02, everything to be added or corrected in one list, of the responsible agency; who
    asked answers questions about it, even where somebody else approved.
    """
    agency = dossier.responsible_agency
    content = {
        **_applicant(dossier, agency),
        "items": [{"name": one.name, "note": one.why} for one in asked_items(dossier, asked)],
        "reason": asked.sentence,
        "answer_by": asked.answer_by,
        "website": settings.SITE_URL,
        "officer": str(asked.asked_by.user),
        "officer_phone": agency.phone,
    }
    return _issue(dossier, "supplement_request", content, agency=agency, by=by, now=now)


def issue_result(
    dossier: Dossier, *, title: str, number: str, body: str, by: Position, now: datetime
) -> Paper:
    """A result drawn up by the house from the officer's text, of the responsible agency."""
    agency = dossier.responsible_agency
    content = {
        **_head(dossier, agency),
        "number": number,
        "title": title,
        "subject": dossier.matter,
        "bases": [],
        "paragraphs": [line.strip() for line in body.splitlines() if line.strip()],
        "recipients": [f"{dossier.applicant.name};", "Lưu: VT, hồ sơ."],
        "signer_title": by.title or str(by.get_role_display()),
        "signer": str(by.user),
    }
    return _issue(dossier, "result", content, agency=agency, by=by, now=now)


def issue_handover(
    dossier: Dossier, *, taker_name: str, taker_identity: str, by: Position, now: datetime
) -> Paper:
    """The slip by which the result changes hands at the counter of an agency."""
    result = dossier.result
    content = {
        **_applicant(dossier, by.agency),
        "items": [{"name": result.title, "count": 1, "note": result.number}],
        "receiver": taker_name,
        "receiver_identity": taker_identity,
        "relation": "",
        "handed_at": now,
        "officer": str(by.user),
    }
    return _issue(dossier, "handover", content, agency=by.agency, by=by, now=now)


@transaction.atomic
def issue_sent_copy(dossier: Dossier, *, by: User | Position, now: datetime) -> Paper:
    """The applicant's own copy of what was sent last; the same sending gives the same copy."""
    lock(dossier.pk)
    submission = dossier.submissions.order_by("-number")[0]
    known = (
        DossierPaper.objects.filter(dossier=dossier, letter="sent_copy", is_valid=True)
        .filter(paper__issued_at__gte=submission.sent_at)
        .select_related("paper")
        .first()
    )
    if known:
        return known.paper
    files = [
        {
            "paper": paper.title,
            "file_name": part.stored_file.name,
            "size": part.stored_file.size,
            "sha256": part.stored_file.received_sha256,
        }
        for paper in latest_papers(dossier)
        for part in paper.files.all()
    ]
    agency = dossier.receiving_agency
    content = {
        **_applicant(dossier, agency),
        "procedure_code": dossier.procedure.code,
        "sent_at": submission.sent_at,
        "filer": _filer(dossier),
        "sections": summary_of(submission.form_version_id, submission.answers, dossier.language),
        "files": files,
    }
    return _issue(dossier, "sent_copy", content, agency=agency, by=by, now=now)


def void(dossier: Dossier, *, letter: str, because: str, by: Position, now: datetime) -> None:
    """Revoke the valid papers of a kind; verification says so from now on."""
    for row in DossierPaper.objects.filter(
        dossier=dossier, letter=letter, is_valid=True
    ).select_related("paper"):
        revoke(paper=row.paper, reason=because, by=by, now=now)
        row.is_valid = False
        row.save(update_fields=["is_valid"])


def asked_lines(dossier: Dossier, asked: Supplement) -> list[str]:
    """The same as lines of a mail."""
    return [f"{one.name}: {one.why}" for one in asked_items(dossier, asked)]


def _issue(
    dossier: Dossier,
    letter: str,
    content: Mapping[str, Any],
    *,
    agency: Agency,
    by: User | Position,
    now: datetime,
) -> Paper:
    """Issued in the number book of the agency whose name stands above it."""
    paper = issue(
        letter=letter,
        agency_code=agency.code,
        about=str(dossier.key),
        content=content,
        by=by,
        now=now,
        language=dossier.language,
    )
    DossierPaper.objects.create(dossier=dossier, paper=paper, letter=letter)
    return paper


def _counted(dossier: Dossier, paper: DossierDocument) -> dict[str, int]:
    """How many sheets of each kind came: pictures where it was sent online, what the case asks for
    where it was handed in.
    """
    asked = paper.required_document
    if dossier.channel == Channel.ONLINE or asked is None:
        return {"original": 0, "certified": 0, "copy": 1}
    return {"original": asked.original_count, "certified": 0, "copy": asked.copy_count}


def _filer(dossier: Dossier) -> str:
    """Who hands the dossier in: somebody else only where one person files for another; at the
    counter it is the applicant, the officer only types.
    """
    applicant = dossier.applicant
    for_another = applicant.filed_as in (FiledAs.ANOTHER, FiledAs.ORGANISATION)
    return (for_another and applicant.filer_name) or applicant.name


def _head(dossier: Dossier, agency: Agency) -> dict[str, Any]:
    return {
        "parent_agency": _above(agency),
        "agency": agency.name,
        "place": _place(agency),
        "code": dossier.code or "",
    }


def _above(agency: Agency) -> str:
    """The body that governs it, which stands above its name; a people's committee and a body of
    the centre have none in the province (NĐ 30/2020/NĐ-CP, annex I).
    """
    is_governed = agency.kind in (AgencyKind.DEPARTMENT, AgencyKind.CENTRE)
    return agency.parent.name if is_governed and agency.parent else ""


def _place(agency: Agency) -> str:
    """Where it is signed: the commune for a commune's committee, else the province."""
    if agency.kind == AgencyKind.COMMUNE and agency.unit:
        return agency.unit.short_name
    return province.profile().name.removeprefix("Tỉnh ").strip()


def _applicant(dossier: Dossier, agency: Agency) -> dict[str, Any]:
    applicant = dossier.applicant
    return {
        **_head(dossier, agency),
        "applicant": applicant.name,
        "address": applicant.address,
        "phone": phones.spaced(applicant.phone),
        "email": applicant.email,
        "matter": dossier.matter,
        "is_organisation": applicant.kind == PartyKind.ORGANISATION,
    }


def _identity(dossier: Dossier) -> str:
    """What the applicant is known by: an organisation by its tax code."""
    applicant = dossier.applicant
    is_organisation = applicant.kind == PartyKind.ORGANISATION
    return applicant.tax_code if is_organisation else applicant.identity_number


def _contact(agency: Agency) -> str:
    return ", ".join(part for part in (agency.name, agency.address, agency.phone) if part) or _(
        "Bộ phận một cửa"
    )
