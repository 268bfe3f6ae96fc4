"""What `make test` finds, or says that it needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.house.source import ROOT
from tools import chromium, nginx, packages

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(("tool", "name"), [(chromium, "chromium"), (nginx, "nginx")])
def test_program_on_the_path_is_taken(
    tool: object, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / name
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    monkeypatch.delenv("MOTCUA_CHROMIUM", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))

    assert tool.ensure() == str(program)  # type: ignore[attr-defined]


@pytest.mark.parametrize("tool", [chromium, nginx])
def test_what_cannot_be_installed_is_asked_for(
    tool: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tool, "find", lambda: None)
    monkeypatch.setattr(packages, "installer", lambda: None)

    with pytest.raises(SystemExit, match="apt install"):
        tool.ensure()  # type: ignore[attr-defined]


def test_program_is_found_once_a_package_brought_it(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(packages, "installer", lambda: ["apt-get"])
    monkeypatch.setattr(packages.subprocess, "run", lambda command, **_: asked.append(command[-1]))

    found = packages.ensure(lambda: "/x" if "b" in asked else None, ["a", "b", "c"], otherwise="")

    assert (found, asked) == ("/x", ["-q", "a", "b"])


def test_whole_suite_asks_for_its_programs_first() -> None:
    lines = (ROOT / "Makefile").read_text(encoding="utf-8").splitlines()

    for target in ("test", "test-pg"):
        (line,) = (line for line in lines if line.startswith(f"{target}:"))
        assert {"dev-env", "chromium", "nginx"} <= set(line.partition("##")[0].split())
