"""What every channel promises."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime


@dataclass(frozen=True, kw_only=True)
class Outgoing:
    """A message as a channel needs it; the same bytes on every attempt."""

    message_id: str
    created_at: datetime
    from_name: str
    from_email: str
    to_name: str
    to_email: str
    language: str
    subject: str
    body: str


@dataclass(frozen=True, kw_only=True)
class Answer:
    """The other side's word that it has the message."""

    code: int | None = None
    text: str = ""


class DeliveryFailed(Exception):
    """The message was not delivered, or nobody knows."""

    def __init__(self, text: str, *, code: int | None = None) -> None:
        super().__init__(text)
        self.text = text
        self.code = code


class Temporary(DeliveryFailed):
    """Not delivered; another attempt may succeed."""


class Permanent(DeliveryFailed):
    """Not delivered, and another attempt to this address would end the same."""


class Uncertain(DeliveryFailed):
    """The whole content was handed over and no answer came: it may or may not arrive."""


class Channel(Protocol):
    """A way of delivering."""

    name: str
    keeps_letters: bool
    """Whether the house itself shows the letters to their readers, so that none may be erased."""

    def deliver(self, message: Outgoing, *, before_end: Callable[[], None]) -> Answer:
        """Deliver or raise a DeliveryFailed.

        `before_end` is called at the last moment at which breaking off still means "not delivered";
        what it raises breaks off.
        """
        ...
