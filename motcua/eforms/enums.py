"""Fixed lists of words that form definitions and answers use."""

from __future__ import annotations

from enum import StrEnum


class QuestionType(StrEnum):
    """What a question accepts; the word stands in the definition."""

    SHORT_TEXT = "short_text"
    LONG_TEXT = "long_text"
    NUMBER = "number"
    MONEY = "money"
    DATE = "date"
    YES_NO = "yes_no"
    CHOICE = "choice"
    CHOICES = "choices"
    PERSON_IDENTITY = "person_identity"
    TAX_CODE = "tax_code"
    PHONE = "phone"
    EMAIL = "email"
    ADDRESS = "address"
    GROUP = "group"
    DECLARATION = "declaration"
    FILE = "file"


class Operator(StrEnum):
    """How a condition compares an answer with its value."""

    EQ = "eq"
    NE = "ne"
    IN = "in"
    GT = "gt"
    LT = "lt"
    ANSWERED = "answered"
    CONTAINS = "contains"


class FileKind(StrEnum):
    """What may be put into a file slot."""

    IMAGE = "image"
    PDF = "pdf"


PREFILL_FACTS = (
    "name", "birth_date", "identity", "tax_code", "phone", "email", "address",
)  # fmt: skip
PREFILL_SOURCES = tuple(f"{who}.{fact}" for who in ("applicant", "filer") for fact in PREFILL_FACTS)
