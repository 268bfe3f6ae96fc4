"""Nothing public in the house that the house does not use: what only its test calls is dead."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator

from tests.house.source import ROOT, Module, modules

# What is used from outside the product, each with who uses it.
ALLOWED = {
    "add_calendar_days": "kit.worktime: one of its sums, the rules of the law are tested by it",
    "add_months": "kit.worktime: likewise",
    "unhandled": "kit.outcomes: the house test of seams asks it",
    "undelivered": "notifications: for whoever runs the server (docs/explanation/mail.md)",
    "waiting_count": "notifications: likewise",
}
PROPERTIES = {"property", "cached_property"}


def offered(module: Module) -> Iterator[tuple[str, str]]:
    """Name and place of public functions without decorator and of public properties."""
    for node in ast.walk(module.tree):
        if not isinstance(node, ast.FunctionDef) or node.name.startswith("_"):
            continue
        marks = {ast.unparse(mark) for mark in node.decorator_list}
        if (node in module.tree.body and not marks) or marks & PROPERTIES:
            yield node.name, module.line(node)


def used() -> Counter[str]:
    """How often each word stands in the product and its templates."""
    files = [module.path for module in modules()]
    files += [path for path in (ROOT / "templates").rglob("*") if path.suffix in {".html", ".txt"}]
    found: Counter[str] = Counter()
    for path in files:
        found.update(re.findall(r"[A-Za-z_]\w*", path.read_text(encoding="utf-8")))
    return found


def unused() -> dict[str, str]:
    words = used()
    names = (pair for module in modules() for pair in offered(module))
    return {name: place for name, place in names if words[name] == 1}


def test_everything_public_is_used_by_the_house() -> None:
    dead = {name: place for name, place in unused().items() if name not in ALLOWED}

    assert dead == {}, "use it, delete it with its test, or say in ALLOWED who uses it"


def test_what_is_allowed_is_still_unused() -> None:
    assert set(ALLOWED) - set(unused()) == set()
