"""Fixed lists of words that form definitions and answers use."""

from __future__ import annotations

from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


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


class IdentityKind(TextChoices):
    """The paper by which a person is known; many older people of the highlands have none yet."""

    CITIZEN_12 = "CITIZEN_12", _("Căn cước hoặc số định danh cá nhân (12 số)")
    OLD_9 = "OLD_9", _("Chứng minh nhân dân cũ (9 số)")
    PASSPORT = "PASSPORT", _("Hộ chiếu")
    NUMBER_WITHOUT_CARD = "NUMBER_WITHOUT_CARD", _("Có số định danh, chưa có thẻ")
    NONE_YET = "NONE_YET", _("Chưa có giấy tờ nào")


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
