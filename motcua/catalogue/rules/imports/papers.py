"""Reading groups of papers: which groups are cases of the procedure and which only head a part of
the list.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from motcua.catalogue.rules.imports.records import CaseRecord, Doubt, PaperRecord

if TYPE_CHECKING:
    from collections.abc import Iterable

    from motcua.catalogue.rules.imports.values import Reader

_MOST_COPIES = 99
_BULLET = re.compile(
    r"^(?:[-+*•–·\uf000-\uf8ff\s]+|\(?(?:\d{1,2}|[a-zđ]|[ivx]{1,4})(?:\.\d{1,2})*\s*[).]\s+)+",
    re.IGNORECASE,
)
_TAIL = re.compile(r"[\s;:.,]+$")
_HEADING = re.compile(
    r"^(thành phần hồ sơ|hồ sơ( đề nghị| đăng ký)?( bao)? gồm|giấy tờ phải|giấy tờ|tài liệu|"
    r"hồ sơ của người|đơn |giấy |tờ khai|văn bản |một trong|bản sao|người yêu cầu chứng thực|"
    r"số lượng hồ sơ|theo quy định tại)",
    re.IGNORECASE,
)
_NOTICE = re.compile(r"^(lưu ý|ghi chú|chú ý)", re.IGNORECASE)
_ADDITION = re.compile(
    r"(ủy|uỷ) quyền|môi trường điện tử|bưu chính|chưa có tài khoản|ngoài ra", re.IGNORECASE
)
_CONDITIONAL = re.compile(
    # The interactive form is filled on the portal itself; it is never uploaded.
    r"^(trong |đối với )?trường hợp|^đối với|\(nếu|nếu có|^ngoài ra|^lưu ý|"
    r"^(giấy|văn bản|hợp đồng) (ủy|uỷ) quyền|điện tử tương tác",
    re.IGNORECASE,
)
_SHOWN = re.compile(r"xuất trình", re.IGNORECASE)
_CUT_END = re.compile(
    r"(\s(của|và|hoặc|theo|tại|về|cho|do|với|các|những|số)|[(\-/])$", re.IGNORECASE
)
_SETS = re.compile(
    r"số lượng(?: hồ sơ)?[^.\n\d]{0,30}(\d{1,2}(?:\s*\([^)]{1,20}\))?\s*bộ)", re.IGNORECASE
)

COMMON, ADDITION, CASE = "COMMON", "ADDITION", "CASE"


def read_cases(record: Reader) -> tuple[CaseRecord, ...]:
    """The cases of a record with their papers; a record without distinctions has
    one unnamed case.
    """
    groups = [(kind_of(heading), heading, papers) for heading, papers in _groups(record)]
    named = [group for group in groups if group[0] == CASE]
    if len(named) < 2:
        everything = [
            (ADDITION if kind == CASE and len(groups) > 1 else kind, head, papers)
            for kind, head, papers in groups
        ]
        cases = [CaseRecord("", _papers(everything))]
    else:
        shared = [group for group in groups if group[0] != CASE]
        cases = [
            CaseRecord(heading, _papers([(COMMON, "", papers), *shared]))
            for _kind, heading, papers in named
        ]
    return tuple(_with_papers(record, case) for case in cases)


def kind_of(heading: str) -> str:
    """Whether the heading of a group names a case, an addition to every case, or just a part of the
    list.
    """
    if not heading or _HEADING.match(heading) or _NOTICE.match(heading):
        return COMMON
    return ADDITION if _ADDITION.search(heading[:200]) else CASE


def plain_name(name: str) -> str:
    """A paper's name without the bullet before it and the punctuation after it."""
    stripped = _TAIL.sub("", _BULLET.sub("", name))
    return stripped or name


def sets_said(texts: Iterable[str]) -> str:
    """How many sets of papers ("Số lượng hồ sơ: 01 bộ") one of the texts says, else nothing."""
    for text in texts:
        if "lượng" in text and (said := _SETS.search(text)):
            return said[1]
    return ""


def looks_cut(name: str) -> bool:
    """A name that stops in the middle: an open bracket or quotation mark, or a word that wants
    another.
    """
    return (
        name.count("(") > name.count(")")
        or name.count("“") > name.count("”")
        or _CUT_END.search(name) is not None
    )


def _groups(record: Reader) -> list[tuple[str, list[PaperRecord]]]:
    merged: dict[str, list[PaperRecord]] = {}
    for group in record.objects("document_groups"):
        heading = plain_name(group.text("case")) if group.text("case") else ""
        papers = [_paper(item, heading) for item in group.objects("items") if item.text("name")]
        merged.setdefault(heading, []).extend(papers)
    return list(merged.items())


def _paper(item: Reader, heading: str) -> PaperRecord:
    name = plain_name(item.text("name"))
    if looks_cut(name):
        item.doubt(Doubt.CUT_NAME, "name", name[:80])
    originals = item.integer("original", most=_MOST_COPIES) or 0
    copies = item.integer("copy", most=_MOST_COPIES) or 0
    files = item.texts("form_files")
    for file in files:
        if "." not in file:
            item.doubt(Doubt.CUT_NAME, "form_files", file[:80])
    is_note = not originals and not copies
    return PaperRecord(
        name=name,
        heading=heading,
        original_count=originals,
        copy_count=copies,
        is_note=is_note,
        is_required=not is_note and not _CONDITIONAL.search(name),
        form_files=tuple(files),
        **_asked(heading, name, originals),
    )


def _asked(heading: str, name: str, originals: int) -> dict[str, str]:
    if _SHOWN.search(heading) or _SHOWN.search(name[:60]):
        return {"asked_direct": "ORIGINAL_SHOWN", "asked_postal": "CERTIFIED_COPY"}
    handed_in = "ORIGINAL_HANDED_IN" if originals else "CERTIFIED_COPY"
    return {"asked_direct": handed_in, "asked_postal": handed_in}


def _papers(groups: list[tuple[str, str, list[PaperRecord]]]) -> tuple[PaperRecord, ...]:
    """The papers of one case: those of an addition are asked only of whom they concern."""
    papers: dict[PaperRecord, None] = {}
    for kind, heading, members in groups:
        for paper in members:
            shown = replace(paper, heading=heading)
            papers[replace(shown, is_required=False) if kind == ADDITION else shown] = None
    return tuple(papers)


def _with_papers(record: Reader, case: CaseRecord) -> CaseRecord:
    """Where nothing but notes is listed, the notes are the papers (the source lost
    their numbers).
    """
    if any(not paper.is_note for paper in case.papers):
        return case
    real = [paper for paper in case.papers if not _NOTICE.match(paper.heading)]
    if not real:
        record.doubt(Doubt.NO_PAPERS, detail=case.name)
        return case
    record.doubt(Doubt.ONLY_NOTES, detail=case.name)
    kept = (
        replace(paper, is_note=False, is_required=not _CONDITIONAL.search(paper.name))
        if paper in real
        else paper
        for paper in case.papers
    )
    return CaseRecord(case.name, tuple(kept))
