"""Procedures for tests."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from motcua.catalogue.enums import FilingMethod, LimitUnit
from motcua.catalogue.models import (
    Procedure,
    ProcedureCase,
    ProcedureVersion,
    RequiredDocument,
    Sector,
    ServiceOffer,
    TimeLimit,
)
from motcua.eforms.actions import publish
from motcua.eforms.models import FormVersion
from motcua.places.models import Agency

LONG_AGO = datetime(2026, 1, 5, 1, 0, tzinfo=UTC)


def definition(key: str = "extract", **more: Any) -> dict[str, Any]:
    """A form of two pages: who applies, and how many copies."""
    return {
        "schema": 1,
        "key": key,
        "title": {"vi": "Tờ khai cấp bản sao trích lục", "en": "Request for a copy"},
        "sections": [
            {
                "key": "applicant",
                "title": {"vi": "Người yêu cầu", "en": "Applicant"},
                "questions": [
                    {
                        "key": "full_name",
                        "type": "short_text",
                        "label": {"vi": "Họ, chữ đệm, tên", "en": "Full name"},
                        "prefill": "applicant.name",
                    },
                    {
                        "key": "email",
                        "type": "email",
                        "label": {"vi": "Thư điện tử", "en": "E-mail"},
                        "prefill": "applicant.email",
                        "required": False,
                    },
                ],
            },
            {
                "key": "copies",
                "title": {"vi": "Bản sao", "en": "Copies"},
                "questions": [
                    {
                        "key": "number",
                        "type": "number",
                        "label": {"vi": "Số bản", "en": "How many"},
                        "min": 1,
                        "max": 20,
                    }
                ],
            },
        ],
        **more,
    }


def make_form(key: str = "extract", **more: Any) -> FormVersion:
    """A published form."""
    return publish(definition=definition(key, **more), by=None, now=LONG_AGO)


def make_case(
    code: str = "2.000635",
    name: str = "Cấp bản sao trích lục hộ tịch",
    *,
    form: FormVersion | None = None,
    days: int = 5,
    **case_fields: Any,
) -> ProcedureCase:
    """A procedure in force with one case, a limit of some working days and one required paper."""
    sector, _ = Sector.objects.get_or_create(
        slug="ho-tich", defaults={"name": "Hộ tịch", "sort_key": "ho tich"}
    )
    procedure = Procedure.objects.create(
        code=code, name=name, sector=sector, created_at=LONG_AGO, changed_at=LONG_AGO
    )
    version = ProcedureVersion.objects.create(
        procedure=procedure,
        number=1,
        valid_from=date(2026, 1, 1),
        name=name,
        record_digest="0" * 64,
        created_at=LONG_AGO,
    )
    case = ProcedureCase.objects.create(
        version=version, number=1, is_default=True, form_version=form or make_form(), **case_fields
    )
    for method in FilingMethod:
        TimeLimit.objects.create(case=case, method=method, value=days, unit=LimitUnit.WORKING_DAY)
    RequiredDocument.objects.create(
        case=case, position=1, name="Giấy tờ tùy thân", original_count=0, copy_count=1
    )
    return case


def make_offer(case: ProcedureCase, agency: Agency, level: int = 4) -> ServiceOffer:
    """The agency offers the procedure online."""
    return ServiceOffer.objects.create(
        agency=agency,
        procedure=case.version.procedure,
        level=level,
        service_class="TOAN_TRINH" if level >= 3 else "",
        valid_from=date(2026, 1, 1),
    )


def route(*roles: str, **of_each: Any) -> dict[str, Any]:
    """A route with a step of each role in order; `of_each` gives further keys of a step by its key
    (`b1`, `b2`…).
    """
    steps = [
        {"key": f"b{place}", "name": {"vi": f"Bước {place}"}, "role": role}
        for place, role in enumerate(roles, start=1)
    ]
    return {"schema": 1, "steps": [step | of_each.get(step["key"], {}) for step in steps]}
