"""Plausible answers to any form, as a person would type them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

from motcua.demo.loading import content, names

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

Json = dict[str, Any]
HOME = "52"
_NAMED = {
    "name", "partner", "spouse", "witness", "signer", "owner", "representative", "manager",
    "contact", "designer", "checker", "safety_head", "custom_note",
}  # fmt: skip
_ISSUED_BY = "Cục Cảnh sát quản lý hành chính về trật tự xã hội"


@dataclass(frozen=True)
class Invented:
    """Whom a dossier is about; `commune` is the code of where he lives."""

    name: str
    identity: str
    born: date
    phone: str
    commune: str
    tax_code: str = ""
    email: str = ""


def invent(random: Random, *, commune: str, is_company: bool = False) -> Invented:
    """Somebody of that commune."""
    born = date(random.randint(1955, 2004), random.randint(1, 12), random.randint(1, 28))
    return Invented(
        name=names.company(random) if is_company else names.person(random),
        identity=identity(random, born),
        born=born,
        phone=f"09{random.randint(10_000_000, 49_999_999)}",
        commune=commune,
        tax_code=random.choice(samples()["tax_codes"]),
    )


def identity(random: Random, born: date) -> str:
    """A number of the form of an identity number registered in the province."""
    sex = random.randint(0, 1) + (2 if born.year >= 2000 else 0)
    place = random.choice(("064", "064", "052"))
    return f"{place}{sex}{born.year % 100:02d}{random.randint(1, 999_999):06d}"


@cache
def samples() -> Json:
    """What people write where nothing else is known."""
    return dict(content.rows("answers"))


class Filler:
    """Answers one form for one person on one day; asked again it says something else."""

    def __init__(self, who: Invented, random: Random, today: date) -> None:
        self.who, self.random, self.today = who, random, today
        self._ways: dict[str, Callable[[Json, str], Any]] = {
            "short_text": self._text,
            "long_text": self._text,
            "number": self._number,
            "money": self._number,
            "date": self._date,
            "yes_no": self._yes_no,
            "choice": self._choice,
            "choices": self._choices,
            "person_identity": self._identity,
            "tax_code": lambda question, path: self.who.tax_code or self.who.identity,
            "phone": lambda question, path: self.who.phone,
            "email": self._email,
            "address": self._address,
            "declaration": lambda question, path: "yes",
            "group": self._group,
        }

    def page(self, section: Json) -> Json:
        """What is typed on one page; hidden questions are answered too, they are not kept."""
        return {
            question["key"]: self._ways[question["type"]](
                question, f"{section['key']}.{question['key']}"
            )
            for question in section["questions"]
            if question["type"] in self._ways
        }

    def _fixed(self, question: Json, path: str) -> str | None:
        fixed = samples()["fixed"]
        if path == "applicant.kind":
            return "ORGANISATION" if self.who.name.startswith("Công ty") else "PERSON"
        found = fixed.get(path) or fixed.get(question["key"])
        keys = [option["key"] for option in question.get("options", ())]
        return found if not keys or found in keys else None

    def _text(self, question: Json, path: str) -> str:
        if question.get("prefill") == "applicant.name":
            return self.who.name
        known = samples()["texts"].get(question["key"])
        if known:
            return str(self.random.choice(known))[: question.get("max_length", 200)]
        if question["key"] in _NAMED:
            return names.person(self.random)
        return str(samples()["texts"]["matter"][0])[: question.get("max_length", 200)]

    def _number(self, question: Json, path: str) -> str:
        low, high = samples()["numbers"].get(question["key"], (1, 5))
        low = max(low, question.get("min", 0))
        value = self.random.randint(int(low), int(max(low, min(high, question.get("max", high)))))
        return str(value // 1000 * 1000 if question["type"] == "money" else value)

    def _date(self, question: Json, path: str) -> str:
        if question.get("prefill") == "applicant.birth_date":
            return self.who.born.isoformat()
        if path == "child.born":
            return self._ago(1, 40)
        if question["key"] in ("from", "to", "start"):
            return self._ago(-12, -5) if question["key"] == "from" else self._ago(-40, -20)
        if question["key"] in ("born", "birth_date"):
            return self._ago(25 * 365, 60 * 365)
        return self._ago(200, 3000)

    def _ago(self, least: int, most: int) -> str:
        return (self.today - timedelta(days=self.random.randint(least, most))).isoformat()

    def _yes_no(self, question: Json, path: str) -> str:
        return self._fixed(question, path) or self.random.choice(("yes", "no", "no"))

    def _choice(self, question: Json, path: str) -> str:
        keys = [option["key"] for option in question["options"]]
        return self._fixed(question, path) or self.random.choice(keys[: max(2, len(keys) // 2)])

    def _choices(self, question: Json, path: str) -> list[str]:
        keys = [option["key"] for option in question["options"]]
        least = max(1, question.get("min", 1))
        return self.random.sample(keys, min(len(keys), least + self.random.randint(0, 1)))

    def _identity(self, question: Json, path: str) -> Json:
        mine = question.get("prefill") == "applicant.identity"
        born = date(self.random.randint(1955, 2000), 1, 1)
        return {
            "kind": "CITIZEN_12",
            "number": self.who.identity if mine else identity(self.random, born),
            "issued_on": self._ago(400, 1200),
            "issued_by": _ISSUED_BY,
        }

    def _email(self, question: Json, path: str) -> str:
        return self.who.email or ("lienhe@demo.test" if question.get("required", True) else "")

    def _address(self, question: Json, path: str) -> Json:
        detail = self.random.choice(samples()["texts"]["address_detail"])
        return {"province": HOME, "commune": self.who.commune, "detail": detail}

    def _group(self, question: Json, path: str) -> list[Json]:
        most = min(question["repeat"]["max"], 3)
        count = self.random.randint(max(1, question["repeat"].get("min", 0)), max(1, most))
        section = {"key": path, "questions": question["questions"]}
        return [self.page(section) for _number in range(count)]
