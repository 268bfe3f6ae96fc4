from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import meta

from motcua.notifications.rules import retrying
from motcua.notifications.rules.events import (
    EVENTS,
    Event,
    UnknownEvent,
    WrongContext,
    check_context,
    event_called,
)
from motcua.notifications.rules.wording import (
    LANGUAGES,
    MESSAGES,
    Sender,
    Wording,
    compose,
    environment,
    one_line,
)

NOW = datetime(2026, 9, 14, 1, 30, tzinfo=UTC)
SENDER = Sender(name="Cổng dịch vụ công", site_url="https://vi.du", hotline="1022")
SAMPLES: dict[str, Any] = {
    "items": ["Giấy chứng sinh: ảnh bị mờ", "Số định danh của mẹ"],
    "way": "COUNTER",
    "link": "/ho-so/H21.16-260914-0011/",
    "lookup_link": "/tra-cuu/",
    "reply_by": date(2026, 9, 30),
    "on": date(2026, 9, 21),
    "counts": ["Việc của tôi: 3"],
    "urgent": ["H21.16-260914-0011 quá hạn từ 10:00 18/09/2026"],
    "late": ["H21.16-260914-0011 quá hạn từ 10:00 18/09/2026"],
    "soon": ["H21.16-260914-0012 hạn 17:00 21/09/2026"],
}
WORDED = [event for event in EVENTS.values() if not event.has_own_words]


