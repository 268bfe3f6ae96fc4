"""What a process has loaded by the time it begins to serve, and keeps until it ends."""

from __future__ import annotations

import gc

OBJECTS_BETWEEN_LOOKS = 10_000
"""How many more objects there must be before Python looks for unreachable ones; its own 700 is less
than one page makes.
"""


def settle() -> None:
    """Have the collector pass over everything that is loaded by now: a look at it frees nothing and
    takes a tenth of the time of the pages, and touching it would end that forked processes share
    it.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(OBJECTS_BETWEEN_LOOKS, 10, 10)
