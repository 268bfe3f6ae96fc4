"""What the collector passes over."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

import pytest

from motcua.kit import memory

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def _collector() -> Iterator[None]:
    before = gc.get_threshold()
    yield
    gc.unfreeze()
    gc.set_threshold(*before)


@pytest.mark.usefixtures("_collector")
def test_settled_memory_is_passed_over_and_later_garbage_is_still_found() -> None:
    kept: list[object] = []
    kept.append(kept)

    memory.settle()

    assert not any(one is kept for one in gc.get_objects())
    assert gc.get_freeze_count() > 0
    later: list[object] = []
    later.append(later)
    del later
    assert gc.collect() > 0
