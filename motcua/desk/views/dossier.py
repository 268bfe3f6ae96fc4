"""One dossier on the desk: what was sent, the papers in place, the course, and what may be done
now.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.views.decorators.http import require_GET

from motcua.accounts.enums import Permission
from motcua.audit.actions import record_access
from motcua.desk.positions import at_desk, move_to_see
from motcua.dossiers.actions.looks import reading, showing
from motcua.dossiers.queries import desk, reaching, tracking
from motcua.dossiers.queries.asking import proposals
from motcua.dossiers.queries.asking.asked import asked_items
from motcua.dossiers.queries.clocks import course, five, route, standing
from motcua.dossiers.queries.drafts import documents, summary
from motcua.dossiers.queries.lists import citizen
from motcua.dossiers.queries.messages import unread_by_office
from motcua.files.queries import serving
from motcua.kit import clock
from motcua.kit.errors import NotThere

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

    from motcua.accounts.models import Position

_WIDEST = 1600


@require_GET
@at_desk(Permission.DOSSIER_SEE)
def index(request: HttpRequest, position: Position, code: str) -> HttpResponseBase:
    """Everything about one dossier; looking at it is recorded."""
    now = clock.now()
    try:
        dossier = desk.dossier_for(position, code)
    except NotThere:
        position = move_to_see(request, code)
        dossier = desk.dossier_for(position, code)
    record_access(by=position, now=now, object_kind="dossier", object_id=dossier.pk, purpose="desk")
    reading.read_answers(dossier, by=position, now=now)
    entries = desk.timeline_of(dossier)
    submissions = list(dossier.submissions.order_by("-number"))
    current, stands = route.open_assignment(dossier), standing.standing_of(dossier, at=now)
    context = {
        "position": position,
        "dossier": dossier,
        "standing": stands,
        "asked": asked_items(dossier, stands.supplement, "vi") if stands.supplement else [],
        "proposal": proposals.latest_of(dossier),
        "promised_at": standing.promised_at(dossier),
        "sections": summary.sections_of(
            submissions[0].form_version_id, submissions[0].answers, request.LANGUAGE_CODE
        ),
        "changes": summary.changes_between(submissions),
        "papers": documents.latest_papers(dossier),
        "absent": documents.absent_papers(dossier),
        "official": citizen.papers_of(dossier),
        "result": getattr(dossier, "result", None),
        "entries": entries,
        "course": course.course_of(dossier, current, at=now),
        "current": current,
        "five": five.clocks_of(dossier),
        "has_left": current is not None and current.holder_left_by(clock.local_date(now)),
        "owed": citizen.obligations_of(dossier),
        "wish": desk.wish_of(dossier),
        "notes": desk.notes_of(dossier),
        "unread": unread_by_office().filter(dossier=dossier).count(),
        "unheard": reaching.unheard(dossier),
        "can_unlock": tracking.is_locked(dossier) and tracking.may_unlock(position, dossier),
        "seen": entries[0].sequence if entries else 0,
        "buttons": desk.buttons_for(position, dossier, at=now),
    }
    return render(request, "desk/dossier/index.html", context)


@require_GET
@at_desk(Permission.DOSSIER_SEE)
def way(request: HttpRequest, position: Position, code: str) -> HttpResponseBase:
    """The internal route of a dossier as a picture."""
    now, dossier = clock.now(), desk.dossier_for(position, code)
    current = route.open_assignment(dossier)
    context = {
        "dossier": dossier,
        "name": route.route_of(dossier).name,
        "picture": course.picture_of(dossier, current, at=now),
    }
    return render(request, "desk/dossier/way.html", context)


@require_GET
@at_desk(Permission.DOSSIER_SEE)
def file(request: HttpRequest, position: Position, code: str, key: UUID) -> HttpResponseBase:
    """A paper's file, in place or to keep."""
    dossier = desk.dossier_for(position, code)
    found = showing.show_file(dossier, key, by=position, now=clock.now())
    return serving.response(found, disposition="inline", request=request)


@require_GET
@at_desk(Permission.DOSSIER_SEE)
def page(
    request: HttpRequest, position: Position, code: str, key: UUID, number: int
) -> HttpResponseBase:
    """One page of a paper as a picture, for looking at it beside the answers."""
    dossier = desk.dossier_for(position, code)
    found = showing.show_file(dossier, key, by=position, now=clock.now(), purpose="page")
    typed = request.GET.get("rong", "")
    width = min(int(typed), _WIDEST) if typed.isdecimal() and len(typed) < 6 else 800
    return serving.page_response(found, page=number, width=max(width, 100), request=request)


@require_GET
@at_desk(Permission.DOSSIER_SEE)
def paper(request: HttpRequest, position: Position, code: str, token: str) -> HttpResponseBase:
    """An official paper as PDF, for printing."""
    dossier = desk.dossier_for(position, code)
    found = showing.show_paper(dossier, token, by=position, now=clock.now())
    return serving.response(found, disposition="inline", request=request)


@require_GET
@at_desk(Permission.DOSSIER_SEE)
def result(request: HttpRequest, position: Position, code: str) -> HttpResponseBase:
    """The result paper, which an officer may look at without handing it over."""
    dossier = desk.dossier_for(position, code)
    found = showing.show_result(dossier, by=position, now=clock.now())
    return serving.response(found, disposition="inline", request=request)
