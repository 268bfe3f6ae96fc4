"""The private storage behind one narrow door: Django's STORAGES says where "private" is."""

from __future__ import annotations

import uuid
from datetime import UTC, date, datetime
from typing import IO, TYPE_CHECKING

from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, Storage, storages

if TYPE_CHECKING:
    from collections.abc import Iterator


class ContentMissing(Exception):
    """A row names content that is not in the storage."""


def _private() -> Storage:
    return storages["private"]


def put(content: bytes, *, now: datetime) -> str:
    """Store content under a new name and return it; from then on it survives a power cut.

    Names begin with the day (UTC), so that the sweep of orphans looks at a few days only.
    """
    name = f"{folder_of(now.astimezone(UTC).date())}/{uuid.uuid4().hex}"
    return _private().save(name, ContentFile(content))


def open_content(name: str) -> IO[bytes]:
    """The stored content as a stream; raises ContentMissing."""
    try:
        return _private().open(name, "rb")
    except FileNotFoundError as error:
        raise ContentMissing(name) from error


def read(name: str) -> bytes:
    """The whole stored content; raises ContentMissing."""
    with open_content(name) as stream:
        return stream.read()


def remove(name: str) -> None:
    """Delete content; content that is already gone is no error."""
    _private().delete(name)


def folder_of(day: date) -> str:
    return f"{day:%Y/%m/%d}"


def names_of(day: date) -> Iterator[str]:
    """The names of everything stored on a day (UTC)."""
    folder = folder_of(day)
    try:
        _, names = _private().listdir(folder)
    except FileNotFoundError:
        return
    for name in names:
        if name:  # S3 lists the folder itself as an empty name
            yield f"{folder}/{name}"


def is_on_disk() -> bool:
    """Whether a web server on this machine can serve the content by itself."""
    return isinstance(_private(), FileSystemStorage)
