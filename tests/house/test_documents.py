"""Documents that must agree with the code."""

from __future__ import annotations

import ast
import re

from tests.house.source import ROOT, modules, tracked_files

READERS = {"text", "boolean", "integer", "words", "database"}
ADR = re.compile(r"^(\d{4})-[a-z0-9-]+\.md$")
# Written in pieces, so that this file does not contain them itself.
FORBIDDEN = [
    "pypi" + ".org",
    "python" + "hosted",
    "docker" + ".io",
    "ghcr" + ".io",
    "npmjs" + ".",
    "/work" + "/",
    "/root" + "/",
    "/opt" + "/",
    "/" + "tmp/scratch",
]


def settings_read() -> set[str]:
    """Names of environment variables that settings, web server and tools read."""
    found = set()
    for module in modules():
        if module.package != "config":
            continue
        for node in ast.walk(module.tree):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr in READERS
                and ast.unparse(node.func.value) == "env"
                and isinstance(node.args[0], ast.Constant)
            ):
                found.add(str(node.args[0].value))
    other = [*(ROOT / "deploy").glob("*.py"), *(ROOT / "tools").glob("*.py")]
    for path in other:
        text = path.read_text(encoding="utf-8")
        found |= set(re.findall(r'os\.environ(?:\.get\(|\[)"([A-Z][A-Z0-9_]+)"', text))
    return found


def test_every_setting_is_documented_and_every_documented_one_is_read() -> None:
    page = (ROOT / "docs/reference/environment-variables.md").read_text(encoding="utf-8")
    rows = [line for line in page.splitlines() if line.startswith("| `")]
    documented = {name for row in rows for name in re.findall(r"`([A-Z0-9_]+)`", row.split("|")[1])}
    measured_by_hand = {"FULL", "ONLY"}  # read by bench

    assert settings_read() - documented == set()
    assert documented - settings_read() - measured_by_hand == set()


def test_example_environment_names_only_documented_settings() -> None:
    page = (ROOT / "docs/reference/environment-variables.md").read_text(encoding="utf-8")
    named = re.findall(r"^#?\s?([A-Z][A-Z0-9_]+)=", (ROOT / ".env.example").read_text(), re.M)

    assert [name for name in named if f"`{name}`" not in page and name != "POSTGRES_PASSWORD"] == []


def test_decision_records_are_numbered_once_and_linked() -> None:
    folder = ROOT / "docs" / "adr"
    names = sorted(path.name for path in folder.glob("*.md") if path.name != "README.md")
    index = (folder / "README.md").read_text(encoding="utf-8")
    numbers = [match[1] for name in names if (match := ADR.match(name))]

    assert len(numbers) == len(names), names
    assert len(set(numbers)) == len(numbers)
    assert [name for name in names if f"({name})" not in index] == []


def test_links_between_documents_lead_somewhere() -> None:
    found = []
    for path in tracked_files():
        if path.suffix != ".md":
            continue
        for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", path.read_text(encoding="utf-8")):
            is_here = "://" not in target and not target.startswith("mailto:")
            if is_here and not (path.parent / target).exists():
                found.append(f"{path.relative_to(ROOT)}: {target}")

    assert found == []


def test_no_file_names_a_registry_or_a_folder_of_some_machine() -> None:
    found = []
    for path in tracked_files():
        content = path.read_bytes()
        found += [
            f"{path.relative_to(ROOT)}: {word}" for word in FORBIDDEN if word.encode() in content
        ]

    assert found == []


def test_commands_of_the_readme_exist() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.M))
    for name in ("README.md", "README.vi.md"):
        text = (ROOT / name).read_text(encoding="utf-8")

        assert set(re.findall(r"\bmake ([a-z-]+)", text)) - targets == set(), name
        assert "`manage.py" not in text, f"{name}: says a command that wants a server's environment"
