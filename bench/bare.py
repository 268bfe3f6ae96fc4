"""The yardstick of pages: one row of the catalogue on a bare Django with Jinja2, as a WSGI program.

No session, no translation, no security headers, no house: what the same server cannot undercut.
"""

from __future__ import annotations

import json
import os

import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from motcua.config import env
from tools.postgres import ROOT

ROW = """
SELECT row_to_json(v)::text FROM catalogue_procedureversion v
JOIN catalogue_procedure p ON p.id = v.procedure_id WHERE p.code = %s AND v.is_current
"""

settings.configure(
    SECRET_KEY="bench",  # noqa: S106 - signs nothing
    ALLOWED_HOSTS=["*"],
    ROOT_URLCONF=__name__,
    MIDDLEWARE=[
        "django.middleware.security.SecurityMiddleware",
        "django.middleware.common.CommonMiddleware",
    ],
    DATABASES={"default": {**env.database("DATABASE_URL"), "CONN_MAX_AGE": 60}},
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.jinja2.Jinja2",
            "DIRS": [ROOT / "bench" / "templates"],
        }
    ],
)
django.setup()


def procedure(request: HttpRequest, code: str) -> HttpResponse:
    """The row in a page of the same length as the product's."""
    with connection.cursor() as cursor:
        cursor.execute(ROW, [code])
        (row,) = cursor.fetchone()
    length = int(os.environ["BENCH_PAGE_BYTES"])
    return render(request, "bare.html", {"row": json.loads(row), "length": length})


def health(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return HttpResponse("ok")


urlpatterns = [path("thu-tuc/<str:code>/", procedure), path("healthz", health)]
application = get_wsgi_application()
