"""The program that gunicorn serves."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.config.settings")

_django = get_wsgi_application()

from motcua.config import urls  # noqa: E402, F401 - every view, loaded before processes are forked
from motcua.config.checks import refuse_unless_fit  # noqa: E402 - needs the settings
from motcua.config.requests import with_plain_content_type  # noqa: E402 - likewise

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

refuse_unless_fit()


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Answer one request."""
    return _django(with_plain_content_type(environ), start_response)
