"""Where an offer leads, by its level and its front door."""

from __future__ import annotations

import pytest

from motcua.catalogue.rules import doors


@pytest.mark.parametrize(
    ("level", "door", "outside", "here"),
    [
        (4, "HOSTED", False, True),
        (3, "EXCHANGED", False, True),
        (2, "HOSTED", False, False),
        (4, "LINKED", True, False),
        (3, "NATIONAL", True, False),
        (1, "MINISTRY", True, False),
    ],
)
def test_door_and_level_say_where_to_file(level: int, door: str, outside: bool, here: bool) -> None:
    assert (doors.leads_outside(door), doors.can_file_here(level, door)) == (outside, here)
