"""What an installation outside demo mode must have before it may serve."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register, run_checks
from django.core.exceptions import ImproperlyConfigured
from django.db import connections

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.apps import AppConfig

SHORTEST_SECRET = 50
OLDEST_SERVER = 15
SEE = "See docs/reference/environment-variables.md."


@register("motcua")
def production_settings(
    app_configs: Sequence[AppConfig] | None = None, **options: Any
) -> list[CheckMessage]:
    """Secrets, addresses and mail must be real where citizens' data are; demo mode needs none."""
    if settings.DEMO:
        return []
    wrong = {
        "E001": (
            len(settings.SECRET_KEY) < SHORTEST_SECRET,
            f"SECRET_KEY must be at least {SHORTEST_SECRET} random characters.",
        ),
        "E002": (
            not settings.ALLOWED_HOSTS or "*" in settings.ALLOWED_HOSTS,
            "ALLOWED_HOSTS must name the host names of this portal, and never be *.",
        ),
        "E003": (
            urlsplit(settings.SITE_URL).scheme != "https",
            "SITE_URL must begin with https://: passwords and identity numbers travel over it.",
        ),
        "E004": (
            not settings.EMAIL_URL.startswith(("smtp:", "smtps:")),
            "EMAIL_URL must name a mail server (smtp:// or smtps://); mailbox: is for demo mode.",
        ),
        "E005": (
            settings.DEBUG,
            "MOTCUA_DEBUG must be off: its error pages show personal data.",
        ),
    }
    return [
        Error(sentence, hint=SEE, id=f"motcua.{code}")
        for code, (applies, sentence) in wrong.items()
        if applies
    ]


@register(Tags.database)
def server_version(
    app_configs: Sequence[AppConfig] | None = None,
    databases: Sequence[str] | None = None,
    **options: Any,
) -> list[CheckMessage]:
    """PostgreSQL must be 15 or newer; asked only where the database may be (migrate)."""
    return [
        Error(f"PostgreSQL {OLDEST_SERVER} or newer is needed.", hint=SEE, id="motcua.E006")
        for alias in databases or ()
        if connections[alias].pg_version < OLDEST_SERVER * 10_000  # type: ignore[attr-defined]
    ]


def refuse_unless_fit() -> None:
    """Stop the start of a web or worker process with the sentences that say what is wrong."""
    found = run_checks(tags=["motcua"])
    if found:
        raise ImproperlyConfigured("\n".join([*(str(problem.msg) for problem in found), SEE]))
