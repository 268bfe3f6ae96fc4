"""Sending in the background."""

from __future__ import annotations

from motcua.kit import clock
from motcua.kit.jobs import insist, job, periodic
from motcua.notifications.actions import keeping, sending
from motcua.notifications.actions.notifying import SEND


@job(SEND)
def send(*, notification_id: int) -> None:
    """Send one message; run twice, the second run finds it claimed or ended."""
    claimed = sending.claim(notification_id=notification_id, now=clock.now())
    if claimed is None:
        return
    ending = sending.hand_over(claimed, clock=clock.now)
    if ending is not None:
        insist(lambda: sending.record_end(claimed, ending, now=clock.now()))


@periodic("* * * * *")
@job("notifications.sweep")
def sweep() -> int:
    """Queue messages again that wait although nobody is sending them."""
    return keeping.queue_forgotten(now=clock.now())


@periodic("41 2 * * *")
@job("notifications.forget_old")
def forget_old() -> None:
    """Erase what has been kept long enough."""
    keeping.forget_old(now=clock.now())
