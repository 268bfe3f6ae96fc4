"""What officers type."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from motcua.desk.fields import sometimes_needed
from motcua.dossiers.enums import Decision

if TYPE_CHECKING:
    from collections.abc import Sequence

    from motcua.accounts.models import Position
    from motcua.places.models import Agency

_REASON = {"required": _("Hãy ghi rõ lý do để người dân hiểu và biết phải làm gì tiếp.")}


class RefusalForm(forms.Form):
    """Why a dossier is not accepted."""

    reason = forms.CharField(
        label=_("Lý do không tiếp nhận"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
        error_messages=_REASON,
    )


class ForwardAgencyForm(forms.Form):
    """Which agency is competent."""

    agency = forms.ChoiceField(
        label=_("Cơ quan có thẩm quyền"),
        error_messages={
            "required": _("Hãy chọn cơ quan."),
            "invalid_choice": _("Hãy chọn cơ quan trong danh sách."),
        },
    )
    reason = forms.CharField(
        label=_("Lý do chuyển"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        error_messages=_REASON,
    )

    def __init__(self, *args: Any, agencies: Sequence[Agency], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._agencies = {str(agency.pk): agency for agency in agencies}
        self.fields["agency"].choices = [  # type: ignore[attr-defined]
            ("", str(_("Chọn cơ quan"))),
            *((key, agency.name) for key, agency in self._agencies.items()),
        ]

    def chosen(self) -> Agency:
        """The agency of a valid form."""
        return self._agencies[self.cleaned_data["agency"]]


class NoteForm(forms.Form):
    """A word to the next officer."""

    note = forms.CharField(
        label=_("Ý kiến"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000, required=False
    )


class ForwardForm(NoteForm):
    """The same, with where it goes."""

    def __init__(self, *args: Any, to: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.hint = gettext("Chuyển đến bước: %(step)s.") % {"step": to} if to else ""


class SendBackForm(NoteForm):
    """Why a dossier goes back one step."""

    note = forms.CharField(
        label=_("Lý do trả lại"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        error_messages={"required": _("Hãy ghi lý do trả lại bước trước.")},
    )


class HandOverForm(NoteForm):
    """To which colleague."""

    to = forms.ChoiceField(
        label=_("Bàn giao cho"),
        error_messages={
            "required": _("Hãy chọn người nhận."),
            "invalid_choice": _("Hãy chọn người trong danh sách."),
        },
    )
    field_order = ("to", "note")

    def __init__(self, *args: Any, colleagues: Sequence[Position], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._colleagues = {str(one.pk): one for one in colleagues}
        self.fields["to"].choices = [  # type: ignore[attr-defined]
            ("", str(_("Chọn người"))),
            *((key, str(one)) for key, one in self._colleagues.items()),
        ]
        if not self._colleagues:
            self.hint = _(
                "Cơ quan chưa có ai khác giữ vai trò này nên chưa giao được cho ai. Hãy đề nghị "
                "quản trị hệ thống thêm người."
            )

    def chosen(self) -> Position:
        """The colleague of a valid form."""
        return self._colleagues[self.cleaned_data["to"]]


class ReassignForm(HandOverForm):
    """To whom a step is given, and why."""

    hint = _("Người nhận làm tiếp bước này trong thời gian còn lại. Lý do được ghi vào quá trình.")

    note = forms.CharField(
        label=_("Lý do giao lại"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        error_messages={"required": _("Hãy ghi lý do giao lại, ví dụ: người giữ đã nghỉ.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].label = _("Giao lại cho")


class DecisionForm(forms.Form):
    """What is decided, and the paper it comes with."""

    hint = _(
        "Kết quả là một văn bản: tải tệp PDF đã ký lên, hoặc viết nội dung để hệ thống lập "
        "văn bản. Cần một trong hai. Khi từ chối phải ghi lý do, căn cứ."
    )

    decision = forms.ChoiceField(
        label=_("Quyết định"),
        choices=Decision.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Hãy chọn quyết định."),
            "invalid_choice": _("Hãy chọn một trong hai."),
        },
    )
    title = forms.CharField(
        label=_("Tên văn bản kết quả"),
        max_length=300,
        error_messages={"required": _("Hãy ghi tên văn bản kết quả.")},
    )
    number = forms.CharField(label=_("Số văn bản"), max_length=60, required=False)
    stored_file = sometimes_needed(
        forms.FileField(
            label=_("Văn bản kết quả (PDF)"),
            allow_empty_file=True,
            widget=forms.ClearableFileInput(attrs={"accept": ".pdf"}),
        )
    )
    body = sometimes_needed(
        forms.CharField(
            label=_("Hoặc nội dung để hệ thống lập văn bản"),
            widget=forms.Textarea(attrs={"rows": 6}),
            max_length=10_000,
        )
    )
    reason = sometimes_needed(
        forms.CharField(
            label=_("Lý do, căn cứ khi từ chối"),
            widget=forms.Textarea(attrs={"rows": 3}),
            max_length=2000,
        )
    )


class TakerForm(forms.Form):
    """Who takes the result at the counter."""

    taker_name = forms.CharField(
        label=_("Họ tên người nhận"),
        max_length=200,
        error_messages={"required": _("Hãy ghi họ tên người nhận kết quả.")},
    )
    taker_identity = forms.CharField(label=_("Số giấy tờ tùy thân"), max_length=20, required=False)


class InternalNoteForm(forms.Form):
    """A note for colleagues."""

    hint = _(
        "Chỉ cán bộ thấy ghi chú này; người nộp không bao giờ thấy. Đã viết thì không sửa được."
    )

    text = forms.CharField(
        label=_("Nội dung ghi chú"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=4000,
        error_messages={"required": _("Hãy viết nội dung ghi chú.")},
    )


class MessageForm(forms.Form):
    """What an officer writes to the applicant; files are read beside it."""

    text = forms.CharField(
        label=_("Nội dung tin nhắn"),
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Hãy viết nội dung tin nhắn.")},
    )
