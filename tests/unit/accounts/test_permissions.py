"""Roles and what they may do."""

from __future__ import annotations

from pathlib import Path

from motcua.accounts.enums import Permission, Role
from motcua.accounts.rules.permission_page import MEANINGS, permission_page
from motcua.accounts.rules.roles import ROLE_PERMISSIONS, permissions_of

PAGE = Path(__file__).parents[3] / "docs" / "reference" / "permissions.md"


def test_page_of_permissions_is_up_to_date() -> None:
    assert PAGE.read_text() == permission_page(), "run make docs"


def test_every_role_is_listed_and_every_permission_explained() -> None:
    assert set(ROLE_PERMISSIONS) == set(Role)
    assert set(MEANINGS) == set(Permission)


def test_every_permission_belongs_to_someone() -> None:
    assert permissions_of(Role.values) == set(Permission)


def test_who_receives_does_not_decide_and_who_administers_sees_no_dossier() -> None:
    assert Permission.DOSSIER_DECIDE not in ROLE_PERMISSIONS[Role.COUNTER]
    assert Permission.DOSSIER_SEE not in ROLE_PERMISSIONS[Role.ADMINISTRATOR]


def test_inspector_reads_only() -> None:
    reading = {Permission.DOSSIER_SEE, Permission.DOSSIER_SEE_ALL}

    assert ROLE_PERMISSIONS[Role.INSPECTOR] == reading


def test_permissions_of_unknown_roles_are_none() -> None:
    assert permissions_of(["NOBODY"]) == frozenset()
