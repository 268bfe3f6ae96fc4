"""The fixed words of stored files."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class FileState(models.TextChoices):
    """How far a file has come; only a READY one is ever shown to anyone."""

    RECEIVED = "RECEIVED", _("Đang chuẩn bị")
    READY = "READY", _("Sẵn sàng")
    REFUSED = "REFUSED", _("Bị từ chối")
    DELETED = "DELETED", _("Đã xoá")


class MediaType(models.TextChoices):
    """The types a file may be kept in, found from its content."""

    JPEG = "image/jpeg", _("ảnh JPEG")
    PNG = "image/png", _("ảnh PNG")
    WEBP = "image/webp", _("ảnh WebP")
    HEIC = "image/heic", _("ảnh HEIC")
    PDF = "application/pdf", "PDF"
