"""When a message that could not be delivered is tried again, and when it has been enough."""

from __future__ import annotations

from datetime import datetime, timedelta

FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(hours=1)
OPERATIONS_IN_A_CONVERSATION = 5


def next_attempt_at(*, failures: int, expires_at: datetime, now: datetime) -> datetime | None:
    """The moment of the next attempt after `failures` (≥ 1) failed ones; None when it has been
    enough.

    Waits of 30 s, 1, 2, 4 … minutes up to an hour, as long as the message is still of use; the
    last attempt is made at the very end of that time.
    """
    if now >= expires_at:
        return None
    wait = min(FIRST_WAIT * 2.0 ** min(failures - 1, 16), LONGEST_WAIT)
    return min(now + wait, expires_at)


def longest_conversation(operation_timeout: timedelta) -> timedelta:
    """How long one attempt may take in all, given the time-out of a single step."""
    return operation_timeout * OPERATIONS_IN_A_CONVERSATION


def claim_expires_at(*, claimed_at: datetime, operation_timeout: timedelta) -> datetime:
    """From when on an unfinished attempt is taken for dead: twice the longest that it may last."""
    return claimed_at + longest_conversation(operation_timeout) * 2
