"""Everything a procedure's page shows, in one statement."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import connection
from django.utils.functional import cached_property

from motcua.catalogue.enums import FilingMethod, LimitArea
from motcua.catalogue.queries.offers import OFFERS, Offered
from motcua.catalogue.rules.codes import is_code
from motcua.catalogue.rules.phrases import limit_words
from motcua.catalogue.rules.steps import Step, steps_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

_PARTS = {
    "limits": (
        "catalogue_timelimit",
        "method, area_class, ordinal",
        ("method", "area_class", "ordinal", "value", "unit", "note"),
    ),
    "fees": (
        "catalogue_feeline",
        "method, position",
        ("method", "kind", "amount_vnd", "foreign_amount", "note", "resolution_no"),
    ),
    "papers": (
        "catalogue_requireddocument",
        "position",
        (
            "heading", "name", "original_count", "copy_count", "is_note", "is_required",
            "form_files", "asked_online", "asked_postal", "asked_direct",
        ),
    ),
}  # fmt: skip


def _part(key: str) -> str:
    table, order, columns = _PARTS[key]
    pairs = ", ".join(f"'{column}', part.{column}" for column in columns)
    return f"""'{key}', COALESCE(
        (SELECT json_agg(json_build_object({pairs}) ORDER BY {order})
         FROM {table} part WHERE part.case_id = c.id), '[]'::json)
    """  # noqa: S608 - put together from the constants above


_PROCEDURE = f"""
    SELECT p.id, p.code, p.life, p.in_force_on, p.ended_on, p.life_decision_no, p.changed_at,
           s.name, s.slug, next.code, next.name,
           v.id, v.number, v.valid_from, v.name, v.kind, v.decision_no, v.levels,
           v.promulgated_by, v.subjects, v.executing_agencies, v.competent_authority,
           v.authorized_agency, v.coordinating_agencies, v.receiving_address, v.steps,
           v.requirements, v.legal_basis, v.source_url,
           (SELECT json_agg(json_build_object('name', r.name, 'code', r.code) ORDER BY r.position)
            FROM catalogue_resultkind r WHERE r.version_id = v.id),
           (SELECT json_agg(json_build_object(
                'number', c.number, 'name', c.name, 'after_supplement', c.after_supplement,
                'authority_needed', c.authority_needed,
                'has_own_form', c.form_version_id IS NOT NULL,
                {", ".join(_part(key) for key in _PARTS)}
            ) ORDER BY c.number)
            FROM catalogue_procedurecase c WHERE c.version_id = v.id),
           ({OFFERS})
    FROM catalogue_procedure p
    JOIN catalogue_sector s ON s.id = p.sector_id
    JOIN catalogue_procedureversion v ON v.procedure_id = p.id AND v.is_current
    LEFT JOIN catalogue_procedure next ON next.id = p.replaced_by_id
    WHERE p.code = %s
"""  # noqa: S608 - put together from the constants above
_FIELDS = (
    "id", "code", "life", "in_force_on", "ended_on", "life_decision_no", "changed_at",
    "sector", "sector_slug", "successor_code", "successor_name",
    "version_id", "version_number", "valid_from", "name", "kind", "decision_no", "levels",
    "promulgated_by", "subjects", "executing_agencies", "competent_authority",
    "authorized_agency", "coordinating_agencies", "receiving_address", "steps",
    "requirements", "legal_basis", "source_url", "results", "cases", "offers",
)  # fmt: skip


@dataclass(frozen=True)
class Way:
    """One way of filing with its limits and fees side by side."""

    method: FilingMethod
    limits: Sequence[Mapping[str, Any]]
    fees: Sequence[Mapping[str, Any]]
    notes: Sequence[str]

    @cached_property
    def usual(self) -> str:
        """The limit that counts where nothing else is said, in words."""
        return self._words(LimitArea.ANY, LimitArea.USUAL) or str(limit_words(None, ""))

    @cached_property
    def mountainous(self) -> str:
        """The limit of mountainous and remote communes in words; empty where it is the same."""
        return self._words(LimitArea.MOUNTAINOUS)

    def _words(self, *areas: str) -> str:
        found = (x for x in self.limits if x["area_class"] in areas and x["value"] is not None)
        return next((str(limit_words(limit["value"], limit["unit"])) for limit in found), "")


@dataclass(frozen=True)
class ProcedurePage:
    """A procedure with its present version; `facts` are the columns by name, see
    docs/reference/import-format.md.
    """

    facts: Mapping[str, Any]
    ways: Sequence[Way]
    cases: Sequence[Mapping[str, Any]]
    results: Sequence[Mapping[str, Any]]
    offers: Sequence[Offered]

    @property
    def code(self) -> str:
        return str(self.facts["code"])

    @property
    def name(self) -> str:
        return str(self.facts["name"])

    @property
    def changed_at(self) -> datetime:
        moment: datetime = self.facts["changed_at"]
        return moment

    @cached_property
    def steps(self) -> list[Step]:
        """The announced steps; empty when the text is not written in steps."""
        return steps_of(self.facts["steps"])

    @property
    def is_in_force(self) -> bool:
        return bool(self.facts["life"] == "IN_FORCE")

    @cached_property
    def can_file_here(self) -> bool:
        return self.is_in_force and any(offer.can_file_here for offer in self.offers)

    def has_blank_form(self, case: Mapping[str, Any]) -> bool:
        """Whether a form to print makes sense: not where another system has one of its own."""
        filed_here = self.can_file_here or not self.outside
        return self.is_in_force and (bool(case["has_own_form"]) or filed_here)

    @cached_property
    def outside(self) -> list[Offered]:
        """Offers that lead to another system."""
        return [offer for offer in self.offers if offer.leads_outside]


def procedure_page(code: str, *, on: date) -> ProcedurePage | None:
    """The page of a procedure by its present code; None when there is none."""
    if not is_code(code):
        return None
    with connection.cursor() as cursor:
        cursor.execute(_PROCEDURE, [on, on, code])
        row = cursor.fetchone()
    if row is None:
        return None
    facts = dict(zip(_FIELDS, row, strict=True))
    cases = _json(facts.pop("cases"))
    return ProcedurePage(
        facts=facts,
        ways=_ways(cases),
        cases=cases,
        results=_json(facts.pop("results")),
        offers=[Offered(*values) for values in _json(facts.pop("offers"))],
    )


def _json(value: Any) -> list[Any]:
    if value is None:
        return []
    return list(json.loads(value) if isinstance(value, str) else value)


def _ways(cases: Sequence[Mapping[str, Any]]) -> list[Way]:
    """The ways of filing of the first case: a record states them once for all its cases."""
    if not cases:
        return []
    ways = []
    for method in FilingMethod:
        limits = [limit for limit in cases[0]["limits"] if limit["method"] == method]
        fees = [fee for fee in cases[0]["fees"] if fee["method"] == method]
        if limits:
            notes = dict.fromkeys(limit["note"] for limit in limits if limit["note"])
            ways.append(Way(method, limits, fees, list(notes)))
    return ways
