"""Every address of the house, face by face."""

from __future__ import annotations

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from motcua.config.metrics import metrics, readyz
from motcua.public.views.gallery import gallery, sheet


@login_not_required
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return HttpResponse("ok", content_type="text/plain")


GALLERY = [
    path("_thu-vien/", gallery, name="gallery"),
    path("_thu-vien/to-in/", sheet, name="gallery-sheet"),
]

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("metrics", metrics, name="metrics"),
    *([path("demo/", include("motcua.demo.urls"))] if settings.DEMO else []),
    *(GALLERY if settings.DEMO or settings.DEBUG else []),
    *i18n_patterns(
        path("tai-khoan/", include("motcua.config.account_urls")),
        path("mot-cua/", include("motcua.desk.urls")),
        path("", include("motcua.public.urls")),
        prefix_default_language=False,
    ),
]

handler400 = "motcua.public.views.errors.bad_request"
handler403 = "motcua.public.views.errors.forbidden"
handler404 = "motcua.public.views.errors.not_found"
handler429 = "motcua.public.views.errors.too_many"
handler500 = "motcua.public.views.errors.broken"
