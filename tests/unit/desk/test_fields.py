"""A day as people type it."""

from __future__ import annotations

from datetime import date

import pytest
from django import forms

from motcua.desk.fields import day_field


@pytest.mark.parametrize(
    "typed",
    [
        "31/12/2026",
        "31-12-2026",
        "31.12.2026",
        " 31 12 2026 ",
        "31122026",
        "2026-12-31",
        "31/12/26",
    ],
)
def test_day_is_read_however_it_is_typed(typed: str) -> None:
    assert day_field("Ngày", missing="Hãy ghi ngày.").clean(typed) == date(2026, 12, 31)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Hãy ghi ngày."),
        ("31/02/2026", "Không có ngày 31/02/2026. Hãy xem lại lịch."),
        ("00/01/2026", "Không có ngày 00/01/2026. Hãy xem lại lịch."),
        ("cuối tháng", "Hãy ghi ngày dạng 31/12/2026."),
        ("3112026", "Hãy ghi ngày dạng 31/12/2026."),
        ("٣١/١٢/٢٠٢٦", "Hãy ghi ngày dạng 31/12/2026."),
        ("1" * 9000, "Hãy ghi ngày dạng 31/12/2026."),
    ],
)
def test_what_is_no_day_is_said_in_words(typed: str, sentence: str) -> None:
    with pytest.raises(forms.ValidationError) as refused:
        day_field("Ngày", missing="Hãy ghi ngày.").clean(typed)

    assert refused.value.messages == [sentence]
