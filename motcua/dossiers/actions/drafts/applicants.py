"""Whom a dossier is for, and who filed it, at the moment it is sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from motcua.accounts.enums import PartyKind
from motcua.accounts.models import Party, Position, User
from motcua.accounts.queries.parties import own_person
from motcua.dossiers.enums import FiledAs
from motcua.dossiers.models import Applicant
from motcua.dossiers.queries.drafts.profile import organisation_of
from motcua.kit.clock import local_date
from motcua.kit.errors import Refusal
from motcua.kit.text_vi import fold, sort_key

if TYPE_CHECKING:
    from datetime import date

    from motcua.dossiers.models import Dossier, Draft
    from motcua.dossiers.rules.applicant import ApplicantFacts


class NoApplicant(Refusal):
    """Nobody can be told from the answers and the profile."""

    message = _(
        "Hồ sơ chưa có họ tên người nộp. "
        "Hãy điền họ tên trong tờ khai hoặc trong tài khoản của bạn."
    )


def row_of(
    dossier: Dossier, draft: Draft, facts: ApplicantFacts, *, by: User | Position
) -> Applicant:
    """The applicant of a dossier, for its caller to insert with it: as the form says, else as the
    account does. Raises NoApplicant.
    """
    own = own_person(user=by) if isinstance(by, User) else None
    party = _party(draft, facts, own, by=by, on=local_date(dossier.submitted_at))
    name = facts.name or (party.name if party else "") or _account_name(draft, by)
    if not name:
        raise NoApplicant
    is_own = draft.filed_as in (FiledAs.SELF, FiledAs.ORGANISATION)
    email = facts.email or (by.email or "" if isinstance(by, User) and is_own else "")
    return Applicant(
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
