"""Units and calendar as the commands load them, once for each module that asks."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.core.management import call_command
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker


@pytest.fixture(scope="module")
def loaded_units(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """All units of both divisions, taken back after the module."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_units", verbosity=0)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def units_loaded(loaded_units: None, db: None) -> None:
    """A test of its own over the loaded units."""
