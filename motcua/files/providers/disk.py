"""Files on a disk of one's own, written so that a power cut leaves the whole file or none."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.files.storage import FileSystemStorage

if TYPE_CHECKING:
    from django.core.files.base import File


class DurableStorage(FileSystemStorage):
    """Django's file storage, but content and folder are on the disk before `save` returns."""

    def __init__(self, **options: Any) -> None:
        # Group-readable, so that nginx can serve what Django has permitted (X-Accel-Redirect).
        options.setdefault("file_permissions_mode", 0o640)
        options.setdefault("directory_permissions_mode", 0o750)
        super().__init__(**options)

    def _save(self, name: str, content: File[bytes]) -> str:
        target = Path(self.path(name))
        fresh = self._make_folders(target.parent)
        handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=".part-")
        try:
            with os.fdopen(handle, "wb") as file:
                for chunk in content.chunks():
                    file.write(chunk)
                file.flush()
                os.fchmod(file.fileno(), self.file_permissions_mode or 0o640)
                os.fsync(file.fileno())
            os.link(temporary, target)  # unlike a rename it never replaces a file that is there
        finally:
            os.unlink(temporary)
        for folder in (target.parent, *fresh):
            _sync_folder(folder)
        return name

    def _make_folders(self, folder: Path) -> list[Path]:
        """Create what is missing; return the folders whose list of names changed by it."""
        changed = []
        missing = [folder, *folder.parents]
        for path in reversed(missing[: next(i for i, p in enumerate(missing) if p.exists())]):
            path.mkdir(mode=self.directory_permissions_mode or 0o750, exist_ok=True)
            changed.append(path.parent)
        return changed


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
