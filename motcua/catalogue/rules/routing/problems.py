"""What is wrong with a route, named one by one with its place, before a case can follow it."""

from __future__ import annotations

import json
from collections import Counter
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from jsonschema import Draft202012Validator

from motcua.accounts.enums import Permission
from motcua.accounts.rules.roles import permissions_of
from motcua.catalogue.enums import AgencyScope, StepAct
from motcua.catalogue.rules.routing.definition import ANY_ACT, parse
from motcua.eforms.rules.problems import Problem, shape_problems
from motcua.eforms.rules.references import faults_from_outside
from motcua.kit.wording import _, sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from motcua.catalogue.rules.routing.definition import Route, Step
    from motcua.eforms.rules.definition import Definition

SCHEMA_FILE = Path(__file__).with_name("route-definition.schema.json")


def route_problems(raw: object, form: Definition | None = None) -> list[Problem]:
    """Everything that keeps a route from being followed; empty when it is sound. Never raises.

    `form`, where given, is what the case asks its applicants; conditions must fit it.
    """
    shape = shape_problems(raw, _validator())
    if shape or not isinstance(raw, dict):
        return shape
    route = parse(raw)
    return [
        *_keys(route),
        *_end(route),
        *_steps(route),
        *(_conditions(route, form) if form else ()),
    ]


@cache
def _validator() -> Draft202012Validator:
    return Draft202012Validator(json.loads(SCHEMA_FILE.read_text(encoding="utf-8")))


def _keys(route: Route) -> Iterator[Problem]:
    keys = Counter(
        key for step in route.steps for key in (step.key, *(one.key for one in step.opinions))
    )
    for key, times in keys.items():
        if times > 1:
            yield Problem(f"steps.{key}", _("Khóa này được dùng hai lần."))


def _end(route: Route) -> Iterator[Problem]:
    """A dossier must reach a decision on every way through the route."""
    if not route.work:
        yield Problem("steps", _("Quy trình chưa có bước xử lý nào giữa tiếp nhận và trả kết quả."))
        return
    last = route.work[-1]
    if last.when is not None:
        yield Problem(
            f"steps.{last.key}", _("Bước ra quyết định cuối cùng không được kèm điều kiện.")
        )
    if not (_may_decide(last) and (last.may == ANY_ACT or StepAct.DECIDE in last.may)):
        yield Problem(
            f"steps.{last.key}",
            _(
                "Bước xử lý cuối cùng phải do vai trò có quyền ra quyết định thực hiện, ví dụ "
                "lãnh đạo."
            ),
        )


def _steps(route: Route) -> Iterator[Problem]:
    work = route.work
    for step in route.steps:
        path = f"steps.{step.key}"
        if step not in work and (step.when is not None or step.opinions):
            yield Problem(path, _("Bước tiếp nhận, trả kết quả không kèm điều kiện hay ý kiến."))
        if StepAct.DECIDE in step.may and not _may_decide(step):
            yield Problem(
                path,
                sentence(_("Vai trò của bước “{name}” không được ra quyết định."), name=step.name),
            )
        if step in work[:-1] and StepAct.FORWARD not in step.may:
            yield Problem(
                path, sentence(_("Bước “{name}” không có lối chuyển tiếp."), name=step.name)
            )
        if step in work and step.agency != AgencyScope.RESPONSIBLE:
            yield Problem(
                path,
                sentence(_("Bước “{name}” phải do cơ quan giải quyết thực hiện."), name=step.name),
            )
        if step.opinions:  # read and drawn, but nobody is asked yet
            yield Problem(
                path,
                sentence(
                    _("Bước “{name}” lấy ý kiến song song, hiện chưa dùng được."), name=step.name
                ),
            )


def _conditions(route: Route, form: Definition) -> Iterator[Problem]:
    for step in route.work:
        for fault in faults_from_outside(form, step.when):
            yield Problem(f"steps.{step.key}.when", fault)


def _may_decide(step: Step) -> bool:
    return Permission.DOSSIER_DECIDE in permissions_of([step.role])
