"""Which files nothing refers to, whatever models the floors above have."""

from __future__ import annotations

from django.db.models import Exists, ForeignObjectRel, OuterRef, QuerySet

from motcua.files.enums import FileState
from motcua.files.models import JoinedPart, StoredFile


def unreferenced() -> QuerySet[StoredFile]:
    """Files with content to which no foreign key of any model points.

    Being made from parts is no reference to the whole; being a part is one as long as the whole is
    kept. A reference that is not a foreign key does not count, so none may be kept elsewhere.
    """
    files = StoredFile.objects.exclude(state=FileState.DELETED)
    parts = JoinedPart.objects.filter(part=OuterRef("pk")).exclude(joined__state=FileState.DELETED)
    files = files.exclude(Exists(parts))
    for relation in StoredFile._meta.get_fields(include_hidden=True):
        if isinstance(relation, ForeignObjectRel) and relation.related_model is not JoinedPart:
            rows = relation.related_model._default_manager
            files = files.exclude(Exists(rows.filter(**{relation.field.name: OuterRef("pk")})))
    return files
