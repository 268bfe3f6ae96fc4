"""Finding, reading and showing stored files; whether somebody may is for the caller to decide."""

from motcua.files.queries.files import (
    NotReady,
    by_key,
    by_keys,
    content_of,
    open_content,
    parts_of,
)
from motcua.files.queries.rendering import NotDrawable, page_image

__all__ = [
    "NotDrawable",
    "NotReady",
    "by_key",
    "by_keys",
    "content_of",
    "open_content",
    "page_image",
    "parts_of",
]
