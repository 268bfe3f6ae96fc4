"""The province that this installation serves."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class ProvinceProfile(models.Model):
    """Names and contacts on every page; exactly one row."""

    name = models.CharField(_("Tên tỉnh"), max_length=100, help_text=_("Ví dụ: Tỉnh Gia Lai"))
    portal_name = models.CharField(_("Tên cổng"), max_length=150)
    office = models.CharField(_("Cơ quan quản lý cổng"), max_length=250)
    address = models.CharField(_("Địa chỉ"), max_length=300, blank=True)
    hotline = models.CharField(_("Điện thoại hỗ trợ"), max_length=40, blank=True)
    email = models.EmailField(_("Thư điện tử"), blank=True)
    unit_code = models.CharField(_("Mã tỉnh"), max_length=10, blank=True)

    class Meta:
        verbose_name = _("hồ sơ của tỉnh")
        constraints: ClassVar = [
            models.CheckConstraint(name="province_only_one", condition=models.Q(pk=1))
        ]

    def __str__(self) -> str:
        return self.name
