"""Finding published forms."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from motcua.eforms.models import FormVersion
from motcua.eforms.rules.parsing import parse
from motcua.kit.errors import NotThere

if TYPE_CHECKING:
    from motcua.eforms.rules.definition import Definition

_KEPT = 64


def newest(key: str) -> FormVersion:
    """The newest version of a form; NotThere when it was never published."""
    version = FormVersion.objects.filter(key=key).order_by("-number").first()
    if version is None:
        raise NotThere
    return version


def definition_of(version: FormVersion) -> Definition:
    """The parsed definition of a version, kept in the process under its digest (a version never
    changes).
    """
    return _parsed(_Content(version.digest, version.definition))


class _Content:
    """A definition that compares by its digest, so that the cache need not look into it."""

    __slots__ = ("definition", "digest")

    def __init__(self, digest: str, definition: dict[str, Any]) -> None:
        self.digest = digest
        self.definition = definition

    def __hash__(self) -> int:
        return hash(self.digest)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Content) and other.digest == self.digest


@lru_cache(maxsize=_KEPT)
def _parsed(content: _Content) -> Definition:
    return parse(content.definition)
