"""The coded reasons an officer may choose from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from motcua.dossiers.enums import ItemKind
from motcua.dossiers.models import SupplementReason

if TYPE_CHECKING:
    from datetime import date

Choices = dict[str, list[tuple[str, str]]]


def in_use(agency_id: int, *, on: date) -> list[SupplementReason]:
    """The reasons of an agency, then those of the province, that are in use on a day."""
    found = SupplementReason.objects.of_agency(agency_id).on(on)
    return sorted(found, key=lambda one: (one.needs_sentence, one.agency_id is None, one.position))


def choices(agency_id: int, *, on: date, language: str) -> Choices:
    """By kind of item: key and words of each reason to choose from."""
    found = in_use(agency_id, on=on)
    return {
        kind: [(str(one.pk), one.words_in(language)) for one in found if one.kind in ("", kind)]
        for kind in ItemKind.values
    }
