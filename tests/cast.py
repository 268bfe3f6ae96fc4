"""The cast: the few people that all tests know."""

from __future__ import annotations

import pytest

from motcua.accounts.enums import Role
from motcua.accounts.models import Position, User
from motcua.places.models import Agency
from tests.factories.accounts import make_citizen, make_officer
from tests.factories.places import make_agency


@pytest.fixture
def agency(db: None) -> Agency:
    """The department that most dossiers go to."""
    return make_agency()


@pytest.fixture
def citizen(db: None) -> User:
    """H'Mok Siu, who files."""
    return make_citizen()


@pytest.fixture
def counter_officer(agency: Agency) -> Position:
    """Receives and returns."""
    return make_officer(Role.COUNTER, agency, name="Rơ Châm Thủy")


@pytest.fixture
def specialist(agency: Agency) -> Position:
    """Checks."""
    return make_officer(Role.SPECIALIST, agency, name="Trần Văn Bình")


@pytest.fixture
def head(agency: Agency) -> Position:
    """Decides."""
    return make_officer(Role.HEAD, agency, name="Lê Thị Hạnh")


@pytest.fixture
def administrator(agency: Agency) -> Position:
    """Runs the house."""
    return make_officer(Role.ADMINISTRATOR, agency, name="Phạm Quản Trị")
