"""A run fails when a test was skipped for another reason than missing shared data."""

from __future__ import annotations

import pytest

ALLOWED = "shared data absent"


class UnexpectedSkips:
    """Collects the skips of the whole run (of all its workers) and turns them into a failure."""

    def __init__(self) -> None:
        self.found: list[str] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Called in the first process for each phase of each test."""
        if report.skipped and not hasattr(report, "wasxfail"):
            self._look_at(report.nodeid, report.longrepr)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Called for each module collected; a whole module may skip itself."""
        if report.skipped:
            self._look_at(report.nodeid, report.longrepr)

    def _look_at(self, nodeid: str, place: object) -> None:
        reason = place[2] if isinstance(place, tuple) else str(place)
        if not reason.removeprefix("Skipped: ").startswith(ALLOWED):
            self.found.append(f"{nodeid}: {reason}")

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionfinish(self, session: pytest.Session, exitstatus: int) -> None:
        """Give the run the status of a failed one."""
        if self.found and exitstatus in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED):
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Name them."""
        if self.found:
            terminalreporter.section(f"skipped, but only '{ALLOWED}' may be", red=True)
            for line in sorted(set(self.found)):
                terminalreporter.write_line(line)
