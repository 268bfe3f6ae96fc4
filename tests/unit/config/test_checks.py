"""An installation outside demo mode does not start half configured."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from pytest_django import Settings

from motcua.config import checks

ROOT = Path(__file__).resolve().parents[3]
REAL = {
    "DEMO": False,
    "DEBUG": False,
    "SECRET_KEY": "k7" * 30,
    "ALLOWED_HOSTS": ["dichvucong.example.vn"],
    "SITE_URL": "https://dichvucong.example.vn",
    "EMAIL_URL": "smtp://mail.example.vn:25",
}


def apply(settings: Settings, values: dict[str, object]) -> None:
    for name, value in values.items():
        setattr(settings, name, value)


def test_demo_mode_needs_nothing(settings: Settings) -> None:
    settings.DEMO = True

    assert checks.production_settings() == []


def test_complete_installation_passes(settings: Settings) -> None:
    apply(settings, REAL)

    assert checks.production_settings() == []


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("SECRET_KEY", "short", "motcua.E001"),
        ("ALLOWED_HOSTS", [], "motcua.E002"),
        ("ALLOWED_HOSTS", ["*"], "motcua.E002"),
        ("SITE_URL", "http://dichvucong.example.vn", "motcua.E003"),
        ("EMAIL_URL", "mailbox:", "motcua.E004"),
        ("DEBUG", True, "motcua.E005"),
    ],
)
def test_unfit_setting_is_named(settings: Settings, name: str, value: object, code: str) -> None:
    apply(settings, REAL | {name: value})

    assert [problem.id for problem in checks.production_settings()] == [code]


def test_refuse_unless_fit_says_every_reason(settings: Settings) -> None:
    apply(settings, REAL | {"SECRET_KEY": "short", "SITE_URL": "http://x"})

    with pytest.raises(ImproperlyConfigured, match=r"SECRET_KEY(.|\n)*SITE_URL"):
        checks.refuse_unless_fit()


@pytest.mark.parametrize("name", ["SECRET_KEY", "DATABASE_URL", "SITE_URL", "EMAIL_URL"])
def test_missing_setting_stops_the_start_with_its_name(name: str) -> None:
    given = {
        "PATH": os.environ["PATH"],
        "SECRET_KEY": "k7" * 30,
        "DATABASE_URL": "postgresql://motcua@localhost/motcua",
        "SITE_URL": "https://dichvucong.example.vn",
        "EMAIL_URL": "smtp://mail.example.vn",
        "DEFAULT_FROM_EMAIL": "khong-tra-loi@example.vn",
        "ALLOWED_HOSTS": "dichvucong.example.vn",
    }
    del given[name]

    done = subprocess.run(
        [sys.executable, "-c", "import motcua.config.settings"],
        env=given,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode != 0
    assert f"{name} is not set" in done.stderr


@pytest.mark.parametrize("command", [["check"], ["import_procedures", "none"], ["help"]])
def test_command_line_without_environment_lists_all_that_is_missing(command: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "manage.py", *command],
        env={"PATH": os.environ["PATH"]},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    said = done.stderr + done.stdout
    assert "Traceback" not in said
    if command != ["help"]:
        assert done.returncode == 1
        assert re.findall(r"^(\w+) is not set\.$", said, re.M) == [
            "SECRET_KEY",
            "DATABASE_URL",
            "SITE_URL",
            "EMAIL_URL",
            "DEFAULT_FROM_EMAIL",
        ]


def test_command_line_says_a_wrong_address_of_mail_without_a_traceback() -> None:
    done = subprocess.run(
        [sys.executable, "manage.py", "check"],
        env={
            "PATH": os.environ["PATH"],
            "MOTCUA_DEMO": "1",
            "DATABASE_URL": "postgresql://motcua@localhost/motcua",
            "EMAIL_URL": "http://mail.example.vn",
        },
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 1
    assert done.stderr.strip() == "EMAIL_URL must begin with smtp:// or smtps://."
