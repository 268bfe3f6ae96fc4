"""What officers type when a dossier stops, waits for a payment or is withdrawn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from motcua.desk.fields import day_field, sometimes_needed
from motcua.dossiers.actions.waiting.obligations import WAYS_TO_MEET, Amount, Notice, Proof
from motcua.dossiers.actions.waiting.stopping import Grounds
from motcua.dossiers.enums import ObligationState, StopReason
from motcua.kit import money, text_vi

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from motcua.files.models import StoredFile

LINES = range(1, 7)
_PASSING = (StopReason.OPINION, StopReason.FORCE_MAJEURE)
"""What passes is no reason to stop for good."""
_FILES = {"accept": ".pdf,image/*"}


class StopForm(forms.Form):
    """Why the work stops and on which basis."""

    hint: str | Promise = _(
        "Thời hạn giải quyết không tính trong lúc dừng. Người nộp được báo lý do và căn cứ."
    )

    kind = forms.ChoiceField(
        label=_("Loại lý do"),
        choices=StopReason.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Hãy chọn loại lý do."),
            "invalid_choice": _("Hãy chọn một trong các mục."),
        },
    )
    reason = forms.CharField(
        label=_("Lý do dừng"),
        help_text=_("Người nộp đọc được. Viết rõ vì sao dừng và khi nào có thể tiếp tục."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
        error_messages={"required": _("Hãy ghi rõ lý do dừng để người nộp hiểu.")},
    )
    legal_basis = forms.CharField(
        label=_("Căn cứ"),
        help_text=_("Điều khoản, văn bản hoặc quyết định, kèm số và ngày."),
        max_length=300,
        error_messages={"required": _("Hãy ghi căn cứ của việc dừng.")},
    )

    def grounds(self) -> Grounds:
        """The grounds of a valid form."""
        stated = self.cleaned_data
        return Grounds(
            kind=StopReason(stated["kind"]),
            reason=stated["reason"],
            legal_basis=stated["legal_basis"],
        )


class TerminateForm(StopForm):
    """Why the work stops for good."""

    hint = _("Dừng hẳn thì hồ sơ kết thúc và không mở lại được. Người nộp phải nộp hồ sơ mới.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [  # type: ignore[attr-defined]
            (kind.value, kind.label) for kind in StopReason if kind not in _PASSING
        ]
        self.fields["reason"].help_text = _(
            "Người nộp đọc được. Viết rõ vì sao không giải quyết tiếp và người nộp làm gì được."
        )


class ResumeForm(forms.Form):
    """A word to the applicant."""

    hint = _("Thời hạn còn lại được tính tiếp từ lúc này. Người nộp được báo ngày hẹn trả mới.")

    note = forms.CharField(
        label=_("Lời nhắn cho người nộp"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        required=False,
    )


class WishForm(forms.Form):
    """Why the applicant at the counter withdraws."""

    hint = _(
        "Chỉ ghi nhận khi chính người nộp yêu cầu. Hồ sơ chưa tiếp nhận được rút ngay; "
        "hồ sơ đã tiếp nhận chờ lãnh đạo cơ quan trả lời."
    )

    reason = forms.CharField(
        label=_("Lý do người nộp xin rút"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        required=False,
    )


class AnswerForm(forms.Form):
    """Whether a dossier may be withdrawn."""

    YES, NO = "YES", "NO"

    answer = forms.ChoiceField(
        label=_("Trả lời"),
        choices=[(YES, _("Đồng ý cho rút")), (NO, _("Không đồng ý"))],
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Hãy chọn đồng ý hoặc không đồng ý."),
            "invalid_choice": _("Hãy chọn một trong hai."),
        },
    )
    reason = sometimes_needed(
        forms.CharField(
            label=_("Lý do không đồng ý"),
            help_text=_("Ghi khi không đồng ý; người nộp đọc được."),
            widget=forms.Textarea(attrs={"rows": 3}),
            max_length=2000,
        )
    )

    def __init__(self, *args: Any, wish: str | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.hint = (
            gettext("Lý do xin rút: %(wish)s") % {"wish": wish}
            if wish
            else _("Người nộp không ghi lý do rút.")
        )


class ObligationForm(forms.Form):
    """The notice of another body; its lines are read from numbered boxes, empty ones left out."""

    notice_number = forms.CharField(
        label=_("Số thông báo"),
        max_length=60,
        error_messages={"required": _("Hãy ghi số thông báo.")},
    )
    issued_by = forms.CharField(
        label=_("Cơ quan ra thông báo"),
        help_text=_("Ví dụ: Thuế cơ sở 1 tỉnh Gia Lai"),
        max_length=200,
        error_messages={"required": _("Hãy ghi cơ quan ra thông báo.")},
    )
    issued_on = day_field(_("Ngày ra thông báo"), missing=_("Hãy ghi ngày ra thông báo."))
    due_on = day_field(_("Hạn nộp"), missing=_("Hãy ghi hạn nộp."))
    file = forms.FileField(
        label=_("Bản chụp thông báo"),
        required=False,
        allow_empty_file=True,
        widget=forms.ClearableFileInput(attrs=_FILES),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in LINES:
            self.fields[f"name_{number}"] = forms.CharField(
                label=format_lazy(_("Khoản {number}"), number=number),
                max_length=200,
                required=False,
            )
            self.fields[f"amount_{number}"] = forms.CharField(
                label=format_lazy(_("Số tiền khoản {number} (đồng)"), number=number),
                max_length=60,
                required=False,
                widget=forms.TextInput(attrs={"inputmode": "numeric", "size": "20"}),
            )
        self.amounts: list[Amount] = []

    def clean(self) -> None:
        """Read the lines; half a line is an error beside the half that is missing."""
        for number in LINES:
            name = text_vi.clean(self.cleaned_data.get(f"name_{number}") or "")
            typed = self.cleaned_data.get(f"amount_{number}") or ""
            if name and not typed.strip():
                self.add_error(f"amount_{number}", _("Hãy ghi số tiền của khoản này."))
            elif typed.strip() and not name:
                self.add_error(f"name_{number}", _("Hãy ghi tên khoản phải nộp."))
            elif name:
                self._read(number, name, typed)
        has_lines = any(self.cleaned_data.get(f"name_{number}") for number in LINES)
        if not self.amounts and not has_lines:
            self.add_error("name_1", _("Hãy ghi ít nhất một khoản phải nộp."))

    def notice(self, file: StoredFile | None) -> Notice:
        """The notice of a valid form."""
        stated = self.cleaned_data
        return Notice(
            number=stated["notice_number"],
            issued_by=stated["issued_by"],
            issued_on=stated["issued_on"],
            due_on=stated["due_on"],
            amounts=self.amounts,
            file=file,
        )

    def _read(self, number: int, name: str, typed: str) -> None:
        try:
            vnd = money.parse_vnd(typed)
        except money.NotAnAmount as refusal:
            self.add_error(f"amount_{number}", str(refusal))
            return
        if vnd:
            self.amounts.append(Amount(name, vnd))
        else:
            self.add_error(f"amount_{number}", _("Số tiền phải lớn hơn 0."))


class ProofForm(forms.Form):
    """How the obligation was met."""

    state = forms.ChoiceField(
        label=_("Nghĩa vụ tài chính"),
        choices=[(state.value, state.label) for state in WAYS_TO_MEET],
        widget=forms.RadioSelect,
        initial=ObligationState.FULFILLED,
        error_messages={
            "required": _("Hãy chọn một mục."),
            "invalid_choice": _("Hãy chọn một trong các mục."),
        },
    )
    proof_note = forms.CharField(
        label=_("Chứng từ"),
        help_text=_("Số, ngày của biên lai, giấy nộp tiền hoặc quyết định miễn, ghi nợ."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        required=False,
    )
    proof = forms.FileField(
        label=_("Bản chụp chứng từ"),
        required=False,
        allow_empty_file=True,
        widget=forms.ClearableFileInput(attrs=_FILES),
    )

    def stated(self, file: StoredFile | None) -> Proof:
        """The proof of a valid form."""
        typed = self.cleaned_data
        return Proof(state=ObligationState(typed["state"]), note=typed["proof_note"], file=file)
