"""What a person looked at before sending: the versions it was drawn from and its content."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from motcua.audit.rules.canonical import canonical_bytes

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_ENOUGH = 24
_SIGN = re.compile(r"([0-9]{1,18})\.([0-9]{1,18})\.[0-9a-f]{24}")


def sign_of(
    *,
    case_id: int,
    form_version_id: int,
    revisions: Mapping[str, int],
    papers: Sequence[tuple[int, Sequence[str]]],
) -> str:
    """A short sign that differs once the procedure, a page of answers or a paper has changed:
    case, form, and a digest of the pages' revisions and the papers' files. It is no secret.
    """
    content = {"pages": dict(revisions), "papers": [[key, list(files)] for key, files in papers]}
    digest = hashlib.sha256(canonical_bytes(content)).hexdigest()[:_ENOUGH]
    return f"{case_id}.{form_version_id}.{digest}"


def versions_in(sign: str) -> tuple[int, int] | None:
    """The case and the form a sign was made for; nothing in what is none."""
    found = _SIGN.fullmatch(sign)
    return (int(found[1]), int(found[2])) if found else None
