"""One world for the tests of a module, undone at its end; no limit of tries stands in the way."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import override_settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.hostile.world import World


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: pytest.DjangoDbBlocker) -> Iterator[World]:
    """The small province of `tests.hostile.world`."""
    from tests.hostile.world import build  # models, which Django must have set up first

    quiet = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    with (
        django_db_blocker.unblock(),
        override_settings(CACHES=quiet, ACCOUNT_RATE_LIMITS=False),
        transaction.atomic(),
    ):
        cache.clear()
        yield build()
        transaction.set_rollback(True)
