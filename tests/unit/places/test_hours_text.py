"""Hours as people type them: read, and written so that reading gives them back."""

from __future__ import annotations

from datetime import date, time

import pytest

from motcua.kit.worktime import OFFICE_WINDOWS, Window
from motcua.places.enums import EditKind, WindowKind
from motcua.places.rules.edits import CalendarEdit
from motcua.places.rules.hours_text import LineUnread, read, written


def test_read_knows_season_and_dates() -> None:
    (window,) = read("CN: 7:30 – 11:30 | mùa 16/10-15/04 | từ 01/01/2026 đến 31/12/2026")

    assert window == Window(
        6,
        time(7, 30),
        time(11, 30),
        season=((10, 16), (4, 15)),
        valid_from=date(2026, 1, 1),
        valid_to=date(2026, 12, 31),
    )


@pytest.mark.parametrize(
    "text",
    [
        "2-6: 07:00-11:30, 13:30-17:00",
        "2-6: 07:00-11:30\n7: 07:00-11:30 | mùa 16/10-15/04\n2-3: 08:00-09:00 | từ 01/02/2026",
        "2: 07:00-11:30\n4-5: 07:00-11:30 | đến 01/02/2026",
        "",
    ],
)
def test_written_gives_the_same_windows_back(text: str) -> None:
    assert set(read(written(read(text)))) == set(read(text))


def test_office_hours_are_one_line() -> None:
    assert written(OFFICE_WINDOWS) == "2-6: 07:00-11:30, 13:30-17:00"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("8: 07:00-11:30", 1),
        ("6-2: 07:00-11:30", 1),
        ("2: 07:00", 1),
        ("2: 25:00-26:00", 1),
        ("2: 07:00-11:30\n\n3: 11:30-07:00", 3),
        ("2: 07:00-11:30 | mùa 31/02-01/03", 1),
        ("2: 07:00-11:30 | từ 02/01/2026 đến 01/01/2026", 1),
        ("2: 07:00-11:30 | chiều", 1),
    ],
)
def test_line_that_says_no_hours_is_named(text: str, line: int) -> None:
    with pytest.raises(LineUnread) as unread:
        read(text)

    assert unread.value.line == line


def test_edit_comes_back_from_json() -> None:
    edit = CalendarEdit(
        kind=EditKind.HOURS,
        agency="H21.16",
        reason="Mùa đông",
        order_number="1/QĐ",
        windows=read("2-6: 07:30-11:30 | mùa 16/10-15/04"),
        window_kind=WindowKind.RECEPTION,
        stops_agency_clock=False,
    )

    assert CalendarEdit.from_json(edit.as_json()) == edit
