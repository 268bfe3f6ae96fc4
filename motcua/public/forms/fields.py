"""Fields that several pages of the citizens' face share."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from motcua.kit import phones, text_vi

if TYPE_CHECKING:
    from collections.abc import Mapping

_EARLIEST_YEAR = 1880


@dataclass(frozen=True, slots=True)
class StatedDate:
    """A date as known: whole, or only its year."""

    year: int
    day: date | None = None


class LineField(forms.CharField):
    """One line of text as a person meant it."""

    def to_python(self, value: Any) -> str:
        typed = super().to_python(value) or ""
        return text_vi.clean(typed[: (self.max_length or 1000) * 4])


class PhoneField(LineField):
    """A phone number in any way people type it, kept as E.164."""

    def clean(self, value: Any) -> str:
        typed = super().clean(value)
        if not typed:
            return ""
        try:
            return phones.normalise(typed)
        except phones.NotAPhone as refusal:
            raise ValidationError(str(refusal)) from None

    def prepare_value(self, value: Any) -> Any:
        return phones.spaced(value) if isinstance(value, str) and value.startswith("+") else value


class DatePartsInput(forms.Widget):
    """Three boxes; drawn by components/date.html."""

    def __init__(self, *, partial: bool = False, birth: bool = False) -> None:
        super().__init__()
        self.partial, self.birth = partial, birth

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> list[str]:
        return [
            text_vi.clean(str(data.get(f"{name}-{part}") or "")[:20])
            for part in ("day", "month", "year")
        ]

    def decompress(self, value: Any) -> list[Any]:
        """Day, month, year for the boxes."""
        if isinstance(value, date):
            return [value.day, value.month, value.year]
        if isinstance(value, int):
            return ["", "", value]
        return list(value or ["", "", ""])


class BirthField(forms.Field):
    """A date of birth; with `partial` the year alone will do. Gives a StatedDate or nothing."""

    def __init__(self, *, today: date | None = None, **options: Any) -> None:
        super().__init__(widget=DatePartsInput(partial=True, birth=True), **options)
        self.today = today

    def clean(self, value: Any) -> StatedDate | None:
        day, month, year = value
        if not (day or month or year):
            if self.required:
                raise ValidationError(_("Hãy nhập ngày sinh, hoặc chỉ năm sinh."))
            return None
        stated = _stated(day, month, year)
        if self.today and (stated.day or date(stated.year, 1, 1)) > self.today:
            raise ValidationError(_("Ngày sinh phải trước hôm nay."))
        return stated


def _stated(day: str, month: str, year: str) -> StatedDate:
    if not (year.isdecimal() and len(year) == 4 and int(year) >= _EARLIEST_YEAR):
        raise ValidationError(_("Năm sinh gồm 4 chữ số, ví dụ 1985."))
    if not day and not month:
        return StatedDate(int(year))
    try:
        whole = date(int(year), int(month), int(day))
    except ValueError:
        words = _(
            "Ngày %(day)s/%(month)s/%(year)s không có trong lịch. Hãy sửa lại, hoặc chỉ nhập năm."
        )
        raise ValidationError(
            words, params={"day": day or "–", "month": month or "–", "year": year}
        ) from None
    return StatedDate(whole.year, whole)
