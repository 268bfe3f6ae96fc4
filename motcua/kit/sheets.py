"""Files that people fill in row by row: reading them, and saying of each row what became of it."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.db import DataError, IntegrityError, transaction

from motcua.kit.errors import Refusal
from motcua.kit.text_vi import clean
from motcua.kit.wording import Words, _, sentence

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping
    from pathlib import Path

    from django.db.models import Choices

_DAY_FORMS = ("%Y-%m-%d", "%d/%m/%Y")
_YES = frozenset({"1", "x", "yes", "true", "co", "có"})


class Outcome(StrEnum):
    """What became of one row."""

    NEW = "NEW"
    CHANGED = "CHANGED"
    UNCHANGED = "UNCHANGED"
    REFUSED = "REFUSED"


OUTCOME_WORDS: dict[Outcome, Words] = {
    Outcome.NEW: _("Thêm mới"),
    Outcome.CHANGED: _("Đã thay đổi"),
    Outcome.UNCHANGED: _("Không đổi"),
    Outcome.REFUSED: _("Từ chối"),
}


class UnreadableSheet(Refusal):
    """The file cannot be opened, is no CSV or JSON in UTF-8, or lacks a column."""


class RowRefused(Refusal):
    """One row cannot be taken."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a file under the names of its columns."""

    line: int
    values: Mapping[str, str]

    def has(self, name: str) -> bool:
        """Whether the file has this column."""
        return name in self.values

    def text(self, name: str) -> str:
        """What stands there; empty without the column."""
        return self.values.get(name, "")

    def needed(self, name: str) -> str:
        """What stands there; an empty cell refuses the row."""
        if not self.text(name):
            raise RowRefused(sentence(_("Thiếu giá trị ở cột “{name}”."), name=name))
        return self.text(name)

    def flag(self, name: str) -> bool:
        """Whether the cell says yes."""
        return self.text(name).lower() in _YES

    def day(self, name: str) -> date | None:
        """A date as 2026-09-01 or 01/09/2026; None for an empty cell."""
        if not (typed := self.text(name)):
            return None
        for form in _DAY_FORMS:
            try:
                return datetime.strptime(typed, form).date()  # noqa: DTZ007 - a date has no zone
            except ValueError:
                continue
        raise RowRefused(
            sentence(
                _("Ngày “{typed}” ở cột “{name}” không đọc được; hãy viết như 2026-09-01."),
                typed=typed,
                name=name,
            )
        )

    def choice(self, name: str, known: type[Choices]) -> str:
        """One of the fixed words, in capitals or not."""
        typed = self.needed(name).upper()
        if typed not in known.values:
            raise RowRefused(
                sentence(
                    _("Giá trị “{typed}” ở cột “{name}” phải là một trong: {known}."),
                    typed=typed,
                    name=name,
                    known=", ".join(str(value) for value in known.values),
                )
            )
        return typed


@dataclass(frozen=True, slots=True)
class RowReport:
    """What became of one row, and why it was refused."""

    line: int
    name: str
    outcome: Outcome
    reason: Words = ""


def read_csv(path: Path, *, needed: Collection[str]) -> list[Row]:
    """The rows of a CSV file in UTF-8 with a line of column names, parted by commas or semicolons;
    raises UnreadableSheet.
    """
    text = _text_of(path)
    head = text.partition("\n")[0]
    comma = ";" if head.count(";") > head.count(",") else ","
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=comma, strict=True)
        lines = [(reader.line_num, cells) for cells in reader]
    except csv.Error as error:
        raise _unreadable(path, str(error)) from error
    names = [clean(name).lower() for name in lines[0][1]] if lines else []
    if missing := [name for name in needed if name not in names]:
        raise _unreadable(path, sentence(_("thiếu cột {names}"), names=", ".join(missing)))
    return [
        Row(number, dict(zip(names, map(clean, cells), strict=False)))
        for number, cells in lines[1:]
        if any(cell.strip() for cell in cells)
    ]


def read_json(path: Path) -> Any:
    """The value of a JSON file in UTF-8; raises UnreadableSheet."""
    try:
        return json.loads(_text_of(path))
    except (json.JSONDecodeError, RecursionError) as error:
        raise _unreadable(path, str(error)) from error


def keep_each(
    rows: Iterable[Row], keep: Callable[[Row], Outcome], *, name: Callable[[Row], str]
) -> list[RowReport]:
    """Take one row after the other within the caller's transaction; what is refused, by us or by
    the database, is undone alone.
    """
    return [_kept(row, keep, name(row)) for row in rows]


def _kept(row: Row, keep: Callable[[Row], Outcome], name: str) -> RowReport:
    try:
        with transaction.atomic():
            return RowReport(row.line, name, keep(row))
    except Refusal as refusal:
        return RowReport(row.line, name, Outcome.REFUSED, str(refusal))
    except (DataError, IntegrityError):
        reason = _("Cơ sở dữ liệu không nhận dòng này.")
        return RowReport(row.line, name, Outcome.REFUSED, reason)


def _text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        why = getattr(error, "strerror", None) or "UTF-8"
        raise _unreadable(path, why) from error


def _unreadable(path: Path, why: Words) -> UnreadableSheet:
    return UnreadableSheet(sentence(_("Không đọc được tệp {path}: {why}."), path=path, why=why))
