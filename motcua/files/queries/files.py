"""Finding stored files and reading their content."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from motcua.files.models import StoredFile, contents
from motcua.kit.errors import NotThere, Refusal

if TYPE_CHECKING:
    import uuid
    from collections.abc import Iterable

    from django.db.models import QuerySet


class NotReady(Refusal):
    """The file is being joined or scanned, or it was refused or deleted."""

    message = _(
        "Tệp này chưa mở được: hệ thống còn đang chuẩn bị hoặc tệp không còn. "
        "Hãy thử lại sau ít phút."
    )


def by_key(key: uuid.UUID) -> StoredFile:
    """The file of a key; raises NotThere."""
    try:
        return StoredFile.objects.get(key=key)
    except StoredFile.DoesNotExist:
        raise NotThere from None


def by_keys(keys: Iterable[uuid.UUID]) -> QuerySet[StoredFile]:
    """The files of these keys, in no particular order."""
    return StoredFile.objects.filter(key__in=list(keys))


def parts_of(file: StoredFile) -> QuerySet[StoredFile]:
    """The files out of which a joined one was made, in order; empty for any other."""
    return StoredFile.objects.filter(joined_into__joined=file).order_by("joined_into__position")


def open_content(file: StoredFile) -> IO[bytes]:
    """The content of a READY file as a stream; raises NotReady."""
    if not file.is_ready:
        raise NotReady
    return contents.open_content(file.storage_name)


def content_of(file: StoredFile) -> bytes:
    """The whole content of a READY file; raises NotReady."""
    with open_content(file) as stream:
        return stream.read()
