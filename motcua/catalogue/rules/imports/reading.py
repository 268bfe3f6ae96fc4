"""Reading a whole procedure record of the national database's shape (docs/reference/import-
format.md).
"""

from __future__ import annotations

import re
from typing import Any

from motcua.catalogue.rules.codes import canonical, is_code
from motcua.catalogue.rules.imports.limits import read_ways
from motcua.catalogue.rules.imports.papers import looks_cut, read_cases
from motcua.catalogue.rules.imports.records import (
    Doubt,
    Finding,
    ProcedureRecord,
    RecordRefused,
    ResultRecord,
)
from motcua.catalogue.rules.imports.values import (
    DEEPEST,
    LONGEST_TEXT,
    Reader,
    digest,
    longest,
    nests_deeper_than,
)
from motcua.kit import text_vi
from motcua.kit.wording import _, sentence

OTHER_SECTOR = "Lĩnh vực khác"
_LONGEST_NAME = 4_000
_LONGEST_SECTOR = 300
TEXTS = (
    "kind",
    "decision_no",
    "promulgated_by",
    "competent_authority",
    "authorized_agency",
    "coordinating_agencies",
    "receiving_address",
    "source_url",
)
LONG_TEXTS = ("steps", "requirements")
LISTS = ("levels", "subjects", "executing_agencies", "legal_basis")
# "thời hạn giải quyết được tính lại kể từ khi nhận đủ hồ sơ"
_RESTARTS = re.compile(r"thời (hạn|gian)[^.\n]{0,80}tính lại", re.IGNORECASE)
_PARTS = ("methods", "document_groups", "results")
_EXTRAS = ("keywords", "former_codes")
_KNOWN = {"code", "name", "field", *TEXTS, *LONG_TEXTS, *LISTS, *_PARTS, *_EXTRAS}


def read_record(source: Any) -> ProcedureRecord:
    """A record as stored things, with every doubt about it; refused only when it has no code or no
    name.
    """
    if not isinstance(source, dict):
        raise RecordRefused(
            _("Dòng này không phải một bản ghi thủ tục (phải là một đối tượng JSON).")
        )
    if nests_deeper_than(DEEPEST, source):
        raise RecordRefused(sentence(_("Các mục lồng nhau quá {most} tầng."), most=DEEPEST))
    if longest(source) > LONGEST_TEXT:
        raise RecordRefused(
            sentence(_("Có mục dài quá {most} ký tự."), most=f"{LONGEST_TEXT:,}".replace(",", "."))
        )
    findings: list[Finding] = []
    record = Reader(source, findings)
    code, name = _code_of(record), _name_of(record)
    sector = _sector_of(record)
    steps = record.text("steps", multiline=True)
    limits, fees = read_ways(record, sector=sector, steps=steps)
    cases = read_cases(record)
    _note_keys(record)
    return ProcedureRecord(
        code=code,
        name=name,
        sector=sector,
        texts={key: record.text(key) for key in TEXTS}
        | {"steps": steps, "requirements": record.text("requirements", multiline=True)},
        lists={key: record.texts(key) for key in LISTS},
        limits=limits,
        fees=fees,
        cases=cases,
        results=_results(record),
        keywords=tuple(word[:200] for word in record.texts("keywords")),
        former_codes=tuple(former for former in record.texts("former_codes") if is_code(former)),
        restarts_after_supplement=_RESTARTS.search(steps) is not None,
        digest=digest(source),
        findings=tuple(dict.fromkeys(findings)),
    )


def _code_of(record: Reader) -> str:
    given = record.source.get("code")
    if isinstance(given, int | float) and not isinstance(given, bool):
        raise RecordRefused(  # 2.000880 as a number is 2.00088: digits are lost unseen
            sentence(
                _("Mã thủ tục là số ({code}), có thể đã mất chữ số 0; hãy ghi thành chữ."),
                code=str(given)[:60],
            )
        )
    code = record.text("code")
    if not code:
        raise RecordRefused(_("Thiếu mã thủ tục (mục “code”)."))
    if not is_code(code):
        raise RecordRefused(
            sentence(
                _("Mã thủ tục “{code}” không hợp lệ: chỉ gồm chữ, số, dấu chấm, tối đa 40 ký tự."),
                code=code[:60],
            )
        )
    return canonical(code)


def _name_of(record: Reader) -> str:
    name = record.text("name")
    if not name:
        raise RecordRefused(_("Thiếu tên thủ tục (mục “name”)."))
    if len(name) > _LONGEST_NAME:
        raise RecordRefused(_("Tên thủ tục dài quá 4.000 ký tự."))
    if looks_cut(name):
        record.doubt(Doubt.CUT_NAME, "name", name[-80:])
    return name


def _sector_of(record: Reader) -> str:
    sector = record.text("field")
    if not text_vi.slug(sector):
        record.doubt(Doubt.NO_SECTOR, "field")
        return OTHER_SECTOR
    return sector[:_LONGEST_SECTOR]


def _results(record: Reader) -> tuple[ResultRecord, ...]:
    found: dict[ResultRecord, None] = {}
    for entry in record.entries("results"):
        if isinstance(entry, str):
            found[ResultRecord(record.words("results", entry))] = None
    if not found:
        found = {
            ResultRecord(part.text("name"), part.text("code")): None
            for part in record.objects("results")
        }
    return tuple(result for result in found if result.name)


def _note_keys(record: Reader) -> None:
    """Which keys were missing and which have no place here; said once each."""
    for key in sorted(_KNOWN - set(_EXTRAS) - set(record.source)):
        record.doubt(Doubt.MISSING_KEY, key)
    for key in sorted(str(key) for key in set(record.source) - _KNOWN)[:20]:
        record.doubt(Doubt.UNKNOWN_KEY, key[:60])
