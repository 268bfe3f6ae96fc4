"""A person's own data as one file to take away: once for programs, once to be read."""

from __future__ import annotations

import io
import json
import zipfile
from typing import TYPE_CHECKING, Any

from django.core.serializers.json import DjangoJSONEncoder

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

PROGRAMS, READERS = "du-lieu.json", "du-lieu.html"


def packed(data: Mapping[str, Any], page: str, *, now: datetime) -> bytes:
    """A ZIP of the data as JSON and of a page that says the same."""
    text = json.dumps(data, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in ((PROGRAMS, text), (READERS, page)):
            entry = zipfile.ZipInfo(name, date_time=now.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content.encode("utf-8", "replace"))
    return target.getvalue()
