"""What crawlers ask for: robots.txt and the sitemap."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from motcua.catalogue.queries import front
from motcua.kit import clock
from motcua.public.caching import same_for_everybody

_XML = "application/xml; charset=utf-8"
_NOT_FOR_CRAWLERS = (
    "/tai-khoan/",
    "/nop/",
    "/ho-so/",
    "/tra-cuu/",
    "/mot-cua/",
    "/thu-tuc/*/nop/",
    "/thu-tuc/*/di-toi/",
)


@login_not_required
@require_safe
@same_for_everybody
def robots(request: HttpRequest) -> HttpResponse:
    """Everything public may be read; what is about one person or leads outside may not."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in _NOT_FOR_CRAWLERS)]
    lines += [f"Disallow: /en{path}" for path in _NOT_FOR_CRAWLERS]
    lines += ["", f"Sitemap: {settings.SITE_URL}{reverse('public:sitemap')}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@login_not_required
@require_safe
@same_for_everybody
def sitemap(request: HttpRequest) -> HttpResponse:
    """The list of sitemap pages."""
    context = {"pages": range(1, front.sitemap_pages() + 1)}
    return render(request, "public/catalogue/sitemap_index.xml", context, content_type=_XML)


@login_not_required
@require_safe
@same_for_everybody
def sitemap_page(request: HttpRequest, page: int) -> HttpResponse:
    """Addresses of procedures with the day of their last change; the first page also has
    agencies and events.
    """
    if not 1 <= page <= front.sitemap_pages():
        raise Http404
    today = clock.local_date(clock.now())
    context = {
        "entries": front.sitemap_entries(page),
        "agencies": front.agencies_offering(on=today) if page == 1 else [],
        "events": front.life_events() if page == 1 else [],
    }
    return render(request, "public/catalogue/sitemap.xml", context, content_type=_XML)
