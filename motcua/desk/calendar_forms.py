"""What is typed to change the working calendar; each form says the change as a CalendarEdit."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as now_
from django.utils.translation import gettext_lazy as _

from motcua.desk.fields import day_field
from motcua.kit.clock import HANOI
from motcua.places.actions.editing import CalendarEdit, LineUnread, read_hours
from motcua.places.enums import EditKind, WindowKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from motcua.places.models import Closure

PROVINCE = "tinh"
_DAY = timedelta(days=1)
_CHOOSE = {
    "required": _("Hãy chọn một mục."),
    "invalid_choice": _("Hãy chọn một trong các mục."),
}
_TIME = {"required": _("Hãy ghi giờ dạng 07:30."), "invalid": _("Hãy ghi giờ dạng 07:30.")}


class GroundsForm(forms.Form):
    """Why, and by which order; at the end of each of these forms."""

    reason = forms.CharField(
        label=_("Lý do"),
        help_text=_("Người nộp có hồ sơ bị dời hạn đọc được."),
        max_length=300,
        error_messages={"required": _("Hãy ghi lý do.")},
    )
    order_number = forms.CharField(
        label=_("Số văn bản"),
        help_text=_("Ví dụ: 12729/VPCP-KGVX"),
        max_length=60,
        error_messages={"required": _("Hãy ghi số văn bản làm căn cứ.")},
    )

    field_order: Sequence[str] | None = None

    def grounds(self) -> dict[str, Any]:
        """The reason and the order."""
        return {
            "reason": self.cleaned_data["reason"].strip(),
            "order_number": self.cleaned_data["order_number"].strip(),
        }


class DayForm(GroundsForm):
    """A day off, a day worked, or one swapped for the other."""

    kind = forms.ChoiceField(
        label=_("Thay đổi"),
        choices=[
            (EditKind.SWAP, _("Hoán đổi: nghỉ một ngày, làm bù một ngày")),
            (EditKind.DAY_OFF, _("Chỉ thêm ngày nghỉ")),
            (EditKind.DAY_WORKED, _("Chỉ thêm ngày làm việc")),
        ],
        widget=forms.RadioSelect,
        initial=EditKind.SWAP,
        error_messages=_CHOOSE,
    )
    name = forms.CharField(
        label=_("Tên gọi"),
        help_text=_("Như trên lịch, ví dụ: Nghỉ Tết Dương lịch"),
        max_length=150,
        required=False,
    )
    off = day_field(
        _("Ngày nghỉ"),
        missing="",
        help_text=_("Ví dụ: 02/01/2026. Để trống khi chỉ thêm ngày làm việc."),
    )
    work = day_field(
        _("Ngày làm việc"),
        missing="",
        help_text=_("Ví dụ: 10/01/2026. Để trống khi chỉ thêm ngày nghỉ."),
    )
    field_order = ("kind", "off", "work", "name", "reason", "order_number")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["off"].required = self.fields["work"].required = False

    def clean(self) -> dict[str, Any]:
        """The days that the kind of change needs are there."""
        typed = super().clean() or {}
        kind = typed.get("kind")
        if kind in (EditKind.SWAP, EditKind.DAY_OFF) and not self._said("off"):
            self.add_error("off", now_("Hãy ghi ngày nghỉ."))
        if kind in (EditKind.SWAP, EditKind.DAY_WORKED) and not self._said("work"):
            self.add_error("work", now_("Hãy ghi ngày làm việc."))
        return typed

    def _said(self, name: str) -> bool:
        return bool(self.cleaned_data.get(name)) or name in self.errors

    def edit(self) -> CalendarEdit:
        """The change of a valid form."""
        typed, kind = self.cleaned_data, EditKind(self.cleaned_data["kind"])
        return CalendarEdit(
            kind=kind,
            name=typed["name"],
            off=typed["off"] if kind != EditKind.DAY_WORKED else None,
            work=typed["work"] if kind != EditKind.DAY_OFF else None,
            **self.grounds(),
        )


class ClearForm(GroundsForm):
    """Take back a day that somebody typed."""

    def edit(self, on: Any) -> CalendarEdit:
        """The change of a valid form."""
        return CalendarEdit(kind=EditKind.CLEAR_DAY, clear=on, **self.grounds())


class HoursForm(GroundsForm):
    """All hours of one kind, a line for each weekday or span of weekdays."""

    lines = forms.CharField(
        label=_("Khung giờ"),
        help_text=_(
            "Mỗi dòng một ngày hoặc nhiều ngày liền nhau (2 là thứ Hai, CN là Chủ nhật), "
            "ví dụ “2-6: 07:00-11:30, 13:30-17:00”. Giờ theo mùa thêm “| mùa 16/10-15/04”; "
            "giờ của một thời gian thêm “| từ 01/01/2026 đến 31/12/2026”. "
            "Bỏ trống tất cả để trở về giờ chung."
        ),
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false"}),
        max_length=2000,
        required=False,
    )
    field_order = ("lines", "reason", "order_number")

    def clean_lines(self) -> tuple[Any, ...]:
        """The windows that the lines say."""
        try:
            return read_hours(self.cleaned_data["lines"])
        except LineUnread as unread:
            words = now_("Dòng %(line)s không đọc được. Hãy ghi như ví dụ.") % {"line": unread.line}
            raise forms.ValidationError(words) from unread

    def edit(self, agency: str, kind: WindowKind) -> CalendarEdit:
        """The change of a valid form."""
        return CalendarEdit(
            kind=EditKind.HOURS,
            agency=agency,
            windows=self.cleaned_data["lines"],
            window_kind=kind,
            **self.grounds(),
        )


def _clock(label: Any, *, initial: str) -> forms.TimeField:
    return forms.TimeField(
        label=label,
        input_formats=["%H:%M", "%Hh%M", "%H"],
        widget=forms.TextInput(attrs={"size": "5", "inputmode": "numeric"}),
        initial=initial,
        error_messages=_TIME,
    )


class ClosureForm(GroundsForm):
    """Where, from when to when, on which grounds, and whether the agency's time stops."""

    starts_on = day_field(_("Từ ngày"), missing=_("Hãy ghi ngày bắt đầu."))
    starts_at = _clock(_("Từ lúc"), initial="00:00")
    ends_on = day_field(
        _("Đến ngày"),
        missing=_("Hãy ghi ngày kết thúc."),
        help_text=_("Nếu chưa biết, ghi ngày dự kiến; đổi lại được."),
    )
    ends_at = _clock(_("Đến lúc"), initial="23:59")
    stops = forms.ChoiceField(
        label=_("Thời hạn của cơ quan"),
        choices=[
            ("1", _("Cũng dừng: cơ quan không làm việc được")),
            ("0", _("Vẫn tính: cơ quan vẫn làm việc, chỉ người dân được thêm thời gian")),
        ],
        widget=forms.RadioSelect,
        initial="1",
        error_messages=_CHOOSE,
    )
    legal_basis = forms.CharField(
        label=_("Căn cứ"),
        help_text=_("Điều khoản hoặc quyết định cho phép, nếu có."),
        max_length=300,
        required=False,
    )
    field_order = (
        "places",
        "starts_on",
        "starts_at",
        "ends_on",
        "ends_at",
        "stops",
        "reason",
        "order_number",
        "legal_basis",
    )

    def __init__(self, *args: Any, units: Sequence[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if units:
            self.fields["places"] = forms.MultipleChoiceField(
                label=_("Nơi tạm ngừng"),
                choices=units,
                widget=forms.CheckboxSelectMultiple,
                error_messages={
                    "required": _("Hãy chọn ít nhất một nơi."),
                    "invalid_choice": _("Hãy chọn trong danh sách."),
                },
            )
            self.order_fields(self.field_order)

    def edit(self, agency: str, province: str) -> CalendarEdit:
        """The change of a valid form; `agency` where no areas were to choose from."""
        typed = self.cleaned_data
        places = typed.get("places", [])
        units = (province,) if PROVINCE in places else tuple(places)
        return CalendarEdit(
            kind=EditKind.CLOSURE,
            agency="" if units else agency,
            units=units,
            starts_at=_moment(typed["starts_on"], typed["starts_at"]),
            ends_at=_moment(typed["ends_on"], typed["ends_at"]),
            stops_agency_clock=typed["stops"] == "1",
            legal_basis=typed["legal_basis"].strip(),
            **self.grounds(),
        )


class ClosureEndForm(GroundsForm):
    """When a closure really ends."""

    ends_on = day_field(_("Kết thúc ngày"), missing=_("Hãy ghi ngày kết thúc."))
    ends_at = _clock(_("Lúc"), initial="")
    field_order = ("ends_on", "ends_at", "reason", "order_number")

    def edit(self, closure: Closure) -> CalendarEdit:
        """The change of a valid form."""
        typed = self.cleaned_data
        return CalendarEdit(
            kind=EditKind.CLOSURE_END,
            closure=closure.pk,
            ends_at=_moment(typed["ends_on"], typed["ends_at"]),
            **self.grounds(),
        )


def _moment(on: Any, clock: time) -> datetime:
    """The minute before midnight means the whole day."""
    moment = datetime.combine(on, clock, tzinfo=HANOI)
    if (clock.hour, clock.minute) == (23, 59):
        return moment.replace(hour=0, minute=0) + _DAY
    return moment
