"""Bodies that no honest page sends, and honest pages filled in by somebody hostile."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from urllib.parse import quote_from_bytes, urlencode

if TYPE_CHECKING:
    import random

FORM = "application/x-www-form-urlencoded"
BORDER = "----vienbien"
MULTIPART = f"multipart/form-data; boundary={BORDER}"

_TEXTS = (
    *("", " ", "\t\n", "0", "-1", "1", "2", "1e309", "NaN", "-0", "9" * 40, "1.234.567,89"),
    *("1,234.56", "31/02/2026", "2026-02-31", "29/02/2023", "00/00/0000", "31/12/9999"),
    *("\x00", "a\x00b", "\ud800", "a\udfffb", "\ufeff", "\u202egnp.exe", "\u200b", "\uffff"),
    *("Nguye\u0302\u0303n", "Nguyễn", "hoà", "hòa", "e\u0301" * 300, "م رحبا", "👩‍👩‍👧‍👦🇻🇳"),
    *("' OR 1=1 --", '"; DROP TABLE x; --', "%s%(a)s{0}{}", "{{ 7*7 }}", "{% raw %}", "${7*7}"),
    *("<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "javascript:alert(1)"),
    *("../../etc/passwd", "\\\\host\\x", "\r\nSet-Cookie: a=b", "=cmd|' /C calc'!A0"),
    *("true", "null", "[]", "{}", '{"a": 1}', "٣", "１２", "²", "1_000", "0x10", "on", "yes"),
    *("a@b", "a@b.vn", "la@example.test", "052185004321", "+84912345678", "0100233488"),
    *("SELF", "COUNTER", "COUNTER-1", "COUNTER-999999999999999999", "GRANTED", "REFUSED"),
    *("ONLINE", "POST", "H21.16", "khong-co", "x" * 3000, "ă" * 120_000),
)
_NOT_TEXT = (b"\xff\xfe", b"\xed\xa0\x80", b"\xc0\x80", b"\xf5\x80\x80\x80", b"%00", b"%ud800")
VALUES = (*(text.encode("utf-8", "surrogatepass") for text in _TEXTS), *_NOT_TEXT)

BUTTONS = (b"add:family.children", b"drop:family.children-0", b"find:person.home", b"add:\x00")
FIELDS = (
    *("agency", "case", "filed_as", "return_way", "continue", "stay", "_revision", "_do", "code"),
    *("pin", "login", "password", "email", "next", "reason", "note", "to", "decision", "title"),
    *("body", "stored_file", "answer_by", "sentence", "taker_name", "position", "action_add"),
    *("question:copies.number", "reason:question:copies.number", "paper:1", "reason:paper:1"),
    *(
        "applicant.full_name",
        "copies.number",
        "person.born-day",
        "person.born-month",
        "person.born",
    ),
    *("person.identity.kind", "person.identity.number", "person.home.commune", "person.worth"),
    *("family.children-0.full_name", "family.children-9999.born-year", "family.liked"),
    *(
        "witnesses-0.identity.kind",
        "witnesses-1.finger",
        "end.papers",
        "end.true",
        "x[y][z]",
        "\x00",
    ),
)


@dataclass
class Form:
    """A form of a page: where it goes and what it asks for."""

    action: str
    fields: dict[str, bytes] = field(default_factory=dict)
    files: set[str] = field(default_factory=set)


class _Reader(HTMLParser):
    def __init__(self, path: str) -> None:
        super().__init__()
        self.path, self.forms, self._open = path, [], None  # type: ignore[var-annotated]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._open = Form(has.get("action") or self.path)
            if has.get("method", "").lower() == "post":
                self.forms.append(self._open)
        elif self._open is not None and has.get("name"):
            if has.get("type") == "file":
                self._open.files.add(has["name"])
            else:
                self._open.fields[has["name"]] = has.get("value", "").encode()

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._open = None


def forms_of(path: str, page: str) -> list[Form]:
    """The forms of a page that are posted."""
    reader = _Reader(path)
    reader.feed(page)
    return reader.forms


@dataclass(frozen=True)
class Body:
    """What is sent: bytes with the type they claim to have."""

    content: bytes
    content_type: str
    about: str


def filled_in(form: Form, chance: random.Random) -> Body:
    """A page's own form with hostile values; sometimes as it stands, doubled or in pieces."""
    pairs = [
        (name, chance.choice(VALUES) if chance.random() < 0.6 else value)
        for name, value in form.fields.items()
    ]
    pairs += [(chance.choice(FIELDS), chance.choice(VALUES)) for _ in range(chance.randrange(3))]
    if "_do" in form.fields or chance.random() < 0.05:
        pairs.append(("_do", chance.choice(BUTTONS)))
    if pairs and chance.random() < 0.2:
        pairs += [(chance.choice(pairs)[0], chance.choice(VALUES)) for _ in range(3)]
    if form.files or chance.random() < 0.2:
        return _multipart(pairs, sorted(form.files), chance)
    return Body(_urlencoded(pairs), FORM, "filled in")


