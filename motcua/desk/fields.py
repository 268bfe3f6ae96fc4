"""Fields that several forms of the desk share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


def day_field(
    label: str | _StrPromise, *, missing: str | _StrPromise, help_text: str | _StrPromise = ""
) -> forms.DateField:
    """A day as people type it, 31/12/2026; `missing` is said where nothing was typed."""
    return forms.DateField(
        label=label,
        help_text=help_text,
        input_formats=["%d/%m/%Y", "%Y-%m-%d"],
        widget=forms.TextInput(attrs={"size": "10", "inputmode": "numeric"}),
        error_messages={"required": missing, "invalid": _("Hãy ghi ngày dạng 31/12/2026.")},
    )
