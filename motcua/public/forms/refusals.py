"""A refusal of an action, said beside the field it is about."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from motcua.kit.errors import Refusal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django import forms


@contextmanager
def refusals_to(form: forms.Form) -> Iterator[None]:
    """Turn a refusal raised inside into an error of the form: the page keeps all that was typed."""
    try:
        yield
    except Refusal as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
