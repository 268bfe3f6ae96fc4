"""The page docs/reference/messages.md, drawn from the registry so that it cannot be wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from motcua.notifications.rules.events import EVENTS

if TYPE_CHECKING:
    from datetime import timedelta

    from motcua.notifications.rules.events import Event

HEAD = """\
# Messages

Written by `motcua/notifications/rules/messages_page.py` from `events.py` beside it; `make docs`
writes it anew and a test compares. The words are in `templates/messages/<event>/{subject,body}.txt`
(Vietnamese) and `….en.txt` (English); a test fills each with everything it may be given and looks
that it says it.

`notifications.actions.notify(event, to_email=…, context=…, now=…)` stores subject and body, in the
reader's language, in the transaction of whatever happened, and defers the job
`notifications.send` in it. Somebody without an address gets a row that says so. How sending ends is
told in [how mail is sent](../explanation/mail.md).

| event | concerns | says | needs | may have | tried for |
|---|---|---|---|---|---|
"""
FOOT = """
A *secret* message carries a code or link that opens something: its body is erased once the mail has
left, and after seven days in any case (except in the demo's mailbox). Rows are kept for a year.
"""


def page() -> str:
    """The whole page."""
    return HEAD + "".join(_row(event) for event in EVENTS.values()) + FOOT


def _row(event: Event) -> str:
    name = "`account.…`" if event.has_own_words else f"`{event.name}`"
    cells = (
        name,
        str(event.category),
        event.description + (" *Secret.*" if event.is_secret else ""),
        _names(event.needs),
        _names(event.may_have),
        _span(event.lifetime),
    )
    return "| " + " | ".join(cells) + " |\n"


def _names(names: frozenset[str]) -> str:
    return ", ".join(f"`{name}`" for name in sorted(names)) or "–"


def _span(lifetime: timedelta) -> str:
    return f"{lifetime.days} day{'s' if lifetime.days > 1 else ''}"
