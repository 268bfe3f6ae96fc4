"""From an event and its facts to subject and body in the reader's language."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from motcua.kit import text_vi
from motcua.kit.clock import HANOI
from motcua.notifications.rules.events import check_context, event_called

if TYPE_CHECKING:
    from collections.abc import Mapping

MESSAGES = Path(__file__).resolve().parents[3] / "templates" / "messages"
LANGUAGES = ("vi", "en")
LONGEST_SUBJECT = 250
_HEAP = re.compile(r"\n(?:[ \t]*\n){2,}")


@dataclass(frozen=True, kw_only=True)
class Sender:
    """What the end of every message says about whoever sends it."""

    name: str
    site_url: str
    hotline: str = ""


@dataclass(frozen=True, kw_only=True)
class Wording:
    """A message as it will be read: one line of subject, any lines of body."""

    subject: str
    body: str


def day(value: date | datetime) -> str:
    """dd/mm/yyyy in Viet Nam's time."""
    local = value.astimezone(HANOI) if isinstance(value, datetime) else value
    return f"{local:%d/%m/%Y}"


def moment(value: datetime) -> str:
    """hh:mm, dd/mm/yyyy in Viet Nam's time."""
    return f"{value.astimezone(HANOI):%H:%M, %d/%m/%Y}"


@cache
def environment(folder: Path = MESSAGES) -> Environment:
    """Plain text: nothing is escaped; a misspelt name fails."""
    made = Environment(  # noqa: S701 - plain text for mail readers, not HTML
        loader=FileSystemLoader(folder),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.filters.update(day=day, moment=moment)
    return made


def compose(
    name: str, *, language: str, to_name: str, sender: Sender, facts: Mapping[str, Any]
) -> Wording:
    """Subject and body of an event.

    Raises UnknownEvent or WrongContext. Addresses within the site (`/ho-so/…`) become whole ones.
    """
    event = event_called(name)
    check_context(event, frozenset(facts))
    optional = dict.fromkeys(event.may_have)
    values = optional | {key: _fit(value, sender) for key, value in facts.items()}
    values |= {"to_name": text_vi.clean(to_name), "sender": sender}
    suffix = ".txt" if language == "vi" else f".{language}.txt"
    subject, body = (
        environment().get_template(f"{event.name}/{part}{suffix}").render(values)
        for part in ("subject", "body")
    )
    return Wording(subject=one_line(subject), body=spaced(body))


def one_line(subject: str) -> str:
    """A subject without line breaks, so that nothing in it can begin another header."""
    return text_vi.clean(subject)[:LONGEST_SUBJECT]


def spaced(body: str) -> str:
    """A body in which what was left out leaves no heap of empty lines."""
    return _HEAP.sub("\n\n", body.strip()) + "\n"


def _fit(value: Any, sender: Sender) -> Any:
    if isinstance(value, (list, tuple)):
        return [_fit(item, sender) for item in value]
    if isinstance(value, (date, int, type(None))):
        return value
    text = text_vi.clean(str(value), multiline=True)
    return sender.site_url + text if text.startswith("/") else text
