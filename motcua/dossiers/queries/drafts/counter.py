"""What an officer files for others and has not sent yet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from motcua.dossiers.queries.drafts import forms
from motcua.dossiers.queries.reach.scope import drafts_at_counter
from motcua.dossiers.rules.applicant import applicant_of

if TYPE_CHECKING:
    from motcua.accounts.models import Position
    from motcua.dossiers.models import Draft

_MOST = 50


@dataclass(frozen=True, slots=True)
class Begun:
    """A draft and whom it is for, as far as that is typed."""

    draft: Draft
    applicant: str


def drafts_of(position: Position) -> list[Begun]:
    """The drafts that an officer may go on with, latest first."""
    found = drafts_at_counter(position).select_related("case__version", "supplement__dossier")
    return [
        Begun(draft, applicant_of(forms.definition_of(draft.form_version_id), answers).name)
        for draft in found.prefetch_related("answers")[:_MOST]
        for answers in [forms.answers_of(draft)]
    ]
