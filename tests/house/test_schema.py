"""Models, migrations and what is kept of people."""

from __future__ import annotations

import re

from django.apps import apps
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState
from django.utils import translation

from tests.house.source import PACKAGE, ROOT

RETENTION = ROOT / "docs" / "reference" / "retention.md"
# Names of fields that hold something of a person wherever they stand …
PERSONAL = re.compile(
    r"(^|_)(email|phone|birth\w*|born\w*|identity\w*|tax_code|passport\w*|ip|user_agent|answers?|"
    r"address\w*|signature|person\w*|applicant\w*|filer\w*|taker\w*|hometown|subject)($|_)"
)
# … and those that do where people are the matter.
PERSONAL_AMONG_PEOPLE = re.compile(
    r"^(\w*name|\w*label|note|reason|body|title|matter|sentence|content|canonical|values|typed|"
    r"set_aside)$"
)
ABOUT_PEOPLE = {"accounts", "dossiers", "notifications", "audit", "files"}


def our_models() -> list[type]:
    return [model for model in apps.get_models() if model.__module__.startswith("motcua.")]


def personal_fields() -> set[str]:
    """`app.Model.field` of every field that looks personal."""
    found = set()
    for model in our_models():
        app = model._meta.app_label
        for field in model._meta.local_fields:
            among_people = app in ABOUT_PEOPLE and PERSONAL_AMONG_PEOPLE.match(field.name)
            if PERSONAL.search(field.name) or among_people:
                found.add(f"{app}.{model.__name__}.{field.name}")
    return found


def documented_fields() -> set[str]:
    """What the table of docs/reference/retention.md names: | `app.Model` | `field`, … | … |"""
    found = set()
    for line in RETENTION.read_text(encoding="utf-8").splitlines():
        if match := re.match(r"\| `(\w+\.\w+)` \| ([^|]+) \|", line):
            found |= {f"{match[1]}.{field}" for field in re.findall(r"`(\w+)`", match[2])}
    return found


def test_every_personal_field_has_a_retention_note() -> None:
    assert sorted(personal_fields() - documented_fields()) == []


def test_every_retention_note_speaks_of_a_field_that_exists() -> None:
    existing = {
        f"{model._meta.app_label}.{model.__name__}.{field.name}"
        for model in our_models()
        for field in model._meta.get_fields()
    }

    assert sorted(documented_fields() - existing) == []


def test_migrations_match_the_models() -> None:
    loader = MigrationLoader(None)
    ours = {app.label for app in apps.get_app_configs() if app.name.startswith("motcua.")}

    with translation.override(None):  # as makemigrations does: labels are compared as written
        autodetector = MigrationAutodetector(loader.project_state(), ProjectState.from_apps(apps))
        changes = autodetector.changes(graph=loader.graph, trim_to_apps=ours, convert_apps=ours)

    assert {app: [str(m.operations) for m in found] for app, found in changes.items()} == {}


def test_migrations_are_named_by_intent_and_have_one_end() -> None:
    names = [path.stem for path in PACKAGE.glob("*/migrations/*.py") if path.stem != "__init__"]
    loader = MigrationLoader(None)

    assert [name for name in names if not re.match(r"^\d{4}_(?!auto_|initial$)\w{4,}$", name)] == []
    assert loader.detect_conflicts() == {}


def test_tables_have_the_settings_of_the_house() -> None:
    wrong = [
        model.__name__
        for model in our_models()
        if model._meta.managed and model._meta.app_label != model.__module__.split(".")[1]
    ]

    assert wrong == []
