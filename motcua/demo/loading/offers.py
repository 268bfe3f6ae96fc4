"""Procedures, forms, offers, routes and life events."""

from __future__ import annotations

import json
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING, Any

from motcua.catalogue.actions import designing, importing, life_events, offering, synonyms
from motcua.catalogue.actions.forms import set_form
from motcua.catalogue.actions.routing import set_route
from motcua.catalogue.enums import PaperAsked
from motcua.catalogue.models import Procedure, ProcedureCase
from motcua.demo.loading import content
from motcua.eforms.actions import publish
from motcua.places.enums import AgencyKind

if TYPE_CHECKING:
    from datetime import datetime

    from motcua.places.models import Agency

SINCE = date(2025, 7, 1)  # the two-tier province begins
COMMUNES = "X"


class Incomplete(Exception):
    """A record of the demo province was refused by the importer."""


def load(agencies: dict[str, Agency], *, now: datetime) -> None:
    """Take in every service of the province; doing it again changes nothing."""
    _import(now=now)
    rows = content.rows("offers")
    procedures = dict(Procedure.objects.values_list("code", "pk"))
    offers = [offer for row in rows for offer in _offers(row, procedures, agencies)]
    offering.keep_offers(offers=offers, by=None, now=now)
    _design(rows, now=now)
    synonyms.load(rows=synonyms.shipped_rows(), by=None, now=now)
    events = [
        life_events.EventDetails(**row | {"procedures": tuple(row["procedures"])})
        for row in content.rows("life_events")
    ]
    life_events.arrange(events=events, by=None, now=now)


def _import(*, now: datetime) -> None:
    stream = BytesIO(json.dumps(content.procedure_records()).encode())
    report = importing.import_file(stream=stream, by=None, now=now)
    refused = [f"{r.code}: {r.reason}" for r in report.records if r.outcome == "REFUSED"]
    if refused:
        raise Incomplete("; ".join(refused))


def _offers(
    row: dict[str, Any], procedures: dict[str, int], agencies: dict[str, Agency]
) -> list[offering.OfferDetails]:
    return [
        offering.OfferDetails(
            agency_id=agency.pk,
            procedure_id=procedures[row["code"]],
            level=row["level"],
            service_class=row["class"],
            front_door=row["door"],
            url=row["url"],
            collects_by_post=row["collects_by_post"],
            returns_by_post=row["returns_by_post"],
            valid_from=SINCE,
        )
        for who in row["agencies"]
        for agency in _offering(who, agencies)
    ]


def _offering(who: str, agencies: dict[str, Agency]) -> list[Agency]:
    if who == COMMUNES:
        return [agency for agency in agencies.values() if agency.kind == AgencyKind.COMMUNE]
    return [agencies[f"H21.{who}" if who == "CA" else who]]


def _design(rows: list[dict[str, Any]], *, now: datetime) -> None:
    """The route of every service, and the designed form of those that have one."""
    forms = {
        form["key"]: publish(definition=form, by=None, now=now)
        for form in content.form_definitions()
    }
    routes = content.rows("routes")
    cases: dict[str, list[ProcedureCase]] = {}
    for case in ProcedureCase.objects.filter(version__is_current=True).select_related(
        "version__procedure"
    ):
        cases.setdefault(case.version.procedure.code, []).append(case)
    for row in rows:
        definition = _route(routes[row["flow"]], row["hours"])
        on_return = [_on_return(name) for name in row.get("on_return", ())]
        for case in cases[row["code"]]:
            designing.ask_papers(case=case, papers=on_return, by=None, now=now)
            form = forms.get(row.get("form", ""))
            if form and case.form_version_id != form.pk:
                set_form(case=case, form_version=form, by=None, now=now)
            set_route(case=case, definition=definition, by=None, now=now)


def _route(route: dict[str, Any], hours: list[int]) -> dict[str, Any]:
    """The route of a kind of service with the working hours that this one gives each step."""
    steps = [
        step | {"allowance_hours": allowance}
        for step, allowance in zip(route["steps"], hours, strict=True)
    ]
    return route | {"schema": 1, "steps": steps}


def _on_return(name: str) -> designing.PaperDetails:
    asked = PaperAsked.ORIGINAL_ON_RETURN
    return designing.PaperDetails(
        name=name, asked_online=asked, asked_postal=asked, asked_direct=asked
    )
