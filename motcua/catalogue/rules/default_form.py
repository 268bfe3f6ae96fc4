"""The form a procedure has until a designed one replaces it: who applies, and what is asked for.

Papers are not questions: each `RequiredDocument` of the case is a slot of its own on the papers
page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

PERSON, ORGANISATION = "PERSON", "ORGANISATION"
BOTH = "default-any"
PEOPLE_ONLY = "default-person"
ORGANISATIONS_ONLY = "default-organisation"
KEYS = (BOTH, PEOPLE_ONLY, ORGANISATIONS_ONLY)

_PEOPLE = {"cong-dan", "nguoi-nuoc-ngoai", "can-bo"}
_ORGANISATIONS = {"doanh-nghiep", "to-chuc"}
Json = dict[str, Any]


def key_for(audiences: Iterable[str]) -> str:
    """Which default form fits a procedure that is for these audiences; an unknown audience may be
    anybody.
    """
    named = set(audiences)
    if named and named <= _PEOPLE:
        return PEOPLE_ONLY
    if named and named <= _ORGANISATIONS:
        return ORGANISATIONS_ONLY
    return BOTH


def build(key: str) -> Json:
    """The definition of one of the default forms (docs/reference/form-definition.md)."""
    return {
        "schema": 1,
        "key": key,
        "title": _words(
            "Đơn đề nghị giải quyết thủ tục hành chính", "Request to settle a procedure"
        ),
        "sections": [
            {
                "key": "applicant",
                "title": _words("Người đề nghị", "The applicant"),
                "questions": _applicant(key),
            },
            {
                "key": "matter",
                "title": _words("Nội dung đề nghị", "The request"),
                "questions": _matter(),
            },
        ],
    }


def _words(vi: str, en: str) -> Json:
    return {"vi": vi, "en": en}


def _question(key: str, kind: str, vi: str, en: str, **more: Any) -> Json:
    return {"key": key, "type": kind, "label": _words(vi, en), **more}


def _applicant(key: str) -> list[Json]:
    person = {"q": "applicant.kind", "op": "eq", "value": PERSON} if key == BOTH else None
    organisation = (
        {"q": "applicant.kind", "op": "eq", "value": ORGANISATION} if key == BOTH else None
    )
    questions = [_kind()] if key == BOTH else []
    if key != ORGANISATIONS_ONLY:
        questions += [_only_if(person, question) for question in _person()]
    if key != PEOPLE_ONLY:
        questions += [_only_if(organisation, question) for question in _organisation()]
    return questions + _reach()


def _only_if(condition: Json | None, question: Json) -> Json:
    return question | {"condition": condition} if condition else question


def _kind() -> Json:
    options = [
        {"key": PERSON, "label": _words("Cá nhân", "A person")},
        {
            "key": ORGANISATION,
            "label": _words("Tổ chức, doanh nghiệp", "An organisation or business"),
        },
    ]
    return _question("kind", "choice", "Ai đề nghị?", "Who is applying?", options=options)


def _person() -> list[Json]:
    return [
        _question(
            "name",
            "short_text",
            "Họ và tên",
            "Full name",
            prefill="applicant.name",
            autocomplete="name",
        ),
        _question(
            "birth_date",
            "date",
            "Ngày sinh",
            "Date of birth",
            partial="year",
            not_after="today",
            prefill="applicant.birth_date",
        ),
        _question(
            "identity",
            "person_identity",
            "Giấy tờ tùy thân",
            "Identity paper",
            prefill="applicant.identity",
        ),
    ]


def _organisation() -> list[Json]:
    return [
        _question(
            "organisation_name",
            "short_text",
            "Tên tổ chức, doanh nghiệp",
            "Name of the organisation",
            max_length=300,
            prefill="applicant.name",
            autocomplete="organization",
        ),
        _question(
            "tax_code",
            "tax_code",
            "Mã số thuế",
            "Tax code",
            required=False,
            prefill="applicant.tax_code",
        ),
        _question(
            "representative",
            "short_text",
            "Người đại diện theo pháp luật",
            "Legal representative",
            prefill="filer.name",
        ),
    ]


def _reach() -> list[Json]:
    return [
        _question("address", "address", "Địa chỉ", "Address", prefill="applicant.address"),
        _question(
            "phone",
            "phone",
            "Số điện thoại",
            "Phone",
            prefill="applicant.phone",
            autocomplete="tel",
        ),
        _question(
            "email",
            "email",
            "Thư điện tử",
            "E-mail",
            required=False,
            prefill="applicant.email",
            autocomplete="email",
        ),
    ]


def _matter() -> list[Json]:
    hint = _words(
        "Viết ngắn gọn việc bạn cần giải quyết. Giấy tờ kèm theo nộp ở trang sau.",
        "Say briefly what you need. Papers are added on the next page.",
    )
    return [
        _question(
            "request",
            "long_text",
            "Bạn đề nghị giải quyết việc gì?",
            "What do you ask for?",
            hint=hint,
        ),
        _question(
            "truth",
            "declaration",
            "Tôi cam đoan những điều khai trên là đúng và chịu trách nhiệm trước pháp luật"
            " về lời khai của mình.",
            "I declare that what I have stated is true and that I answer for it before the law.",
        ),
    ]