def forged(chance: random.Random) -> Body:
    """A body that came from no page."""
    return chance.choice(_FORGED)


def _urlencoded(pairs: list[tuple[str, bytes]]) -> bytes:
    return "&".join(
        f"{quote_from_bytes(name.encode())}={quote_from_bytes(value)}" for name, value in pairs
    ).encode()


def _multipart(pairs: list[tuple[str, bytes]], files: list[str], chance: random.Random) -> Body:
    parts = [_part(name, value) for name, value in pairs]
    for name in files:
        content = chance.choice((b"", b"%PDF-1.7\n", b"\xff\xd8\xff\xe0", b"MZ" * 40, b"GIF89a"))
        parts.append(_part(name, content, filename=chance.choice(("a.pdf", "../a", "\u202e.jpg"))))
    whole = b"".join(parts) + f"--{BORDER}--\r\n".encode()
    if chance.random() < 0.15:
        return Body(whole[: len(whole) // 2], MULTIPART, "cut short")
    return Body(whole, MULTIPART, "in parts")


def _part(name: str, value: bytes, *, filename: str | None = None) -> bytes:
    shown = name.replace("\x00", "")
    named = f'Content-Disposition: form-data; name="{shown}"'
    if filename is not None:
        named += f'; filename="{filename}"'
    return b"--" + BORDER.encode() + b"\r\n" + named.encode() + b"\r\n\r\n" + value + b"\r\n"


def _every_field(value: bytes) -> bytes:
    return _urlencoded([(name, value) for name in FIELDS])


_FORGED = (
    *(
        Body(_every_field(value), FORM, f"every field {value[:12]!r}")
        for value in VALUES[::3]
        if len(value) < 5000
    ),
    Body(b"", FORM, "nothing"),
    Body(b"=&&=&a", FORM, "broken pairs"),
    Body(b"\xff\xfe\x00" * 50, FORM, "not UTF-8"),
    Body(b"copies.number=%ED%A0%80&note=%ED%B0%80&reason=%00", FORM, "surrogates"),
    Body(urlencode({f"f{n}": n for n in range(20_000)}).encode(), FORM, "too many fields"),
    Body(_urlencoded([("note", b"x")] * 900), FORM, "one name 900 times"),
    Body(b"copies.number=2", "text/plain", "as text"),
    Body(json.dumps({"copies.number": [2]}).encode(), "application/json", "as JSON"),
    Body(b"[" * 50_000, "application/json", "deep JSON"),
    Body(b"<a/>", "application/xml", "as XML"),
    Body(b"x", "not a type", "no type"),
    Body(b"x", "multipart/form-data", "no border"),
    Body(b"x", 'multipart/form-data; boundary="\xc3\xa9"', "odd border"),
    Body(b"--" + BORDER.encode() + b"\r\n", MULTIPART, "only a border"),
    Body(_part("note", b"x") * 2000, MULTIPART, "too many parts"),
    *(
        Body(content, f"{kind}; charset={charset}", f"{charset} {kind[:9]}")
        for kind, content in (
            (MULTIPART, _part("note", b"\\ud800") + f"--{BORDER}--\r\n".encode()),
            (FORM, b"note=\\ud800&reason=+AAA-"),
        )
        for charset in ("utf-16", "utf-7", "unicode_escape", "hex", "idna", "rot13", "khong-co")
    ),
)
