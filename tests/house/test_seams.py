"""What is reached by name is there: jobs, outcomes, messages."""

from __future__ import annotations

import ast

from motcua.kit import jobs, outcomes
from motcua.notifications.rules.events import EVENTS
from tests.house.source import ROOT, modules

MESSAGES = ROOT / "templates" / "messages"
PAIR = {"subject.txt", "body.txt", "subject.en.txt", "body.en.txt"}
RENDERED_BY_ALLAUTH = "account.mail"


def constants(*, outside: str = "") -> set[str]:
    """Every text written in the code, except as the argument of one decorator."""
    found = set()
    for module in modules():
        decorated = {
            id(argument)
            for node in ast.walk(module.tree)
            if isinstance(node, ast.FunctionDef)
            for decorator in node.decorator_list
            if isinstance(decorator, ast.Call) and ast.unparse(decorator.func).endswith(outside)
            for argument in decorator.args
        }
        found |= {
            node.value
            for node in ast.walk(module.tree)
            if isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in decorated
        }
    return found


def deferred() -> set[str]:
    """Names of jobs, all with a dot, that `defer` is called with."""
    return {
        str(node.args[0].value)
        for module in modules()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call)
        and ast.unparse(node.func).split(".")[-1] == "defer"
        and node.args
        and isinstance(node.args[0], ast.Constant)
        and "." in str(node.args[0].value)
    }


def test_every_job_has_a_schedule_or_is_deferred_somewhere() -> None:
    written = constants(outside="job")

    idle = [
        name
        for name, job in jobs.registered().items()
        if not job.schedule and name not in written and not name.startswith("probe.")
    ]

    assert sorted(idle) == []


def test_every_job_that_is_deferred_exists() -> None:
    assert sorted(deferred() - set(jobs.registered())) == []


def test_every_outcome_has_a_handler() -> None:
    assert outcomes.unhandled() == []


def test_every_message_event_has_its_texts_in_both_languages() -> None:
    missing = [
        f"{event}/{file}"
        for event in sorted(set(EVENTS) - {RENDERED_BY_ALLAUTH})
        for file in sorted(PAIR)
        if not (MESSAGES / event / file).is_file()
    ]

    assert missing == []


def test_every_message_folder_is_an_event_and_holds_nothing_else() -> None:
    folders = {path.name: path for path in MESSAGES.iterdir() if path.is_dir()}
    strangers = {
        f"{name}/{file.name}"
        for name, folder in folders.items()
        for file in folder.iterdir()
        if file.name not in PAIR
    }

    assert sorted(set(folders) - set(EVENTS)) == []
    assert strangers == set()


def test_every_event_is_told_somewhere() -> None:
    listed = "motcua/notifications/rules/events.py"
    told = {
        node.value
        for module in modules()
        if module.place != listed
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }

    assert sorted(set(EVENTS) - told - {RENDERED_BY_ALLAUTH}) == []
