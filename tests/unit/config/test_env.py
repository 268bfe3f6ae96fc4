"""Typed reading of the environment."""

from __future__ import annotations

import pytest
from django.core.exceptions import ImproperlyConfigured

from motcua.config import env


@pytest.mark.parametrize(
    ("value", "expected"), [("1", True), ("TRUE", True), ("0", False), ("", False), ("off", False)]
)
def test_boolean_reads_common_words(
    monkeypatch: pytest.MonkeyPatch, value: str, expected: bool
) -> None:
    monkeypatch.setenv("X", value)

    assert env.boolean("X") is expected


@pytest.mark.parametrize(
    ("read", "value"), [(env.boolean, "maybe"), (lambda n: env.integer(n, 1), "1.5")]
)
def test_bad_value_is_named(monkeypatch: pytest.MonkeyPatch, read: object, value: str) -> None:
    monkeypatch.setenv("X", value)

    with pytest.raises(ImproperlyConfigured, match="X must be"):
        read("X")  # type: ignore[operator]


def test_words_are_split_and_trimmed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("X", " a, b ,,c")

    assert env.words("X") == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("postgresql://u:p%40@h:5433/n", ("h", "5433", "n", "u", "p@")),
        ("postgresql://u@/n?host=%2Fvar%2Frun&port=5432", ("/var/run", "5432", "n", "u", "")),
    ],
)
def test_database_reads_the_parts(
    monkeypatch: pytest.MonkeyPatch, url: str, expected: tuple[str, ...]
) -> None:
    monkeypatch.setenv("X", url)

    found = env.database("X")

    assert tuple(found[key] for key in ("HOST", "PORT", "NAME", "USER", "PASSWORD")) == expected


def test_database_of_another_kind_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("X", "mysql://h/n")

    with pytest.raises(ImproperlyConfigured, match="only PostgreSQL"):
        env.database("X")
