"""The first page of filing: where, which case, for whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from motcua.dossiers.enums import FiledAs

if TYPE_CHECKING:
    from motcua.catalogue.models import ProcedureCase, ServiceOffer
    from motcua.catalogue.queries.filing import FilingOptions

_FOR_WHOM = (FiledAs.SELF, FiledAs.ORGANISATION, FiledAs.ANOTHER)


class BeginForm(forms.Form):
    """Choices that have only one answer are made by themselves."""

    agency = forms.ChoiceField(
        label=_("Cơ quan giải quyết"),
        error_messages={
            "required": _("Hãy chọn cơ quan giải quyết hồ sơ."),
            "invalid_choice": _("Hãy chọn một cơ quan trong danh sách."),
        },
    )
    case = forms.ChoiceField(
        label=_("Trường hợp của bạn"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Hãy chọn trường hợp đúng với bạn."),
            "invalid_choice": _("Hãy chọn một trường hợp trong danh sách."),
        },
    )
    filed_as = forms.ChoiceField(
        label=_("Bạn nộp hồ sơ cho ai?"),
        widget=forms.RadioSelect,
        initial=FiledAs.SELF,
        choices=[(one.value, one.label) for one in _FOR_WHOM],
        error_messages={
            "required": _("Hãy cho biết bạn nộp hồ sơ cho ai."),
            "invalid_choice": _("Hãy chọn một trong các mục."),
        },
    )

    def __init__(
        self,
        *args: Any,
        options: FilingOptions,
        for_whom: bool = True,
        hosted_only: bool = True,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.offers = [offer for offer in options.offers if offer.can_file_here or not hosted_only]
        self.cases = options.cases
        self._offer_by_code = {offer.agency.code: offer for offer in self.offers}
        self._case_by_number = {str(case.number): case for case in self.cases}
        self._set(
            "agency", [(code, offer.agency.name) for code, offer in self._offer_by_code.items()]
        )
        self._set(
            "case",
            [
                (number, case.name or options.procedure.name)
                for number, case in self._case_by_number.items()
            ],
        )
        if not for_whom:
            del self.fields["filed_as"]

    def _set(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        if len(choices) == 1:
            field.initial, field.required = choices[0][0], False
            field.widget = forms.HiddenInput()
            self._only = {**getattr(self, "_only", {}), name: choices[0][0]}
        elif name == "agency":
            choices = [("", str(_("Chọn cơ quan"))), *choices]
        field.choices = choices  # type: ignore[attr-defined]
        field.widget.choices = choices  # type: ignore[attr-defined]

    def chosen(self) -> tuple[ServiceOffer, ProcedureCase]:
        """The offer and the case of a valid form."""
        only = getattr(self, "_only", {})
        agency = self.cleaned_data["agency"] or only["agency"]
        number = self.cleaned_data["case"] or only["case"]
        return self._offer_by_code[agency], self._case_by_number[number]
