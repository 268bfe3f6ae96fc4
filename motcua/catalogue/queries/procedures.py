"""Everything a procedure's page shows, in one statement."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.db import connection
from django.utils.functional import cached_property

from motcua.catalogue.enums import FilingMethod, LimitArea
from motcua.catalogue.queries.offers import OFFERS, Offered
from motcua.catalogue.rules.codes import is_code
from motcua.catalogue.rules.imports.papers import sets_said
from motcua.catalogue.rules.phrases import limit_words
from motcua.catalogue.rules.steps import Step, steps_of
from motcua.kit.wording import active_language, in_language

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

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


# One text: a row of thirty columns takes longer to read than the server takes to find it.
_PROCEDURE = f"""
    SELECT row_to_json(page)::text FROM (
        SELECT p.id, p.code, p.life, p.in_force_on, p.ended_on, p.life_decision_no, p.changed_at,
               s.name AS sector, s.slug AS sector_slug,
               next.code AS successor_code, next.name AS successor_name,
               v.number AS version_number, v.valid_from, v.name, v.kind, v.decision_no, v.levels,
               v.promulgated_by, v.subjects, v.executing_agencies, v.competent_authority,
               v.authorized_agency, v.coordinating_agencies, v.receiving_address, v.steps,
               v.requirements, v.legal_basis, v.source_url,
               (SELECT json_agg(r.name ORDER BY r.position)
                FROM catalogue_resultkind r WHERE r.version_id = v.id) AS results,
               (SELECT json_agg(json_build_object(
                    'number', c.number, 'name', c.name,
                    'has_own_form', c.form_version_id IS NOT NULL,
                    {", ".join(_part(key) for key in _PARTS)}
                ) ORDER BY c.number)
                FROM catalogue_procedurecase c WHERE c.version_id = v.id) AS cases,
               ({OFFERS}) AS offers
        FROM catalogue_procedure p
        JOIN catalogue_sector s ON s.id = p.sector_id
        JOIN catalogue_procedureversion v ON v.procedure_id = p.id AND v.is_current
        LEFT JOIN catalogue_procedure next ON next.id = p.replaced_by_id
        WHERE p.code = %s
    ) page
"""  # noqa: S608 - put together from the constants above
_DAYS = ("in_force_on", "ended_on", "valid_from")
_USUAL = (LimitArea.ANY.value, LimitArea.USUAL.value)


@dataclass(frozen=True, slots=True)
class Way:
    """One way of filing with its limits and fees side by side.

    `usual` is the limit that counts where nothing else is said, `mountainous` that of mountainous
    and remote communes, empty where it is the same; both in words.
    """

    method: str
    usual: str
    mountainous: str
    has_shorter: bool
    fees: Sequence[Mapping[str, Any]]
    notes: Sequence[str]


@dataclass(frozen=True)
class ProcedurePage:
    """A procedure with its present version; `facts` are the columns by name, see
    docs/reference/import-format.md. `ways` are those of the first case, `other_ways` those of each
    case where time or fee differs from it.
    """

    facts: Mapping[str, Any]
    ways: Sequence[Way]
    other_ways: Sequence[tuple[Mapping[str, Any], Sequence[Way]]]
    cases: Sequence[Mapping[str, Any]]
    results: Sequence[str]
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

    @cached_property
    def outcome(self) -> str:
        """What it ends in, in one line."""
        return "; ".join(self.results)

    @cached_property
    def sets(self) -> str:
        """How many sets of papers are handed in, where the record says so."""
        return sets_said(
            text
            for case in self.cases
            for paper in case["papers"]
            for text in (paper["heading"], paper["name"])
        )

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
    facts = json.loads(row[0])
    for name in _DAYS:
        facts[name] = date.fromisoformat(facts[name]) if facts[name] else None
    facts["changed_at"] = datetime.fromisoformat(facts["changed_at"])
    cases = facts.pop("cases") or []
    return ProcedurePage(
        facts=facts,
        ways=_ways(cases[0]) if cases else [],
        other_ways=_other_ways(cases),
        cases=cases,
        results=facts.pop("results") or [],
        offers=[Offered(*values) for values in facts.pop("offers") or []],
    )


def _other_ways(cases: Sequence[Mapping[str, Any]]) -> list[tuple[Mapping[str, Any], list[Way]]]:
    """Each case whose limits or fees are not those of the first, with its ways of filing."""
    return [
        (case, _ways(case))
        for case in cases[1:]
        if case["limits"] != cases[0]["limits"] or case["fees"] != cases[0]["fees"]
    ]


def _ways(case: Mapping[str, Any]) -> list[Way]:
    language = active_language()
    ways = []
    for method in FilingMethod.values:
        limits = [limit for limit in case["limits"] if limit["method"] == method]
        if limits:
            way = Way(
                method=method,
                usual=_limit(limits, _USUAL, language) or _said(None, "", language),
                mountainous=_limit(limits, (LimitArea.MOUNTAINOUS.value,), language),
                has_shorter=any(limit["ordinal"] > 1 and limit["note"] for limit in limits),
                fees=[fee for fee in case["fees"] if fee["method"] == method],
                notes=list(dict.fromkeys(limit["note"] for limit in limits if limit["note"])),
            )
            ways.append(way)
    return ways


def _limit(limits: Sequence[Mapping[str, Any]], areas: tuple[str, ...], language: str) -> str:
    """The first limit that is stated for one of these areas, in words; else nothing."""
    found = (x for x in limits if x["area_class"] in areas and x["value"] is not None)
    return next((_said(limit["value"], limit["unit"], language) for limit in found), "")


@lru_cache(maxsize=512)
def _said(value: int | None, unit: str, language: str) -> str:
    """A limit in words, put together once: the same few stand on every page."""
    with in_language(language):
        return str(limit_words(value, unit))
