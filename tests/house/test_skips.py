"""The run itself refuses skips that nobody agreed to."""

from __future__ import annotations

import pytest

from tests.skips import UnexpectedSkips


def report_of(reason: str) -> pytest.TestReport:
    place = ("test_x.py", 3, f"Skipped: {reason}")
    return pytest.TestReport("test_x.py::test", ("", 0, ""), {}, "skipped", place, "call")


@pytest.mark.parametrize(
    ("reason", "counted"), [("shared data absent: units.csv", 0), ("needs the network", 1), ("", 1)]
)
def test_skip_counts_unless_shared_data_is_absent(reason: str, counted: int) -> None:
    skips = UnexpectedSkips()

    skips.pytest_runtest_logreport(report_of(reason))

    assert len(skips.found) == counted
