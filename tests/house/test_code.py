"""What imports cannot show: writes, signals, hidden imports, keys that point upwards."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from tests.house.source import FACES, PACKAGE, ROOT, Module, modules

if TYPE_CHECKING:
    from collections.abc import Iterator

FLOORS = [
    ("kit",),
    ("audit",),
    ("places",),
    ("accounts",),
    ("eforms", "papers", "files"),
    ("catalogue", "notifications", "payments", "delivery", "outreach"),
    ("dossiers",),
    ("reports",),
    ("planning", "exchange"),
    FACES,
    ("config",),
]
FLOOR_OF = {package: height for height, floor in enumerate(FLOORS) for package in floor}
KEYS = {"ForeignKey", "OneToOneField", "ManyToManyField"}
WRITES = {"save", "delete", "bulk_create", "bulk_update"}
MANAGER_WRITES = {"create", "get_or_create", "update_or_create", "update"}
WRITES_IN_TEMPLATE = re.compile(r"\.(save|delete|create)\(")


def calls(module: Module) -> Iterator[ast.Call]:
    return (node for node in ast.walk(module.tree) if isinstance(node, ast.Call))


def writes(call: ast.Call) -> bool:
    """`x.save(…)`, `x.delete(…)`, `X.objects.create(…)` and its bulk forms."""
    if not isinstance(call.func, ast.Attribute):
        return False
    through_manager = ".objects." in ast.unparse(call.func)
    return call.func.attr in WRITES or (through_manager and call.func.attr in MANAGER_WRITES)


def test_faces_and_queries_write_nothing() -> None:
    reading = [m for m in modules() if m.package in FACES or m.room == "queries"]

    found = [
        f"{module.line(call)} {ast.unparse(call.func)}"
        for module in reading
        if module.room not in {"loading", "management", "actions"}
        for call in calls(module)
        if writes(call)
    ]

    assert found == []


def test_templates_write_nothing() -> None:
    found = [
        str(path.relative_to(ROOT))
        for path in (ROOT / "templates").rglob("*.html")
        if WRITES_IN_TEMPLATE.search(path.read_text(encoding="utf-8"))
    ]

    assert found == []


def test_there_are_no_signals_of_our_own() -> None:
    forbidden = ("django.dispatch", "django.db.models.signals", "django.core.signals")

    found = [
        module.line(node)
        for module in modules()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(forbidden)
    ]

    assert found == []


def test_no_function_imports_our_own_code() -> None:
    found = []
    for module in modules():
        for function in ast.walk(module.tree):
            if not isinstance(function, (ast.FunctionDef, ast.AsyncFunctionDef)):
                continue
            if function.name == "ready":  # an AppConfig may import only once Django is set up
                continue
            found += [
                f"{module.line(node)} in {function.name}"
                for node in ast.walk(function)
                if imports_ours(node)
            ]

    assert sorted(set(found)) == []


def imports_ours(node: ast.AST) -> bool:
    if isinstance(node, ast.ImportFrom):
        return (node.module or "").split(".")[0] == "motcua"
    return isinstance(node, ast.Import) and any(
        alias.name.split(".")[0] == "motcua" for alias in node.names
    )


def test_foreign_keys_by_name_point_down() -> None:
    found = []
    for module in modules():
        for call in calls(module):
            named = ast.unparse(call.func).split(".")[-1]
            target = call.args[0] if call.args else None
            if named not in KEYS or not isinstance(target, ast.Constant):
                continue
            package = str(target.value).partition(".")[0]
            if FLOOR_OF.get(package, -1) > FLOOR_OF[module.package]:
                found.append(f"{module.line(call)} {target.value}")

    assert found == []


def test_every_package_has_its_floor_here_as_in_the_contract() -> None:
    packages = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}

    assert packages <= set(FLOOR_OF)


def test_kit_has_no_models() -> None:
    found = [
        module.line(node)
        for module in modules()
        if module.package == "kit"
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ClassDef)
        and any(ast.unparse(base).endswith("models.Model") for base in node.bases)
    ]

    assert found == []
    assert not (PACKAGE / "kit" / "models.py").exists()


def test_module_names_say_what_is_inside() -> None:
    empty_words = {"utils", "helpers", "common", "manager", "data", "info", "services", "core"}

    found = [module.place for module in modules() if module.path.stem in empty_words]

    assert found == []


def test_every_package_says_in_a_sentence_what_it_is() -> None:
    found = [
        str(path.relative_to(ROOT))
        for path in sorted(PACKAGE.glob("*/__init__.py"))
        if not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    ]

    assert found == []


def test_every_action_and_rule_says_in_a_sentence_what_it_does() -> None:
    found = [
        f"{module.line(node)} {node.name}"
        for module in modules()
        if module.room in {"actions", "rules", "transitions"}
        for node in module.tree.body
        if isinstance(node, ast.FunctionDef)
        and not node.name.startswith("_")
        and not ast.get_docstring(node)
    ]

    assert found == []
