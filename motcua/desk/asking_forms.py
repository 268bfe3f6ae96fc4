"""What officers type when they ask for a supplement."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from motcua.desk.fields import day_field
from motcua.dossiers.actions.waiting.items import Ask
from motcua.dossiers.actions.waiting.supplement import Terms

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

_LONGEST = timedelta(days=366)
_MARKED = ("question", "paper")


class SupplementForm(forms.Form):
    """By when, and a sentence; the marked items are read beside it."""

    answer_by = day_field(_("Bổ sung đến hết ngày"), missing=_("Hãy ghi hạn bổ sung."))
    sentence = forms.CharField(
        label=_("Lời nhắn cho người nộp"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        required=False,
    )

    new_because = forms.CharField(
        label=_("Vì sao nay mới yêu cầu mục mới"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=2000,
        required=False,
    )

    def __init__(self, *args: Any, may_be_new: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_be_new:
            del self.fields["new_because"]

    @staticmethod
    def default_date(today: date) -> str:
        """Fifteen days from today, as it is typed."""
        return f"{today + timedelta(days=15):%d/%m/%Y}"

    def marked(self) -> list[str]:
        """The names of the items that were ticked: `paper:12`, `question:copies.number`."""
        return [
            name for name in self.data if name.partition(":")[0] in _MARKED and self.data.get(name)
        ]

    def asks(self, examples: Mapping[str, str]) -> list[Ask]:
        """The items that were ticked, with what was chosen and written beside each; `examples` are
        the keys of their pictures.
        """
        return [one for name in self.marked() if (one := self._ask(name, examples.get(name, "")))]

    def terms(self) -> Terms:
        """Of a valid form: until when, and the words."""
        return Terms(**self.cleaned_data)

    @property
    def seen(self) -> int | None:
        """The last entry of the timeline on the page that was sent."""
        return _number(self.data.get("seen", ""))

    def _ask(self, name: str, example: str) -> Ask | None:
        kind, _sep, target = name.partition(":")
        why: dict[str, Any] = {
            "reason": str(self.data.get(f"reason:{name}", "")),
            "reason_id": _number(self.data.get(f"code:{name}", "")),
            "example": UUID(example) if example else None,
        }
        if kind == "question":
            section, _dot, question = target.partition(".")
            return Ask(section=section, question=question, **why)
        number = _number(target)
        return None if number is None else Ask(required_document_id=number, **why)


class ApprovalForm(forms.Form):
    """Until when an answer is awaited, as it was proposed or otherwise."""

    answer_by = day_field(_("Bổ sung đến hết ngày"), missing=_("Hãy ghi hạn bổ sung."))


class DeclineForm(forms.Form):
    """Why a proposal is declined."""

    reason = forms.CharField(
        label=_("Lý do không duyệt"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=2000,
        error_messages={"required": _("Hãy ghi lý do không duyệt để người đề nghị biết.")},
    )


class DaysForm(forms.Form):
    """From one day to another, a year at most."""

    tu = day_field(_("Từ ngày"), missing=_("Hãy ghi ngày bắt đầu."))
    den = day_field(_("Đến hết ngày"), missing=_("Hãy ghi ngày kết thúc."))

    def clean(self) -> dict[str, Any]:
        """The days in order, and not too many."""
        days = super().clean() or {}
        since, until = days.get("tu"), days.get("den")
        if since and until:
            if until < since:
                self.add_error("den", _("Ngày kết thúc phải từ ngày bắt đầu trở đi."))
            elif until - since > _LONGEST:
                self.add_error("den", _("Mỗi lần xem nhiều nhất 366 ngày."))
        return days


def _number(typed: str) -> int | None:
    return int(typed) if typed.isdecimal() and len(typed) < 18 else None
