"""What an import did, record by record."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from motcua.catalogue.rules.imports.records import DOUBT_WORDS, Doubt, Finding
from motcua.kit.wording import Words, _

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class Outcome(StrEnum):
    """What became of one record."""

    NEW = "NEW"
    CHANGED = "CHANGED"
    UNCHANGED = "UNCHANGED"
    REFUSED = "REFUSED"


OUTCOME_WORDS: dict[Outcome, Words] = {
    Outcome.NEW: _("Thêm mới"),
    Outcome.CHANGED: _("Phiên bản mới"),
    Outcome.UNCHANGED: _("Không đổi"),
    Outcome.REFUSED: _("Từ chối"),
}
CSV_HEADER = ("line", "code", "name", "outcome", "doubt", "place", "detail")


@dataclass(frozen=True)
class RecordReport:
    """One record: its line, what became of it, why it was refused or what was unclear."""

    line: int
    code: str
    name: str
    outcome: Outcome
    reason: Words = ""
    findings: tuple[Finding, ...] = ()


@dataclass
class ImportReport:
    """A whole import."""

    records: list[RecordReport] = field(default_factory=list)
    is_complete: bool = True

    def count(self, *outcomes: Outcome) -> int:
        """How many records ended in one of these ways."""
        return sum(record.outcome in outcomes for record in self.records)

    @property
    def taken(self) -> int:
        """Records that stand in the catalogue after the import."""
        return self.count(Outcome.NEW, Outcome.CHANGED, Outcome.UNCHANGED)

    @property
    def unclear(self) -> int:
        """Records that were taken with doubts."""
        return sum(
            bool(record.findings) for record in self.records if record.outcome != Outcome.REFUSED
        )

    def doubts(self) -> list[tuple[Doubt, int]]:
        """Each kind of doubt with the number of records that have it, commonest first."""
        kinds = Counter(
            doubt for record in self.records for doubt in {found.doubt for found in record.findings}
        )
        return kinds.most_common()


def csv_rows(records: Iterable[RecordReport]) -> Iterator[tuple[str, ...]]:
    """One row per doubt or refusal, and one for a record without any."""
    for record in records:
        start = (str(record.line), record.code, record.name, record.outcome.value)
        if record.reason:
            yield (*start, "", "", str(record.reason))
        for found in record.findings:
            words = str(DOUBT_WORDS[found.doubt])
            yield (
                *start,
                found.doubt.value,
                found.place,
                f"{words}: {found.detail}" if found.detail else words,
            )
        if not record.reason and not record.findings:
            yield (*start, "", "", "")
