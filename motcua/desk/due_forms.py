"""What a head types to give a running dossier a new appointment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

from motcua.catalogue.enums import LimitUnit
from motcua.desk.fields import day_field
from motcua.dossiers.actions.waiting.extending import LongerLimit
from motcua.kit.worktime import LONGEST_DAYS, AllowanceUnit

if TYPE_CHECKING:
    from django.utils.functional import Promise

_REASON = {"required": _("Hãy ghi rõ lý do để người nộp hiểu.")}
_UNITS = (LimitUnit.WORKING_DAY, LimitUnit.DAY, LimitUnit.MONTH)


class ApologyForm(forms.Form):
    """Why the appointment cannot be kept, and when the result will come."""

    hint: str | Promise = _(
        "Người nộp nhận phiếu xin lỗi kèm ngày hẹn mới. Mỗi hồ sơ chỉ hẹn lại một lần. "
        "Xin lỗi muộn hơn quy định thì phiếu vẫn được gửi, nhưng hồ sơ vẫn tính là trễ hạn."
    )

    new_date = day_field(
        _("Ngày hẹn mới"), missing=_("Hãy ghi ngày hẹn mới."), help_text=_("Ví dụ: 31/12/2026")
    )
    reason = forms.CharField(
        label=_("Lý do"),
        help_text=_("Người nộp đọc được. Nói rõ vì sao chậm."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
        error_messages=_REASON,
    )


class LengthenForm(forms.Form):
    """The longer limit, the law that gives it, and why it applies."""

    hint = _(
        "Chỉ dùng khi pháp luật cho thời hạn dài hơn, ví dụ phải xác minh. "
        "Thời hạn mới tính từ lúc tiếp nhận; không phải xin lỗi và không tính là trễ hạn. "
        "Người nộp nhận giấy hẹn mới."
    )

    value = forms.IntegerField(
        label=_("Thời hạn theo quy định"),
        min_value=1,
        max_value=LONGEST_DAYS,
        widget=forms.TextInput(attrs={"size": "4", "inputmode": "numeric"}),
        error_messages={
            "required": _("Hãy ghi thời hạn bằng số."),
            "invalid": _("Hãy ghi thời hạn bằng số, ví dụ 30."),
            "min_value": _("Thời hạn phải từ 1 trở lên."),
            "max_value": _("Thời hạn này dài hơn mọi quy định. Hãy xem lại."),
        },
    )
    unit = forms.ChoiceField(
        label=_("Đơn vị"),
        choices=[(unit.value, unit.label) for unit in _UNITS],
        widget=forms.RadioSelect,
        initial=LimitUnit.WORKING_DAY,
        error_messages={
            "required": _("Hãy chọn một mục."),
            "invalid_choice": _("Hãy chọn một trong các mục."),
        },
    )
    legal_basis = forms.CharField(
        label=_("Căn cứ"),
        help_text=_("Điều khoản cho phép thời hạn dài hơn."),
        max_length=300,
        error_messages={"required": _("Hãy ghi điều khoản cho phép thời hạn dài hơn.")},
    )
    reason = forms.CharField(
        label=_("Lý do"),
        help_text=_("Người nộp đọc được."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        error_messages=_REASON,
    )

    def longer(self) -> LongerLimit:
        """The limit of a valid form."""
        stated = self.cleaned_data
        return LongerLimit(
            value=stated["value"],
            unit=AllowanceUnit(stated["unit"]),
            legal_basis=stated["legal_basis"],
        )
