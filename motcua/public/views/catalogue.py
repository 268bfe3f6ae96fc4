"""Procedures: home, search, one procedure, life events, agencies, and leaving for a linked
service.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import quote_plus, urlencode

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
    HttpResponseRedirect,
)
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from motcua.catalogue.actions import departures
from motcua.catalogue.enums import (
    FeeKind,
    FilingMethod,
    FrontDoor,
    OfferLevel,
    PaperAsked,
    ServiceClass,
)
from motcua.catalogue.queries import departed, front, naming, offers, procedures
from motcua.catalogue.queries.filtering import Filters
from motcua.catalogue.queries.search import Page, asked, search
from motcua.kit import clock
from motcua.kit.wording import active_language, in_language, words_of
from motcua.places.queries.calendar import announced
from motcua.public.caching import last_changed, same_for_everybody
from motcua.public.structured import government_service

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.db.models import Choices

SHOWN_SECTORS = 12
SHOWN_OFFERS = 6
WORDS: dict[str, type[Choices]] = {
    "asked": PaperAsked,
    "door": FrontDoor,
    "fee": FeeKind,
    "level": OfferLevel,
    "method": FilingMethod,
    "service_class": ServiceClass,
}
FILTER_NAMES = {
    "sector": "linh-vuc",
    "agency": "co-quan",
    "level": "muc-do",
    "audience": "doi-tuong",
}


@login_not_required
@require_safe
@same_for_everybody
def home(request: HttpRequest) -> HttpResponse:
    """The search box first, then life events, sectors, agencies and the province in numbers."""
    today = clock.local_date(clock.now())
    context = {
        "events": front.life_events(),
        "page": search(),
        "figures": front.figures(on=today),
        "shown_sectors": SHOWN_SECTORS,
    }
    return render(request, "public/catalogue/home.html", context)


@login_not_required
@require_safe
@same_for_everybody
def find(request: HttpRequest) -> HttpResponse:
    """The list of procedures, searched and narrowed; a code typed alone leads to its procedure."""
    text = request.GET.get("q", "")
    filters = _filters(request)
    what = asked(text)
    if not filters and (code := what.code):
        return redirect("public:procedure", code)
    page = search(what, filters=filters, number=_number(request), after=request.GET.get("sau", ""))
    context = {"page": page, "next": _next(page), "links": _FacetLinks(page)}
    return render(request, "public/catalogue/find.html", context)


@login_not_required
@require_safe
@same_for_everybody
def procedure(request: HttpRequest, code: str) -> HttpResponse:
    """One procedure: everything that TT 32/2017 asks to be shown, and the way to file it."""
    page = procedures.procedure_page(code, on=clock.local_date(clock.now()))
    if page is None:
        return _elsewhere(request, code)
    context = {
        "page": page,
        "structured": government_service(page, settings.SITE_URL + request.path),
        "words": _words(active_language()),
        "shown_offers": SHOWN_OFFERS,
    }
    return last_changed(
        render(request, "public/catalogue/procedure.html", context), page.changed_at
    )


@cache
def _words(language: str) -> dict[str, Mapping[str | int, str]]:
    with in_language(language):
        return {name: words_of(choices) for name, choices in WORDS.items()}


def _elsewhere(request: HttpRequest, code: str) -> HttpResponse:
    """A former code leads to the present one for good; an unknown one to a page that helps on."""
    present = naming.present_code(code)
    if present and present != code:
        return HttpResponsePermanentRedirect(reverse("public:procedure", args=[present]))
    return render(request, "public/catalogue/unknown.html", {"code": code[:60]}, status=404)


@login_not_required
@require_safe
@same_for_everybody
def event(request: HttpRequest, slug: str) -> HttpResponse:
    """The procedures of one life event, in the order in which they are needed."""
    page = front.event_page(slug)
    if page is None:
        return render(request, "public/catalogue/unknown.html", {"code": ""}, status=404)
    return render(request, "public/catalogue/event.html", {"page": page})


@login_not_required
@require_safe
@same_for_everybody
def agencies(request: HttpRequest) -> HttpResponse:
    """Every agency that offers services."""
    offering = front.agencies_offering(on=clock.local_date(clock.now()))
    return render(request, "public/catalogue/agencies.html", {"agencies": offering})


@login_not_required
@require_safe
@same_for_everybody
def agency(request: HttpRequest, code: str) -> HttpResponse:
    """One agency: how to reach it and what it offers."""
    today = clock.local_date(clock.now())
    found = front.agency_offering(code, on=today)
    if found is None:
        return render(request, "public/catalogue/unknown.html", {"code": ""}, status=404)
    page = search(filters=Filters(agency=found.code), after=request.GET.get("sau", ""))
    left = departed.by_agency(found, since=today.replace(day=1))
    context = {
        "agency": found,
        "closures": announced(found, at=clock.now()),
        "page": page,
        "next": _next(page),
        "departed": left,
    }
    return render(request, "public/catalogue/agency.html", context)


@login_not_required
@require_safe
@same_for_everybody
def leaving(request: HttpRequest, code: str, offer: int) -> HttpResponse:
    """Say that the service lies in another system before anybody goes there."""
    found = offers.offer_outside(offer, code, on=clock.local_date(clock.now()))
    if found is None:
        return _elsewhere(request, "" if naming.present_code(code) == code else code)
    return render(request, "public/catalogue/leaving.html", {"offer": found})


@login_not_required
@require_safe
@never_cache
def leave(request: HttpRequest, code: str, offer: int) -> HttpResponse:
    """Count one departure and go to the stored address, never to one that was sent along."""
    now = clock.now()
    found = offers.offer_outside(offer, code, on=clock.local_date(now))
    if found is None:
        return redirect("public:procedure", code)
    if request.method == "HEAD":  # a machine looks whether the way is open; nobody leaves
        return HttpResponseRedirect(found.url)
    return HttpResponseRedirect(departures.leave(offer=found, now=now))


def _filters(request: HttpRequest) -> Filters:
    asked = {field: request.GET.get(name, "") for field, name in FILTER_NAMES.items()}
    return Filters(
        sector=asked["sector"],
        agency=asked["agency"],
        level=asked["level"],
        audience=asked["audience"],
    )


def _number(request: HttpRequest) -> int:
    typed = request.GET.get("trang", "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 4 else 1


def _query(page: Page, **changes: str) -> str:
    """The query string of a page with some values changed; empty ones are left out."""
    values = {"q": page.question.text}
    values |= {name: getattr(page.filters, field) for field, name in FILTER_NAMES.items()}
    kept = {name: value for name, value in (values | changes).items() if value}
    return f"?{urlencode(kept)}" if kept else "?"


def _next(page: Page) -> str:
    if not page.has_next:
        return ""
    return _query(page, sau=page.after) if page.after else _query(page, trang=str(page.number + 1))


class _FacetLinks:
    """Addresses of the same search with one filter set or taken away."""

    def __init__(self, page: Page) -> None:
        self.kept = {name: getattr(page.filters, field) for field, name in FILTER_NAMES.items()}
        self._without = {field: _query(page, **{name: ""}) for field, name in FILTER_NAMES.items()}

    def to(self, field: str, value: str) -> str:
        rest = self._without[field]
        joint = "" if rest == "?" else "&"
        return f"{rest}{joint}{FILTER_NAMES[field]}={quote_plus(value)}"

    def without(self, field: str) -> str:
        return self._without[field]
