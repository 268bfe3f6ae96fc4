"""What a supplement asks for, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from motcua.dossiers.queries.drafts import forms
from motcua.dossiers.rules.opening import WHOLE

if TYPE_CHECKING:
    from uuid import UUID

    from motcua.dossiers.models import Dossier, Supplement, SupplementProposal
    from motcua.dossiers.models.supplement import MarkedItem


class AskedItem(NamedTuple):
    """One item: its name, why it is asked for, and the key of an example picture."""

    name: str
    why: str
    example: UUID | None


def asked_items(
    dossier: Dossier, asked: Supplement | SupplementProposal, language: str | None = None
) -> list[AskedItem]:
    """What a supplement, or a proposal, asks for, in the order of form and papers, in the language
    of the dossier unless another is wanted.
    """
    language = language or dossier.language
    beside = ("required_document", "coded_reason", "example")
    return [
        AskedItem(
            name_of(dossier, item, language),
            item.told(language),
            item.example.key if item.example else None,
        )
        for item in asked.items.select_related(*beside).order_by("pk")
    ]


def name_of(dossier: Dossier, item: MarkedItem, language: str) -> str:
    """What an item is called on form or paper list."""
    if item.required_document is not None:
        return item.required_document.name
    section = forms.definition_of(dossier.form_version_id).by_key[item.section]
    whole = item.question == WHOLE
    return (section.title if whole else section.by_key[item.question].label).in_language(language)
