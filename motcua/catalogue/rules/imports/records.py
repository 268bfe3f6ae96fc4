"""The shape a procedure record takes once it has been read: plain, frozen, complete."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from motcua.kit.wording import Words, _


class Doubt(StrEnum):
    """What an import found unclear in a record; the record is taken all the same."""

    UNIT_MISSING = "UNIT_MISSING"
    LIMIT_MISSING = "LIMIT_MISSING"
    MANY_LIMITS = "MANY_LIMITS"
    AREA_MIXED = "AREA_MIXED"
    LIMITS_DIFFER = "LIMITS_DIFFER"
    SUSPECT_THOUSANDS = "SUSPECT_THOUSANDS"
    FOREIGN_CURRENCY = "FOREIGN_CURRENCY"
    PROVINCIAL_RATE = "PROVINCIAL_RATE"
    AMOUNT_IN_WORDS = "AMOUNT_IN_WORDS"
    CUT_NAME = "CUT_NAME"
    MARKUP = "MARKUP"
    NO_METHODS = "NO_METHODS"
    NO_PAPERS = "NO_PAPERS"
    ONLY_NOTES = "ONLY_NOTES"
    NO_SECTOR = "NO_SECTOR"
    MISSING_KEY = "MISSING_KEY"
    WRONG_TYPE = "WRONG_TYPE"
    UNKNOWN_KEY = "UNKNOWN_KEY"
    TOO_MANY = "TOO_MANY"


DOUBT_WORDS: dict[Doubt, Words] = {
    Doubt.UNIT_MISSING: _("Thời hạn thiếu đơn vị"),
    Doubt.LIMIT_MISSING: _("Không nêu thời hạn"),
    Doubt.MANY_LIMITS: _("Một cách nộp có nhiều thời hạn, đã lấy thời hạn dài nhất"),
    Doubt.AREA_MIXED: _(
        "Thời hạn các cách nộp chênh đúng 10 ngày, đã hiểu là phần cộng thêm cho địa bàn miền núi"
    ),
    Doubt.LIMITS_DIFFER: _("Các cách nộp có thời hạn khác nhau"),
    Doubt.SUSPECT_THOUSANDS: _("Mức phí dưới 1.000 đồng, đã hiểu là nghìn đồng"),
    Doubt.FOREIGN_CURRENCY: _("Mức phí bằng ngoại tệ"),
    Doubt.PROVINCIAL_RATE: _(
        "Mức phí do Hội đồng nhân dân tỉnh quy định, cần bổ sung số nghị quyết"
    ),
    Doubt.AMOUNT_IN_WORDS: _("Mức phí không phải số nguyên, đã giữ như bản ghi viết"),
    Doubt.CUT_NAME: _("Tên có thể bị cắt"),
    Doubt.MARKUP: _("Có mã HTML trong chữ, đã bỏ đi"),
    Doubt.NO_METHODS: _("Không nêu cách nộp, đã hiểu là nộp trực tiếp"),
    Doubt.NO_PAPERS: _("Không có thành phần hồ sơ"),
    Doubt.ONLY_NOTES: _("Thành phần hồ sơ không ghi số bản, đã giữ làm giấy tờ phải nộp"),
    Doubt.NO_SECTOR: _("Không nêu lĩnh vực, đã xếp vào “Lĩnh vực khác”"),
    Doubt.MISSING_KEY: _("Thiếu mục"),
    Doubt.WRONG_TYPE: _("Mục không đúng kiểu, đã bỏ qua"),
    Doubt.UNKNOWN_KEY: _("Mục lạ, không dùng đến"),
    Doubt.TOO_MANY: _("Quá nhiều mục, phần thừa đã bỏ qua"),
}


@dataclass(frozen=True)
class Finding:
    """One doubt about one place of a record."""

    doubt: Doubt
    place: str = ""
    detail: str = ""


class RecordRefused(Exception):
    """The record cannot be taken; the sentence says why."""

    def __init__(self, reason: Words) -> None:
        self.reason = reason
        super().__init__()

    def __str__(self) -> str:
        return str(self.reason)


@dataclass(frozen=True)
class LimitRecord:
    """A time limit as read; without value the way of filing stands, but no limit was stated."""

    method: str
    value: int | None
    unit: str
    area_class: str = "ANY"
    ordinal: int = 1
    note: str = ""


@dataclass(frozen=True)
class FeeRecord:
    """An amount as read: whole đồng, or in words: a foreign one such as `10 USD`, or one that is no
    whole number.
    """

    method: str
    kind: str
    amount_vnd: int | None
    foreign_amount: str = ""
    note: str = ""


@dataclass(frozen=True)
class PaperRecord:
    """A paper, or a note among the papers."""

    name: str
    heading: str = ""
    original_count: int = 0
    copy_count: int = 0
    is_note: bool = False
    is_required: bool = True
    form_files: tuple[str, ...] = ()
    asked_online: str = "SCAN"
    asked_postal: str = "CERTIFIED_COPY"
    asked_direct: str = "CERTIFIED_COPY"


@dataclass(frozen=True)
class CaseRecord:
    """A case with its papers; limits and fees of the record hold for every case."""

    name: str
    papers: tuple[PaperRecord, ...]


@dataclass(frozen=True)
class ResultRecord:
    """What the procedure ends in."""

    name: str
    code: str = ""


@dataclass(frozen=True)
class ProcedureRecord:
    """A whole record, ready to be stored; `texts` and `lists` carry the fields of the version by
    name.
    """

    code: str
    name: str
    sector: str
    texts: dict[str, str]
    lists: dict[str, list[str]]
    limits: tuple[LimitRecord, ...]
    fees: tuple[FeeRecord, ...]
    cases: tuple[CaseRecord, ...]
    results: tuple[ResultRecord, ...]
    keywords: tuple[str, ...] = ()
    former_codes: tuple[str, ...] = ()
    restarts_after_supplement: bool = False
    digest: str = ""
    findings: tuple[Finding, ...] = field(default=(), compare=False)
