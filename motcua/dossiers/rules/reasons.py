"""How a coded reason and an officer's own sentence are said together."""

from __future__ import annotations

ENDS = (".", "!", "?", "…", ":")


def told(words: str, sentence: str, *, says_nothing: bool = False) -> str:
    """The coded words, then the sentence; a reason that says nothing by itself is left out."""
    if not words or (says_nothing and sentence):
        return sentence
    if not sentence:
        return words
    return f"{words}{' ' if words.endswith(ENDS) else '. '}{sentence}"
