"""Files filled in row by row."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from django.db import models

from motcua.kit.errors import Refusal
from motcua.kit.sheets import (
    Outcome,
    Row,
    RowRefused,
    UnreadableSheet,
    keep_each,
    read_csv,
    read_json,
)


class Colour(models.TextChoices):
    RED = "RED", "đỏ"


def written(folder: Path, content: bytes) -> Path:
    path = folder / "rows.csv"
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    "content",
    [
        "Code,name\nA,Sở  Y tế\n\n",
        "code;NAME\nA;Sở Y tế\n",
        '\ufeffcode,name\r\nA,"Sở Y tế"\r\n,\r\n',
    ],
)
def test_csv_is_read_as_people_save_it(tmp_path: Path, content: str) -> None:
    rows = read_csv(written(tmp_path, content.encode()), needed=["code"])

    assert rows == [Row(2, {"code": "A", "name": "Sở Y tế"})]


def test_line_of_a_row_is_counted_over_cells_of_many_lines(tmp_path: Path) -> None:
    rows = read_csv(written(tmp_path, b'code,name\nA,"x\ny"\nB,z\n'), needed=["code"])

    assert [(row.line, row.text("code")) for row in rows] == [(3, "A"), (4, "B")]


@pytest.mark.parametrize("content", [b"name\nA\n", b"", b"code\n\xff", b'code\n"open'])
def test_csv_that_cannot_be_read_is_refused(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(UnreadableSheet):
        read_csv(written(tmp_path, content), needed=["code"])


def test_file_that_is_missing_or_no_json_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableSheet):
        read_csv(tmp_path / "none.csv", needed=())
    with pytest.raises(UnreadableSheet):
        read_json(written(tmp_path, b"{"))


def test_cells_are_read_or_refuse_the_row() -> None:
    row = Row(2, {"from": "01/09/2026", "to": "2026-09-02", "bad": "31/02/2026", "x": "Có"})

    assert row.day("from") == date(2026, 9, 1)
    assert row.day("to") == date(2026, 9, 2)
    assert row.day("none") is None
    assert row.flag("x")
    assert Row(2, {"c": "red"}).choice("c", Colour) == "RED"
    for refused in (
        lambda: row.day("bad"),
        lambda: row.needed("none"),
        lambda: row.choice("x", Colour),
    ):
        with pytest.raises(RowRefused):
            refused()


def test_refused_row_leaves_the_others(db: None) -> None:
    def keep(row: Row) -> Outcome:
        if row.line == 2:
            raise Refusal("vì vậy")
        return Outcome.NEW

    reports = keep_each([Row(2, {}), Row(3, {})], keep, name=lambda row: str(row.line))

    assert [(one.outcome, str(one.reason)) for one in reports] == [
        ("REFUSED", "vì vậy"),
        ("NEW", ""),
    ]
