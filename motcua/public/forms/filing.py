"""The first page of filing: where, which case, for whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from motcua.dossiers.actions.drafts.drafting import Beginning
from motcua.dossiers.enums import FiledAs

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from motcua.accounts.models import Party, Position, User
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
            "required": _("Hãy chọn một trường hợp."),
            "invalid_choice": _("Hãy chọn một trường hợp trong danh sách."),
        },
    )
    filed_as = forms.ChoiceField(
        label=_("Bạn nộp hồ sơ cho ai?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Hãy cho biết bạn nộp hồ sơ cho ai."),
            "invalid_choice": _("Hãy chọn một trong các mục."),
        },
    )

    def __init__(
        self,
        *args: Any,
        options: FilingOptions,
        positions: Sequence[Position] = (),
        seat: Position | None = None,
        organisations: Sequence[Party] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._positions = {f"COUNTER-{one.pk}": one for one in positions}
        self._organisations = {f"{FiledAs.ORGANISATION}-{one.pk}": one for one in organisations}
        at_counter = bool(self._positions)
        self.offers = [
            offer
            for offer in options.offers
            if offer.can_file_here or (at_counter and not offer.leads_outside)
        ]
        self._offers = {offer.agency.code: offer for offer in self.offers}
        self._cases = {str(case.number): case for case in options.cases}
        self._only: dict[str, str] = {}
        self._set("agency", [(code, offer.agency.name) for code, offer in self._offers.items()])
        names = [
            (number, case.name or options.procedure.name) for number, case in self._cases.items()
        ]
        self._set("case", names)
        if seat is not None:  # who comes from the desk files in that position, for somebody else
            self._set("filed_as", _counters({f"COUNTER-{seat.pk}": seat}))
            self.fields["case"].label = _("Trường hợp")
            return
        self._set("filed_as", [*_for_whom(self._organisations), *_counters(self._positions)])
        self.fields["filed_as"].initial = self._usual(options)

    def _set(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        if len(choices) == 1:
            field.required, self._only[name] = False, choices[0][0]
            field.widget = forms.HiddenInput()
            field.initial = choices[0][0]
        elif name == "agency":
            choices = [("", str(_("Chọn cơ quan"))), *choices]
        field.choices = choices  # type: ignore[attr-defined]

    def _usual(self, options: FilingOptions) -> str | None:
        """For whom it is mostly filed; nothing where that would be a guess."""
        if options.is_for_citizens:
            return FiledAs.SELF
        return next(iter(self._organisations)) if len(self._organisations) == 1 else None

    def chosen(self) -> tuple[ServiceOffer, ProcedureCase]:
        """The offer and the case of a valid form."""
        agency = self.cleaned_data["agency"] or self._only["agency"]
        number = self.cleaned_data["case"] or self._only["case"]
        return self._offers[agency], self._cases[number]

    def beginning(self, *, owner: User | None, language: str) -> Beginning:
        """Who files and for whom, of a valid form."""
        filed_as = self.cleaned_data["filed_as"] or self._only["filed_as"]
        position = self._positions.get(filed_as)
        if position is not None:
            return Beginning(filed_as=FiledAs.COUNTER, language=language, filer_position=position)
        organisation = self._organisations.get(filed_as)
        return Beginning(
            filed_as=FiledAs.ORGANISATION if organisation else FiledAs(filed_as),
            organisation=organisation,
            language=language,
            owner=owner,
        )


def _for_whom(organisations: Mapping[str, Party]) -> list[tuple[str, str]]:
    """Each organisation by its name; without any that are known, organisations as such."""
    named = [
        (key, _("Nộp cho %(name)s") % {"name": one.name}) for key, one in organisations.items()
    ]
    return [
        choice
        for one in _FOR_WHOM
        for choice in (
            named if named and one == FiledAs.ORGANISATION else [(one.value, str(one.label))]
        )
    ]


def _counters(positions: Mapping[str, Position]) -> list[tuple[str, str]]:
    label = str(_("Nộp thay tại quầy, với vị trí"))
    return [(key, f"{label} {one}, {one.agency}") for key, one in positions.items()]
