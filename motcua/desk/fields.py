"""Fields that several forms of the desk share."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

from django import forms
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

F = TypeVar("F", bound=forms.Field)
_PARTS = re.compile(
    r"(\d{1,2})[ ./-]+(\d{1,2})[ ./-]+(\d{4}|\d{2})|(\d{2})(\d{2})(\d{4})", re.ASCII
)
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)


class DayField(forms.DateField):
    """A day however people type it: 31/12/2026, 31-12-2026, 31.12.26, 31122026."""

    default_error_messages = {"no_such_day": _("Không có ngày %(typed)s. Hãy xem lại lịch.")}

    def to_python(self, value: Any) -> date | None:
        """Read the day; one that the calendar lacks is told apart from what is no day at all."""
        typed = str(value or "").strip()
        if not typed:
            return None
        if found := _ISO.fullmatch(typed):
            year, month, day = (int(part) for part in found.groups())
        elif found := _PARTS.fullmatch(typed):
            day, month, year = (int(part) for part in found.groups() if part is not None)
        else:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        try:
            return date(year if year > 99 else 2000 + year, month, day)
        except ValueError:
            message = self.error_messages["no_such_day"] % {"typed": typed}
            raise forms.ValidationError(message, code="no_such_day") from None


def day_field(
    label: str | _StrPromise, *, missing: str | _StrPromise, help_text: str | _StrPromise = ""
) -> DayField:
    """A day as people type it; `missing` is said where nothing was typed."""
    return DayField(
        label=label,
        help_text=help_text,
        widget=forms.TextInput(attrs={"size": "10", "inputmode": "numeric"}),
        error_messages={"required": missing, "invalid": _("Hãy ghi ngày dạng 31/12/2026.")},
    )


def sometimes_needed(field: F) -> F:
    """A field whose label or hint says when it is needed; it is not marked as one that never is."""
    field.required, field.says_when = False, True  # type: ignore[attr-defined]
    return field
