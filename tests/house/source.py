"""The repository as the house tests read it: modules with their trees, tracked files."""

from __future__ import annotations

import ast
import functools
import subprocess
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "motcua"
FACES = ("public", "desk", "post", "console", "api", "demo")


@dataclass(frozen=True)
class Module:
    """One source file of the product."""

    path: Path
    tree: ast.Module

    @property
    def place(self) -> str:
        """The path below the repository."""
        return str(self.path.relative_to(ROOT))

    @property
    def package(self) -> str:
        """The package of the house it belongs to, e.g. `dossiers`."""
        parts = self.path.relative_to(PACKAGE).parts
        return parts[0] if len(parts) > 1 else ""

    @property
    def room(self) -> str:
        """The room inside its package, e.g. `actions`."""
        parts = self.path.relative_to(PACKAGE).with_suffix("").parts
        return parts[1] if len(parts) > 1 else ""

    def line(self, node: ast.AST) -> str:
        """Where a node stands, as an editor opens it."""
        return f"{self.place}:{getattr(node, 'lineno', 0)}"


@functools.cache
def modules() -> tuple[Module, ...]:
    """Every module of the product except migrations."""
    paths = sorted(path for path in PACKAGE.rglob("*.py") if "migrations" not in path.parts)
    return tuple(Module(path, ast.parse(path.read_text(encoding="utf-8"))) for path in paths)


@functools.cache
def tracked_files() -> tuple[Path, ...]:
    """What git keeps, or would keep when added; a clone without git is read from the disk."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if listed.returncode:
        kept = (p for p in ROOT.rglob("*") if not {".venv", "var", ".git"} & set(p.parts))
        return tuple(path for path in kept if path.is_file())
    names = (name for name in listed.stdout.split("\0") if name)
    return tuple(path for name in names if (path := ROOT / name).is_file())
