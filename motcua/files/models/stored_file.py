"""A file as it came and as it is kept."""

from __future__ import annotations

import uuid
from pathlib import PurePath
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from motcua.files.enums import FileState, MediaType

if TYPE_CHECKING:
    from datetime import datetime

_SUFFIXES = {
    MediaType.JPEG: ".jpg",
    MediaType.PNG: ".png",
    MediaType.WEBP: ".webp",
    MediaType.HEIC: ".heic",
    MediaType.PDF: ".pdf",
}


class StoredFileQuerySet(models.QuerySet["StoredFile"]):
    """Filters over stored files."""

    def ready(self) -> StoredFileQuerySet:
        return self.filter(state=FileState.READY)

    def expired(self, now: datetime) -> StoredFileQuerySet:
        """Files whose retention has ended and which still hold content."""
        return self.filter(expires_at__lte=now).exclude(state=FileState.DELETED)


class StoredFile(models.Model):
    """One file in private storage. It has no owner: whoever points at it decides who sees it."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    purpose = models.CharField(max_length=40)
    name = models.CharField(max_length=200)
    state = models.CharField(max_length=10, choices=FileState.choices, default=FileState.RECEIVED)
    media_type = models.CharField(max_length=40, choices=MediaType.choices)
    received_media_type = models.CharField(max_length=40, choices=MediaType.choices)
    size = models.PositiveBigIntegerField(default=0)
    received_size = models.PositiveBigIntegerField(default=0)
    received_sha256 = models.CharField(max_length=64, blank=True)
    stored_sha256 = models.CharField(max_length=64, blank=True)
    width = models.PositiveIntegerField(null=True, blank=True)
    height = models.PositiveIntegerField(null=True, blank=True)
    pages = models.PositiveIntegerField(null=True, blank=True)
    storage_name = models.CharField(max_length=100, blank=True)
    created_at = models.DateTimeField()
    created_by = models.CharField(max_length=200, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    refused_because = models.CharField(max_length=200, blank=True)

    objects = StoredFileQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=~Q(state=FileState.READY)
                | (
                    ~Q(storage_name="")
                    & ~Q(stored_sha256="")
                    & ~Q(received_sha256="")
                    & Q(size__gt=0)
                ),
                name="files_ready_has_content",
            ),
            models.CheckConstraint(
                condition=~Q(state=FileState.DELETED) | Q(storage_name=""),
                name="files_deleted_has_no_content",
            ),
            models.UniqueConstraint(
                fields=("storage_name",),
                condition=~Q(storage_name=""),
                name="files_storage_name_once",
            ),
        )
        indexes = (
            models.Index(
                fields=("expires_at",),
                condition=Q(expires_at__isnull=False),
                name="files_by_expiry",
            ),
            models.Index(fields=("created_at",), name="files_by_creation"),
        )

    def __str__(self) -> str:
        return f"{self.name} ({self.key})"

    @property
    def is_ready(self) -> bool:
        return self.state == FileState.READY

    @property
    def is_picture(self) -> bool:
        return self.media_type != MediaType.PDF

    @property
    def download_name(self) -> str:
        """The person's own name for the file, with the suffix of what is kept now."""
        suffix = _SUFFIXES[MediaType(self.media_type)]
        path = PurePath(self.name)
        if path.suffix.lower() in {suffix, ".jpeg"} and suffix in {".jpg", path.suffix.lower()}:
            return self.name
        known = path.suffix.lower() in {*_SUFFIXES.values(), ".jpeg", ".heif"}
        return (path.stem if known else self.name) + suffix


class JoinedPart(models.Model):
    """One of the files, in order, out of which another was joined."""

    joined = models.ForeignKey(StoredFile, on_delete=models.CASCADE, related_name="parts")
    part = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="joined_into")
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ("joined", "position")
        constraints = (
            models.UniqueConstraint(fields=("joined", "position"), name="files_part_position_once"),
            models.CheckConstraint(
                condition=~Q(joined=models.F("part")), name="files_part_is_another"
            ),
        )

    def __str__(self) -> str:
        return f"{self.joined_id} ← {self.part_id} ({self.position})"
