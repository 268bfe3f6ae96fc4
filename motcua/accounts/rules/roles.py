"""Which role may do what, readable by an auditor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from motcua.accounts.enums import Permission, Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_P = Permission

ROLE_PERMISSIONS: Mapping[str, frozenset[Permission]] = {
    Role.COUNTER: frozenset(
        {
            _P.DOSSIER_SEE,
            _P.DOSSIER_FILE_FOR_OTHERS,
            _P.DOSSIER_ACCEPT,
            _P.DOSSIER_FORWARD_AGENCY,
            _P.DOSSIER_ASK_SUPPLEMENT,
            _P.DOSSIER_PROCESS,
            _P.DOSSIER_RETURN,
        }
    ),
    Role.SPECIALIST: frozenset({_P.DOSSIER_SEE, _P.DOSSIER_PROCESS, _P.DOSSIER_ASK_SUPPLEMENT}),
    Role.HEAD: frozenset(
        {
            _P.DOSSIER_SEE,
            _P.DOSSIER_PROCESS,
            _P.DOSSIER_REASSIGN,
            _P.DOSSIER_ASK_SUPPLEMENT,
            _P.DOSSIER_DECIDE,
            _P.DOSSIER_STOP,
            _P.MANAGE_CALENDAR,
        }
    ),
    Role.CLERK: frozenset({_P.DOSSIER_SEE, _P.DOSSIER_PROCESS}),
    Role.CASHIER: frozenset({_P.DOSSIER_SEE}),
    Role.POST_STAFF: frozenset({_P.DOSSIER_FILE_FOR_OTHERS}),
    Role.COORDINATOR: frozenset({_P.DOSSIER_SEE}),
    Role.PROVINCE_CONTROL: frozenset(
        {_P.DOSSIER_SEE, _P.DOSSIER_SEE_ALL, _P.MANAGE_CALENDAR, _P.MANAGE_CALENDAR_ALL}
    ),
    Role.INSPECTOR: frozenset({_P.DOSSIER_SEE, _P.DOSSIER_SEE_ALL}),
    Role.ADMINISTRATOR: frozenset(
        {_P.MANAGE_PEOPLE, _P.MANAGE_CATALOGUE, _P.MANAGE_CALENDAR, _P.MANAGE_CALENDAR_ALL}
    ),
}


def permissions_of(roles: Iterable[str]) -> frozenset[Permission]:
    """All that these roles together may do."""
    return frozenset().union(*(ROLE_PERMISSIONS.get(role, frozenset()) for role in roles))
