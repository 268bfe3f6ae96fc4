"""What a person types to withdraw a dossier."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class WithdrawForm(forms.Form):
    """Why, if the person wants to say so."""

    reason = forms.CharField(
        label=_("Vì sao bạn rút hồ sơ?"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        required=False,
    )
