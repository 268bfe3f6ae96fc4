from __future__ import annotations

from pathlib import Path

from motcua.kit import jobs_page
from motcua.notifications.rules import messages_page

REFERENCE = Path(__file__).parents[3] / "docs" / "reference"


def test_the_page_of_messages_is_up_to_date() -> None:
    assert (REFERENCE / "messages.md").read_text(encoding="utf-8") == messages_page.page(), (
        "run make docs"
    )


def test_the_page_of_jobs_is_up_to_date() -> None:
    assert (REFERENCE / "jobs.md").read_text(encoding="utf-8") == jobs_page.page(), "run make docs"
