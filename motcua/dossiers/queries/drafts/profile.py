"""What is already known of the one who files, for prefilling."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from motcua.accounts.queries.parties import organisations_of, own_person
from motcua.dossiers.enums import FiledAs

if TYPE_CHECKING:
    from datetime import date

    from motcua.accounts.models import Party, User
    from motcua.dossiers.models import Draft


def organisation_of(draft: Draft, *, user: User, on: date, tax_code: str = "") -> Party | None:
    """The organisation that a draft is filed for, among those the user acts for on a day: the one
    with the tax code that the form states, else the one chosen at the beginning, else the only one.
    """
    if draft.filed_as != FiledAs.ORGANISATION:
        return None
    known = [mandate.party for mandate in organisations_of(user=user, on=on)]
    if tax_code:
        return next((party for party in known if party.tax_code == tax_code), None)
    if draft.organisation_id is not None:
        return next((party for party in known if party.pk == draft.organisation_id), None)
    return known[0] if len(known) == 1 else None


def profile_of(draft: Draft, *, on: date) -> dict[str, Any]:
    """Facts by prefill source (`applicant.name`, `filer.phone` …) that the owner's account
    holds on a day.
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
    for_whom = filer if draft.filed_as == FiledAs.SELF else {}
    organisation = organisation_of(draft, user=draft.owner, on=on)
    if organisation is not None:
        for_whom = _facts(organisation, draft.owner)
    return facts | {f"applicant.{fact}": value for fact, value in for_whom.items()}


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
