"""What is already known of the one who files, for prefilling."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from motcua.accounts.enums import PartyKind
from motcua.accounts.models import Party
from motcua.accounts.queries.parties import own_person
from motcua.dossiers.enums import FiledAs

if TYPE_CHECKING:
    from motcua.accounts.models import User
    from motcua.dossiers.models import Draft


def profile_of(draft: Draft) -> dict[str, Any]:
    """Facts by prefill source (`applicant.name`, `filer.phone` …) that the owner's account
    holds.
    """
    if draft.owner is None:
        return {}
    person = own_person(user=draft.owner)
    filer = (
        _facts(person, draft.owner)
        if person
        else {"name": draft.owner.name, "email": draft.owner.email}
    )
    facts = {f"filer.{fact}": value for fact, value in filer.items()}
    for_whom = _applicant(draft, filer)
    return facts | {f"applicant.{fact}": value for fact, value in for_whom.items()}


def _applicant(draft: Draft, filer: dict[str, Any]) -> dict[str, Any]:
    if draft.filed_as == FiledAs.SELF:
        return filer
    if draft.filed_as == FiledAs.ORGANISATION and draft.owner is not None:
        organisation = Party.objects.filter(
            mandates__user=draft.owner, mandates__valid_to__isnull=True, kind=PartyKind.ORGANISATION
        ).first()
        return _facts(organisation, draft.owner) if organisation else {}
    return {}


def _facts(party: Party, user: User) -> dict[str, Any]:
    facts: dict[str, Any] = {
        "name": party.name,
        "tax_code": party.tax_code,
        "phone": party.phone,
        "email": party.email or user.email,
        "birth_date": party.born_on.isoformat() if party.born_on else str(party.born_year or ""),
    }
    if party.identity_kind:
        facts["identity"] = {"kind": party.identity_kind, "number": party.identity_number}
    if party.unit and party.unit.parent:
        facts["address"] = {
            "province": party.unit.parent.code,
            "province_name": party.unit.parent.name,
            "commune": party.unit.code,
            "commune_name": party.unit.name,
            "detail": party.address_detail,
        }
    return {fact: value for fact, value in facts.items() if value}
