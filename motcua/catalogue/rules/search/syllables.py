"""Whether a word, folded, is a Vietnamese syllable: an onset, if any, and one of the rimes."""

from __future__ import annotations

import re

_ONSET = "(?:ngh|ng|nh|n|ch|c|gh|gi|g|kh|k|ph|p|qu|th|tr|t|b|d|h|l|m|r|s|v|x)?"
_RIMES = (
    "a(?:ch|c|i|m|ng|nh|n|o|p|t|u|y)?",
    "e(?:ch|c|m|ng|nh|n|o|p|t|u)?",
    "i(?:a|ch|c|eng|e[cmnptu]|m|nh|n|p|t|u)?",
    "o(?:a(?:ch|c|i|m|ng|nh|n|o|p|t|y)?|e[cmnot]?|o(?:c|ng)|c|i|m|ng|n|p|t)?",
    "u(?:a(?:ng|n|t|y)?|e(?:ch|nh)?|o(?:c|i|m|ng|n|p|t|u)?|c|i|m|ng|n|p|t|u)?",
    "uy(?:a|ch|en|et|nh|n|p|t|u)?",
    "y(?:e[mntu])?",
)
_SYLLABLE = re.compile(f"{_ONSET}(?:{'|'.join(_RIMES)})")


def is_syllable(folded: str) -> bool:
    """True of "liet", "nguyen", "quy"; false of "giaays", "khaisinh", "ddat"."""
    return _SYLLABLE.fullmatch(folded) is not None
