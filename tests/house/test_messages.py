"""Every text has its translation: ours into English, the vendors' into Vietnamese."""

from __future__ import annotations

import re
from pathlib import Path

import polib
import pytest
from django.utils import translation

from tools import messages

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")


def entries(language: str) -> list[polib.POEntry]:
    return list(polib.pofile(str(messages.po_path(language))))


def test_no_text_is_untranslated() -> None:
    assert list(messages.untranslated()) == [], "make messages, then fill in locale/"


def test_every_name_of_the_translating_call_is_known() -> None:
    named = {
        name
        for path in (messages.ROOT / "motcua").rglob("*.py")
        for name in re.findall(r"gettext\w* as (\w+)", path.read_text("utf-8"))
    }

    assert named
    assert named <= messages.KEYWORDS.keys(), "texts under other names are never extracted"


@pytest.mark.parametrize("language", ["en", "vi"])
def test_translations_keep_the_placeholders(language: str) -> None:
    differing = [
        entry.msgid
        for entry in entries(language)
        for text in (entry.msgstr_plural.values() if entry.msgid_plural else [entry.msgstr])
        if sorted(PLACEHOLDER.findall(entry.msgid)) != sorted(PLACEHOLDER.findall(text))
    ]

    assert differing == []


@pytest.mark.parametrize("language", ["en", "vi"])
def test_translations_keep_links_and_edges(language: str) -> None:
    def frame(text: str) -> tuple[bool, bool, list[str]]:
        return text.startswith(" "), text.endswith(" "), re.findall(r"</?\w+", text)

    differing = [
        entry.msgid
        for entry in entries(language)
        if entry.msgstr and frame(entry.msgid) != frame(entry.msgstr)
    ]

    assert differing == []


def test_nothing_english_is_left_vietnamese() -> None:
    vietnamese = re.compile("[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", re.IGNORECASE)
    kept = {"đồng", "triệu", "làm lại giấy khai sinh", "Một Cửa", "Tỉnh Gia Lai", "Ia Kênh"}
    kept |= {"mùa 16/10", "từ 01/01/2026 đến 31/12/2026"}  # typed so in either language

    suspicious = []
    for entry in entries("en"):
        text = entry.msgstr
        for words in kept:
            text = text.replace(words, "")
        if vietnamese.search(text):
            suspicious.append(entry.msgstr)

    assert suspicious == []


def test_compiled_texts_speak_on_the_screens() -> None:
    with translation.override("en"):
        assert translation.gettext("Đăng nhập") == "Sign in"
    with translation.override("vi"):
        assert translation.gettext("Incorrect password.") == "Mật khẩu không đúng."
        assert translation.gettext("Đăng nhập") == "Đăng nhập"


def test_compiling_again_writes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "en" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.po").write_bytes(messages.po_path("en").read_bytes())
    monkeypatch.setattr(messages, "LOCALE", tmp_path)

    assert messages.compile_changed() == [folder / "django.mo"]
    assert messages.compile_changed() == []
