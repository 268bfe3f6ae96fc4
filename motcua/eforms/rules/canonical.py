"""One way of writing a definition as bytes, so that equal content has an equal digest."""

from __future__ import annotations

import hashlib
import json


def digest_of(definition: object) -> str:
    """SHA-256 (64 hex digits) of the definition written with sorted keys; the order of lists
    counts.
    """
    text = json.dumps(definition, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
