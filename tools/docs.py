"""Pages of docs/ that are drawn from the code.

python -m tools.docs [update | check]
"""

from __future__ import annotations

import importlib
import os
import sys

import django
import grimp

from tools.postgres import ROOT

# page: module and function that returns its whole text
PAGES = {
    "docs/reference/permissions.md": "motcua.accounts.rules.permission_page:permission_page",
    "docs/reference/messages.md": "motcua.notifications.rules.messages_page:page",
    "docs/reference/jobs.md": "motcua.kit.jobs_page:page",
    "docs/reference/statuses.md": "motcua.dossiers.rules.statuses_page:page",
    "docs/reference/import-graph.md": "tools.docs:import_graph_page",
}
GRAPH_HEAD = """# Who imports whom

Drawn by `make docs` from the code; an arrow says "imports". It must still fit on one screen.

```mermaid
flowchart TD
"""


def import_graph_page() -> str:
    """The packages of the house and the imports between them, transitive ones left out."""
    graph = grimp.build_graph("motcua", cache_dir=None)
    for package in graph.find_children("motcua"):
        graph.squash_module(package)
    imports = {
        package: {
            target
            for target in graph.find_modules_directly_imported_by(package)
            if target != "motcua"
        }
        for package in sorted(graph.find_children("motcua"))
    }
    lines = [
        f"    {_name(package)} --> {_name(target)}"
        for package, targets in imports.items()
        for target in sorted(targets - _reached_through(imports, targets))
    ]
    return GRAPH_HEAD + "\n".join(lines) + "\n```\n"


def _reached_through(imports: dict[str, set[str]], targets: set[str]) -> set[str]:
    """What is reached from these packages, the packages themselves not counted."""
    reached: set[str] = set()
    waiting = [below for target in targets for below in imports.get(target, ())]
    while waiting:
        package = waiting.pop()
        if package not in reached:
            reached.add(package)
            waiting.extend(imports.get(package, ()))
    return reached


def _name(package: str) -> str:
    return package.partition(".")[2]


def drawn(where: str) -> str:
    """The text of a page as the code has it today."""
    module, _, function = where.partition(":")
    text: str = getattr(importlib.import_module(module), function)()
    return text


def main(task: str) -> int:
    """Write the pages, or name those that are out of date."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.config.settings")
    os.environ.setdefault("MOTCUA_DEMO", "1")
    os.environ.setdefault("DATABASE_URL", "postgresql://motcua@/motcua")
    django.setup()
    stale = 0
    for name, where in PAGES.items():
        path, text = ROOT / name, drawn(where)
        if path.exists() and path.read_text(encoding="utf-8") == text:
            continue
        if task == "check":
            stale += 1
            sys.stdout.write(f"{name} is out of date; make docs draws it anew\n")
        else:
            path.write_text(text, encoding="utf-8")
            sys.stdout.write(f"{name}\n")
    return 1 if stale else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1] if sys.argv[1:] else "update"))