def facts_of(event: Event, *, whole: bool) -> dict[str, Any]:
    names = event.needs | (event.may_have if whole else frozenset())
    moments = {name: NOW for name in names if name.endswith(("_at", "_on")) or name == "answer_by"}
    return (
        {name: f"‹{name}›" for name in names}
        | moments
        | {name: value for name, value in SAMPLES.items() if name in names}
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("whole", [True, False])
@pytest.mark.parametrize("event", WORDED, ids=lambda event: event.name)
def test_every_message_says_all_it_was_given(event: Event, whole: bool, language: str) -> None:
    facts = facts_of(event, whole=whole)

    wording = compose(event.name, language=language, to_name="A", sender=SENDER, facts=facts)

    said = wording.subject + wording.body
    texts = [value for name, value in facts.items() if isinstance(value, str) and "‹" in value]
    assert [text for text in texts if text not in said] == []
    assert "\n" not in wording.subject
    assert "\n\n\n" not in wording.body
    assert "  " not in said
    assert "None" not in said
    if "link" in facts and facts["link"].startswith("/"):
        assert "https://vi.du/" in wording.body


def worded(event: str, *, language: str = "vi", sender: Sender = SENDER, **facts: Any) -> Wording:
    given = facts_of(EVENTS[event], whole=False) | facts
    return compose(event, language=language, to_name="A", sender=sender, facts=given)


@pytest.mark.parametrize(
    ("event", "facts", "said"),
    [
        ("dossier.accepted", {}, "hẹn trả kết quả 14/09/2026"),
        ("dossier.apologised", {"due_at": NOW - timedelta(days=9)}, "trả kết quả 14/09/2026"),
        ("dossier.lengthened", {}, "theo quy định, hẹn trả kết quả 14/09/2026"),
        ("dossier.resumed", {}, "hẹn trả kết quả 14/09/2026"),
        ("dossier.supplement_asked", {"reply_by": date(2026, 9, 30)}, "hết ngày 30/09/2026"),
        ("dossier.supplement_reminder", {}, "hết ngày 30/09/2026"),
        (
            "dossier.obligation",
            {"total": "1.200.000 đ"},
            "1.200.000 đ, hạn đến hết ngày 14/09/2026",
        ),
        ("dossier.correction", {"undone": "Tiếp nhận"}, "đã hủy bước “Tiếp nhận”"),
    ],
)
def test_subject_says_what_and_by_when(event: str, facts: dict[str, Any], said: str) -> None:
    subject = worded(event, code="H21.16-260914-0011", **facts).subject

    assert subject.endswith(said)
    assert "H21.16-260914-0011" in subject


def test_subject_says_the_day_before_a_name_that_may_be_cut_off() -> None:
    subject = worded("draft.expiring", procedure="Cấp Giấy chứng nhận " * 30).subject

    assert subject.startswith("Bản nháp sẽ bị xóa ngày 14/09/2026: Cấp Giấy")


@pytest.mark.parametrize("language", LANGUAGES)
def test_facts_left_out_leave_no_heap_of_empty_lines(language: str) -> None:
    body = worded("dossier.forwarded_agency", language=language, answer_by=None).body

    assert "\n\n\n" not in body


@pytest.mark.parametrize("language", LANGUAGES)
def test_farewell_names_no_number_where_there_is_none(language: str) -> None:
    silent = Sender(name="Cổng dịch vụ công", site_url="https://vi.du")

    with_number, without = (
        worded("closing.done", language=language, sender=sender, dossiers=1).body
        for sender in (SENDER, silent)
    )

    assert with_number.count("1022") == 2
    assert not re.search("dưới đây|below|gọi|: call", without)
    assert "1 dossiers" not in with_number


@pytest.mark.parametrize("event", WORDED, ids=lambda event: event.name)
def test_templates_use_only_what_the_registry_promises(event: Event) -> None:
    known = event.needs | event.may_have | {"to_name", "sender"}
    for file in (MESSAGES / event.name).iterdir():
        used = meta.find_undeclared_variables(environment().parse(file.read_text()))
        assert used <= known, file


def test_there_is_no_folder_without_an_event() -> None:
    folders = {entry.name for entry in MESSAGES.iterdir() if entry.is_dir()}

    assert folders == {event.name for event in WORDED}


@pytest.mark.parametrize("way", ["ONLINE", "COUNTER", "POST"])
def test_decided_says_how_to_get_the_result(way: str) -> None:
    facts = facts_of(EVENTS["dossier.decided"], whole=True) | {"way": way}

    body = compose("dossier.decided", language="vi", to_name="", sender=SENDER, facts=facts).body

    expected = {"ONLINE": "tải bản điện tử", "COUNTER": "đến quầy", "POST": "bưu điện mang"}[way]
    assert expected in body


@pytest.mark.parametrize("answer_by", [NOW, None])
def test_submitted_never_claims_reception(answer_by: datetime | None) -> None:
    facts = facts_of(EVENTS["dossier.submitted"], whole=True) | {"answer_by": answer_by}

    wording = compose("dossier.submitted", language="vi", to_name="", sender=SENDER, facts=facts)

    assert not re.search("tiếp nhận", wording.subject + wording.body, re.IGNORECASE)
    assert "hệ thống đã có hồ sơ" in (wording.subject + wording.body).lower()


def test_compose_keeps_hostile_names_in_their_place() -> None:
    facts = facts_of(EVENTS["dossier.accepted"], whole=True) | {
        "code": "H1\r\nBcc: everyone@vi.du",
        "procedure": "{{ sender }} \x00 \ud800 <b>",
    }

    wording = compose("dossier.accepted", language="vi", to_name="A\nB", sender=SENDER, facts=facts)

    assert "\n" not in wording.subject
    assert "\r" not in wording.subject
    assert "{{ sender }}" in wording.body
    assert "\x00" not in wording.body
    assert "\ud800" not in wording.body
    assert "Kính gửi A B," in wording.body


def test_check_context_names_what_is_missing_and_what_is_unknown() -> None:
    event = EVENTS["draft.expiring"]

    with pytest.raises(WrongContext, match="delete_on"):
        check_context(event, frozenset({"procedure", "link"}))
    with pytest.raises(WrongContext, match="surprise"):
        check_context(event, event.needs | {"surprise"})


def test_event_called_knows_the_accounts_mail_and_refuses_the_unknown() -> None:
    assert event_called("account.password_reset").has_own_words
    with pytest.raises(UnknownEvent):
        event_called("dossier.sumbitted")


@given(st.text(max_size=400))
def test_one_line_is_one_short_line(subject: str) -> None:
    line = one_line(subject)

    assert len(line.splitlines()) <= 1
    assert len(line) <= 250


def test_waits_double_up_to_an_hour() -> None:
    end = NOW + timedelta(days=3)
    waits = []
    for failures in range(1, 10):
        at = retrying.next_attempt_at(failures=failures, expires_at=end, now=NOW)
        assert at is not None
        waits.append((at - NOW).total_seconds())

    assert waits == [30, 60, 120, 240, 480, 960, 1920, 3600, 3600]


def test_the_last_attempt_is_made_at_the_very_end() -> None:
    end = NOW + timedelta(seconds=10)

    assert retrying.next_attempt_at(failures=1, expires_at=end, now=NOW) == end
    assert retrying.next_attempt_at(failures=2, expires_at=end, now=end) is None


@given(failures=st.integers(1, 100_000), left=st.timedeltas(timedelta(0), timedelta(days=30)))
def test_no_attempt_is_planned_after_the_end_or_in_the_past(failures: int, left: timedelta) -> None:
    at = retrying.next_attempt_at(failures=failures, expires_at=NOW + left, now=NOW)

    assert at is None or NOW < at <= NOW + left


def test_a_claim_outlives_the_longest_conversation() -> None:
    timeout = timedelta(seconds=20)

    expires = retrying.claim_expires_at(claimed_at=NOW, operation_timeout=timeout)

    assert expires - NOW > retrying.longest_conversation(timeout)
