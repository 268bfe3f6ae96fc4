"""The page docs/reference/permissions.md, drawn from the code so that it cannot be wrong."""

from __future__ import annotations

from motcua.accounts.enums import Permission, Role
from motcua.accounts.rules.roles import ROLE_PERMISSIONS
from motcua.kit.wording import in_language

MEANINGS: dict[Permission, str] = {
    Permission.DOSSIER_SEE: "see dossiers of the own agency, and those handed to it",
    Permission.DOSSIER_SEE_ALL: "see dossiers of every agency of the province",
    Permission.DOSSIER_FILE_FOR_OTHERS: "file for a person at the counter or at home",
    Permission.DOSSIER_ACCEPT: "accept a dossier or refuse it at reception, with the reason",
    Permission.DOSSIER_FORWARD_AGENCY: "forward to the competent agency before acceptance",
    Permission.DOSSIER_PROCESS: "take the internal steps: forward, return one, hand over",
    Permission.DOSSIER_REASSIGN: "give an open step to another officer, with the reason",
    Permission.DOSSIER_ASK_SUPPLEMENT: "ask the applicant for what is missing",
    Permission.DOSSIER_DECIDE: "decide, and approve a second request for supplements",
    Permission.DOSSIER_STOP: "stop a dossier, and resume it",
    Permission.DOSSIER_RETURN: "hand over the result",
    Permission.MANAGE_PEOPLE: "make accounts of staff, give and end positions",
    Permission.MANAGE_CATALOGUE: "maintain procedures, offers and agencies",
    Permission.MANAGE_CALENDAR: "change the hours and closures of the own agency",
    Permission.MANAGE_CALENDAR_ALL: "change days off, hours and closures of the whole province",
}


def permission_page() -> str:
    """The whole page as Markdown."""
    with in_language("vi"):
        columns = [role for role in Role if ROLE_PERMISSIONS.get(role)]
        rows = [
            [
                f"`{permission}`",
                MEANINGS[permission],
                *(_mark(role, permission) for role in columns),
            ]
            for permission in Permission
        ]
        heads = ["permission", "what it allows", *(str(role.label) for role in columns)]
    lines = [heads, ["---"] * 2 + [":-:"] * len(columns), *rows]
    table = "\n".join("| " + " | ".join(line) + " |" for line in lines)
    return f"{_INTRODUCTION}\n{table}\n"


def _mark(role: Role, permission: Permission) -> str:
    return "●" if permission in ROLE_PERMISSIONS[role] else ""


_INTRODUCTION = """# Roles and permissions

Written by `motcua/accounts/rules/permission_page.py` from `motcua/accounts/enums.py` and
`motcua/accounts/rules/roles.py`; `make docs` writes it anew and a test compares.

A user holds *positions*: a role at an agency, from – to. A position in force gives the permissions
of its role, within its agency; a delegation is a position that stands in for another one. Every
action checks again, whatever the page showed. Citizens need no permission: they see and change only
what is theirs, or what a mandate (owner, guardian, household, representative, employee) lets them
act for. Staff sign in with a second factor (passkey or authenticator app) except in demo mode; a
desk left alone locks after `MOTCUA_STAFF_IDLE_MINUTES`. Every page is private unless it is on the
reviewed list `tests/house/public_urls.txt`.
"""
