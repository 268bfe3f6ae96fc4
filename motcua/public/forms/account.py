"""The profile of a person and of an organisation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from motcua.accounts.actions.profiles import OrganisationDetails, PersonDetails
from motcua.accounts.enums import IdentityKind, MandateKind
from motcua.kit import text_vi
from motcua.places.queries import province, units
from motcua.public.forms.fields import BirthField, LineField, PhoneField

if TYPE_CHECKING:
    from datetime import date

    from motcua.accounts.models import Party

_ELSEWHERE = _("Nơi khác, ghi đầy đủ ở ô địa chỉ")
_CAPACITIES = [
    (kind, kind.label)
    for kind in (MandateKind.OWNER, MandateKind.REPRESENTATIVE, MandateKind.EMPLOYEE)
]


class AddressForm(forms.Form):
    """What person and organisation share: phone and address."""

    phone = PhoneField(
        label=_("Số điện thoại"),
        max_length=40,
        required=False,
        widget=forms.TextInput({"autocomplete": "tel", "size": "20", "inputmode": "tel"}),
    )
    unit = forms.ChoiceField(label=_("Xã, phường"), required=False)
    address_detail = LineField(
        label=_("Địa chỉ"),
        help_text=_("Số nhà, đường, thôn, làng, tổ dân phố"),
        max_length=300,
        required=False,
        widget=forms.TextInput({"autocomplete": "street-address"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        communes = units.communes_of(province.profile().unit_code).values_list("pk", "name")
        unit = cast("forms.ChoiceField", self.fields["unit"])
        unit.choices = [("", _ELSEWHERE), *((str(pk), name) for pk, name in communes)]

    def shared(self) -> dict[str, Any]:
        """The checked values both kinds of details take."""
        stated = self.cleaned_data
        unit = stated["unit"]
        return {
            "name": stated["name"],
            "phone": stated["phone"],
            "unit_id": int(unit) if unit else None,
            "address_detail": stated["address_detail"],
        }


class PersonForm(AddressForm):
    """A person: one field for the name, any identity paper or none yet."""

    name = LineField(
        label=_("Họ, chữ đệm, tên"),
        help_text=_("Viết như trên giấy tờ; tên một từ cũng được."),
        max_length=200,
        widget=forms.TextInput({"autocomplete": "name"}),
    )
    identity_kind = forms.ChoiceField(
        label=_("Giấy tờ tùy thân"),
        required=False,
        choices=[("", _("Chưa khai")), *IdentityKind.choices],
    )
    identity_number = LineField(
        label=_("Số giấy tờ"),
        max_length=20,
        required=False,
        widget=forms.TextInput({"size": "20", "autocomplete": "off"}),
    )
    born = BirthField(label=_("Ngày sinh"), required=False)
    field_order = (
        "name",
        "identity_kind",
        "identity_number",
        "born",
        "phone",
        "unit",
        "address_detail",
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("BirthField", self.fields["born"]).today = today

    def details(self, *, email: str) -> PersonDetails:
        """The checked person; the address of the account is the person's."""
        stated, born = self.cleaned_data, self.cleaned_data["born"]
        return PersonDetails(
            **self.shared(),
            identity_kind=stated["identity_kind"],
            identity_number=stated["identity_number"],
            born_on=born.day if born else None,
            born_year=born.year if born else None,
            email=email,
        )


class OrganisationForm(AddressForm):
    """An organisation: its name, tax code, and what the user is to it."""

    name = LineField(
        label=_("Tên tổ chức"),
        help_text=_("Viết như trên giấy đăng ký hoặc quyết định thành lập."),
        max_length=300,
        widget=forms.TextInput({"autocomplete": "organization"}),
    )
    tax_code = LineField(
        label=_("Mã số thuế"),
        max_length=20,
        required=False,
        widget=forms.TextInput({"size": "20", "inputmode": "numeric"}),
    )
    email = forms.EmailField(label=_("Thư điện tử của tổ chức"), max_length=254, required=False)
    capacity = forms.ChoiceField(
        label=_("Bạn là"), choices=_CAPACITIES, widget=forms.RadioSelect, initial=MandateKind.OWNER
    )
    field_order = ("name", "tax_code", "capacity", "phone", "email", "unit", "address_detail")

    def __init__(self, *args: Any, is_new: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_new:
            del self.fields["capacity"]

    def details(self) -> OrganisationDetails:
        """The checked organisation."""
        return OrganisationDetails(
            **self.shared(),
            tax_code=self.cleaned_data["tax_code"],
            email=self.cleaned_data["email"],
        )


def initial_of(party: Party | None) -> dict[str, Any]:
    """What the boxes show of a party that is kept already."""
    if party is None:
        return {}
    return {
        "name": party.name,
        "identity_kind": party.identity_kind,
        "identity_number": party.identity_number,
        "born": party.born_on or party.born_year,
        "tax_code": party.tax_code,
        "phone": party.phone,
        "email": party.email,
        "unit": str(party.unit_id or ""),
        "address_detail": text_vi.clean(party.address_detail),
    }
