"""What the supplement of a draft asks for, item by item."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import get_language

from motcua.dossiers.models import SupplementItem
from motcua.kit.errors import NotThere

if TYPE_CHECKING:
    from motcua.dossiers.models import Draft
    from motcua.files.models import StoredFile


def items_of(draft: Draft) -> list[SupplementItem]:
    """The marked items, as they were marked; nothing of a draft that answers no supplement."""
    if draft.supplement_id is None:
        return []
    found = SupplementItem.objects.filter(supplement=draft.supplement_id)
    return list(found.select_related("coded_reason").order_by("pk"))


def why(item: SupplementItem) -> str:
    """The reason in the language of whoever reads now."""
    return item.told(get_language() or "vi")


def examples_of(draft: Draft) -> dict[tuple[str, str], int]:
    """Section and question → key of the item that has an example picture; of a paper both are
    empty.
    """
    return {(item.section, item.question): item.pk for item in items_of(draft) if item.example_id}


def example_of(draft: Draft, item_id: int) -> StoredFile:
    """The example picture of an item of the draft. Raises NotThere."""
    rows = SupplementItem.objects.filter(supplement=draft.supplement_id, example__isnull=False)
    found = rows.filter(pk=item_id).select_related("example").first()
    if draft.supplement_id is None or found is None or found.example is None:
        raise NotThere
    return found.example
