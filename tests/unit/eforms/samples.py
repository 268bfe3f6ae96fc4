"""A form with every type of question, and a small country for its addresses."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from motcua.eforms.rules.answers.places import Candidate, Unit
from motcua.eforms.rules.definition import Definition
from motcua.eforms.rules.parsing import parse

TODAY = date(2026, 11, 21)
GIA_LAI, DA_NANG = Unit("52", "Tỉnh Gia Lai"), Unit("48", "Thành phố Đà Nẵng")
GAO, PLEIKU, HAI_CHAU = (
    Unit("23602", "Xã Gào"),
    Unit("23560", "Phường Pleiku"),
    Unit("20194", "Phường Hải Châu"),
)


def text(vi: str, en: str = "") -> dict[str, str]:
    return {"vi": vi, "en": en} if en else {"vi": vi}


def question(key: str, type_: str, **more: Any) -> dict[str, Any]:
    return {"key": key, "type": type_, "label": text(f"Câu {key}", f"Question {key}"), **more}


def section(key: str, *questions: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"key": key, "title": text(f"Phần {key}"), "questions": list(questions), **more}


def form(*sections: dict[str, Any], key: str = "sample") -> dict[str, Any]:
    return {"schema": 1, "key": key, "title": text("Tờ khai thử"), "sections": list(sections)}


def only(type_: str, **more: Any) -> Definition:
    """A form of one page `s` with one question `q`."""
    return parse(form(section("s", question("q", type_, **more))))


COLOURS = [
    {"key": "red", "label": text("Đỏ", "Red")},
    {"key": "blue", "label": text("Xanh", "Blue")},
]
CHILDREN = question(
    "children",
    "group",
    repeat={"min": 0, "max": 3, "item": text("Người con", "Child")},
    questions=[
        question("full_name", "short_text"),
        question("born", "date", partial="year", not_after="today"),
        question("at_school", "yes_no", required=False),
        question("school", "short_text", condition={"q": ".at_school", "op": "eq", "value": True}),
    ],
)
EVERYTHING = form(
    section(
        "person",
        question(
            "full_name", "short_text", max_length=50, prefill="applicant.name", official="Mục 1"
        ),
        question("story", "long_text", required=False, max_length=500),
        question("copies", "number", min=1, max=20, fee_input="copies"),
        question("area", "number", decimals=2, required=False, unit=text("m²")),
        question("worth", "money", required=False),
        question("born", "date", not_after="today", prefill="applicant.birth_date"),
        question("identity", "person_identity", issued=True, prefill="applicant.identity"),
        question("phone", "phone", required=False, prefill="filer.phone"),
        question("email", "email", required=False, prefill="filer.email"),
        question("home", "address", abroad=True, prefill="applicant.address"),
        question("married", "yes_no"),
    ),
    section(
        "spouse",
        question("full_name", "short_text"),
        question("tax", "tax_code", required=False),
        condition={"q": "person.married", "op": "eq", "value": True},
    ),
    section(
        "family",
        question("colour", "choice", options=COLOURS),
        question("liked", "choices", options=COLOURS, required=False, max=2),
        question(
            "why", "short_text", condition={"q": "family.liked", "op": "contains", "value": "red"}
        ),
        CHILDREN,
    ),
    section(
        "witnesses",
        question("full_name", "short_text"),
        question("identity", "person_identity", kinds=["CITIZEN_12", "NONE_YET"]),
        question(
            "finger", "yes_no", condition={"q": ".identity.kind", "op": "eq", "value": "NONE_YET"}
        ),
        repeat={"min": 1, "max": 2, "item": text("Người làm chứng", "Witness")},
    ),
    section(
        "end",
        question("papers", "file", max_files=2, required=False),
        question("true", "declaration"),
    ),
    key="everything",
)
ANSWERS: dict[str, Any] = {
    "person": {
        "full_name": "Rơ Châm H'Lan",
        "story": "Dòng một\nDòng hai",
        "copies": 3,
        "area": 120.5,
        "worth": 1500000,
        "born": "1985-03-02",
        "identity": {
            "kind": "CITIZEN_12",
            "number": "064185001234",
            "issued_on": "2021-05-06",
            "issued_by": "Bộ Công an",
        },
        "phone": "+84905123456",
        "email": "hlan@vidu.vn",
        "home": {
            "province": "52",
            "province_name": "Tỉnh Gia Lai",
            "commune": "23602",
            "commune_name": "Xã Gào",
            "detail": "Làng Wâu",
        },
        "married": True,
    },
    "spouse": {"full_name": "Siu Y", "tax": "0100233488-001"},
    "family": {
        "colour": "blue",
        "liked": ["red", "blue"],
        "why": "Đẹp",
        "children": [
            {"full_name": "H'Mai", "born": "2015", "at_school": True, "school": "Trường Gào"},
            {"full_name": "Y Bin", "born": "2020-01", "at_school": False},
        ],
    },
    "witnesses": [{"full_name": "Kpă Thu", "identity": {"kind": "NONE_YET"}, "finger": True}],
    "end": {"papers": ["a1"], "true": True},
}


def everything() -> Definition:
    return parse(EVERYTHING)


class SmallCountry:
    """Two provinces, three communes, one former commune that was split."""

    def provinces(self) -> Sequence[Unit]:
        return (DA_NANG, GIA_LAI)

    def communes_of(self, province_code: str) -> Sequence[Unit]:
        return {"52": (GAO, PLEIKU), "48": (HAI_CHAU,)}.get(province_code, ())

    def commune(self, code: str) -> Sequence[Candidate]:
        known = {
            "23602": (Candidate(GAO, GIA_LAI),),
            "23560": (Candidate(PLEIKU, GIA_LAI),),
            "20194": (Candidate(HAI_CHAU, DA_NANG),),
            "23605": (Candidate(GAO, GIA_LAI, "Xã Ia Kênh"),),
            "23599": (
                Candidate(GAO, GIA_LAI, "Xã Chia Đôi"),
                Candidate(PLEIKU, GIA_LAI, "Xã Chia Đôi"),
            ),
        }
        return known.get(code, ())

    def read(self, text: str, province_code: str = "") -> Sequence[Candidate]:
        if "Ia Kênh" in text:
            return (Candidate(GAO, GIA_LAI, "Xã Ia Kênh", "12 Lê Lợi" if "12" in text else ""),)
        if "Chia Đôi" in text:
            return self.commune("23599")
        return ()
