"""What a person writes to the agency about a dossier."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class MessageForm(forms.Form):
    """The words; files are read beside them."""

    text = forms.CharField(
        label=_("Nội dung tin nhắn"),
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Hãy viết nội dung tin nhắn.")},
    )
