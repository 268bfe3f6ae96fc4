"""Whom a dossier is for, read from its answers by the prefill sources that its form declares."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from motcua.eforms.rules.definition import Definition


@dataclass(frozen=True, kw_only=True)
class ApplicantFacts:
    """An applicant as stated in a form; texts are empty where the form does not ask."""

    name: str = ""
    identity_kind: str = ""
    identity_number: str = ""
    tax_code: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""

    @property
    def is_organisation(self) -> bool:
        """A tax code without a personal paper speaks for an organisation."""
        return bool(self.tax_code) and not self.identity_number


def applicant_of(definition: Definition, answers: Mapping[str, Any]) -> ApplicantFacts:
    """The first answer to a question whose prefill is `applicant.…`, for each fact."""
    found: dict[str, Any] = {}
    for section, question in definition.questions():
        who, _, fact = question.prefill.partition(".")
        held = answers.get(section.key)
        if who != "applicant" or not isinstance(held, Mapping):
            continue
        value = held.get(question.key)
        if value not in (None, "", {}):
            found.setdefault(fact, value)
    return _facts(found)


def _facts(found: Mapping[str, Any]) -> ApplicantFacts:
    identity = found.get("identity")
    kind, number = (
        (identity.get("kind", ""), identity.get("number", ""))
        if isinstance(identity, Mapping)
        else ("", "")
    )
    return ApplicantFacts(
        name=str(found.get("name", ""))[:300],
        identity_kind=str(kind or "")[:20],
        identity_number=str(number or "")[:20],
        tax_code=str(found.get("tax_code", ""))[:14],
        phone=str(found.get("phone", ""))[:16],
        email=str(found.get("email", ""))[:254],
        address=address_line(found.get("address")),
    )


def address_line(address: object) -> str:
    """An address in one line, from the person's own words up to the province."""
    if not isinstance(address, Mapping):
        return ""
    parts = (address.get("detail"), address.get("commune_name"), address.get("province_name"))
    return ", ".join(str(part) for part in parts if part)[:500]
