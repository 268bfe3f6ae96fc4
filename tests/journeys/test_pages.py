"""Every page of citizens and officers, collected from the addresses, is sound on a phone and on a
tablet.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from playwright.sync_api import BrowserContext, Page, ViewportSize, expect

from motcua.accounts.enums import Role
from motcua.accounts.models import Position, User
from motcua.catalogue.actions import life_events
from motcua.catalogue.models import ServiceOffer
from motcua.dossiers.actions.drafts import drafting
from motcua.dossiers.actions.handling import decision, processing, reception
from motcua.dossiers.actions.upkeep import recalculating
from motcua.dossiers.actions.waiting import proposing, supplement
from motcua.dossiers.actions.waiting.items import Ask
from motcua.dossiers.enums import Decision
from motcua.dossiers.models import Dossier, DossierPaper
from motcua.kit import clock
from motcua.places.actions import calendar
from motcua.places.enums import EditKind
from motcua.places.rules.edits import CalendarEdit
from tests.factories.accounts import make_officer
from tests.journeys import ways
from tests.journeys.soundness import misfits, problems
from tests.town import CODE, FORM_PAGES, OPENED, Town

Enter = Callable[..., BrowserContext]
Visits = list[tuple[str, str]]
ON_PHONE: ViewportSize = {"width": 360, "height": 740}
TABLET: ViewportSize = {"width": 768, "height": 1024}
# What a GET answers with a file, a picture, data or another place.
FILES = {
    *("robots", "sitemap", "sitemap-page", "communes", "leave", "unlocked"),
    *("draft-file", "dossier-file", "dossier-paper", "dossier-copy", "dossier-result"),
    *("blank-form", "draft-example", "calendar-change-csv"),
    *("file", "file-page", "paper", "result"),
}
# Presses of a button, and addresses that only lead on.
PRESSES = {
    *("draft", "draft-sent", "draft-send", "draft-discard", "draft-paper-remove"),
    *("organisation", "organisation-leave", "sit", "click", "unlock", "proposal-drop"),
    *("calendar-check", "calendar-alerts", "calendar-confirm", "calendar-discard"),
    "bulk",  # its answer is a page: a test of its own below
}
# Pages that test_look.py visits.
SEEN_THERE = {
    *("account", "person", "organisation-new", "own-data", "account-close"),
    *("guide", "privacy", "terms", "accessibility"),
}
ENDINGS = ("stop", "resume", "terminate", "answer-withdrawal", "ask-payment", "settle-payment")
APPOINTMENTS = ("apologise", "lengthen")


@dataclass(frozen=True)
class Desk:
    """A dossier at each point of its way."""

    sent: Dossier
    working: Dossier
    deciding: Dossier
    decided: Dossier


@pytest.fixture
def desk(town: Town) -> Desk:
    return Desk(*(along(town, steps) for steps in range(4)))


def along(town: Town, steps: int) -> Dossier:
    """A dossier that has come so many steps."""
    dossier = ways.sent_dossier(town)
    key = dossier.pk
    now = clock.now()
    done: list[Callable[[], object]] = [
        lambda: reception.accept(dossier_id=key, by=town.counter, now=now),
        lambda: processing.forward(dossier_id=key, note="Đủ", by=town.specialist, now=now),
        lambda: decision.decide(dossier_id=key, outcome=GRANTED, by=town.head, now=now),
    ]
    for act in done[:steps]:
        act()
    dossier.refresh_from_db()
    return dossier


GRANTED = decision.Outcome(
    decision=Decision.GRANTED, title="Trích lục khai sinh", number="12", body="Cấp bản sao."
)


def test_every_page_is_visited_by_one_of_these_tests(town: Town, desk: Desk) -> None:
    visited = {
        name
        for name, _path in [
            *open_to_all(town, desk),
            *of_a_citizen(town, desk),
            *(visit for _who, visits in at_the_desk(town, desk) for visit in visits),
        ]
    }

    assert set(names()) - visited == FILES | PRESSES | SEEN_THERE


def test_pages_of_citizens_are_sound(enter: Enter, town: Town, desk: Desk) -> None:
    page = enter(town.citizen).new_page()

    assert trouble(page, [*open_to_all(town, desk), *of_a_citizen(town, desk)]) == {}


def test_pages_of_the_desk_are_sound(enter: Enter, town: Town, desk: Desk) -> None:
    found: dict[str, list[str]] = {}
    for who, visits in at_the_desk(town, desk):
        found |= trouble(enter(who).new_page(), visits)

    assert found == {}


def test_pages_with_mistakes_are_sound(enter: Enter, town: Town, desk: Desk) -> None:
    page = enter(town.citizen).new_page()
    draft = ways.begun_draft(town)
    found = {}
    for section in FORM_PAGES:
        page.goto(reverse("public:draft-section", args=[draft.key, section]))
        ways.go_on(page)
        found[section] = problems(page)

    assert {section: told for section, told in found.items() if told} == {}


def test_page_of_several_moved_is_sound(enter: Enter, town: Town) -> None:
    sent, _gone = ways.sent_dossier(town), along(town, 1)
    page = enter(town.counter).new_page()
    page.goto("/mot-cua/?muc=cho-tiep-nhan")
    page.locator(f"input[value='{sent.code}']").check()
    page.get_by_role("button", name="Tiếp nhận các hồ sơ đã chọn").click()

    expect(page.get_by_text("1 hồ sơ đã xong")).to_be_visible()
    assert problems(page) == []


def names() -> Iterator[str]:
    """The name of every page of the two faces."""
    for part in get_resolver().url_patterns:
        for inner in getattr(part, "url_patterns", ()):
            if isinstance(inner, URLResolver) and inner.namespace in ("public", "desk"):
                for page in inner.url_patterns:
                    if isinstance(page, URLPattern):
                        yield str(page.name)


def open_to_all(town: Town, desk: Desk) -> Visits:
    event = life_events.EventDetails(slug="sinh-con", title="Sinh con", procedures=(CODE,))
    life_events.arrange(events=[event], by=None, now=OPENED)
    linked, _ = ServiceOffer.objects.get_or_create(
        agency=town.elsewhere,
        procedure=town.offer.procedure,
        defaults={
            "level": 3,
            "service_class": "MOT_PHAN",
            "front_door": "MINISTRY",
            "url": "https://example.gov.vn/",
            "valid_from": OPENED.date(),
        },
    )
    token = DossierPaper.objects.filter(dossier=desk.working)[0].paper.token
    return [
        ("home", "/"),
        ("find", "/thu-tuc/?q=khai+sinh"),
        ("find", "/thu-tuc/?q=khong+co+gi+nhu+the"),
        ("event", "/su-kien/sinh-con/"),
        ("agencies", "/co-quan/"),
        ("agency", f"/co-quan/{town.office.code}/"),
        ("procedure", f"/thu-tuc/{CODE}/"),
        ("leaving", reverse("public:leaving", args=[CODE, linked.pk])),
        ("begin", f"/thu-tuc/{CODE}/nop/"),
        ("tracking", "/tra-cuu/"),
        ("verification", reverse("public:verification", args=[token])),
        ("account-closed", "/tai-khoan/da-xoa/"),
    ]


def of_a_citizen(town: Town, desk: Desk) -> Visits:
    draft = ways.begun_draft(town)
    return [
        *(
            ("draft-section", reverse("public:draft-section", args=[draft.key, section]))
            for section in FORM_PAGES
        ),
        ("draft-papers", reverse("public:draft-papers", args=[draft.key])),
        ("draft-check", reverse("public:draft-check", args=[draft.key])),
        ("dossiers", "/ho-so/"),
        *(
            ("dossier", reverse("public:dossier", args=[dossier.code]))
            for dossier in (desk.sent, desk.working, desk.decided)
        ),
        ("dossier-messages", reverse("public:dossier-messages", args=[desk.working.code])),
        ("dossier-withdraw", reverse("public:dossier-withdraw", args=[desk.sent.code])),
    ]


def at_the_desk(town: Town, desk: Desk) -> list[tuple[Position | User, Visits]]:
    def moves(dossier: Dossier, *named: str) -> Visits:
        return [(name, reverse(f"desk:{name}", args=[dossier.code])) for name in named]

    control = make_officer(Role.PROVINCE_CONTROL, town.office)
    return [
        (
            town.counter,
            [
                ("inbox", "/mot-cua/"),
                ("inbox", "/mot-cua/?muc=qua-han&q=khong+co"),
                ("counter", "/mot-cua/nop-thay/?q=khai+sinh"),
                *moves(desk.sent, "dossier", "refuse", "forward-agency", "ask-supplement"),
                *moves(desk.sent, "refuse-lapsed", "ask-withdrawal"),
                *moves(desk.decided, "dossier", "hand-result"),
            ],
        ),
        (
            town.specialist,
            moves(
                desk.working,
                "dossier",
                "way",
                "messages",
                "forward",
                "hand-over",
                "ask-supplement",
                "note",
            ),
        ),
        (
            town.head,
            [
                *moves(desk.working, "reassign"),
                *moves(proposed(town), "proposal"),
                ("supplement-figures", "/mot-cua/so-lieu/bo-sung/"),
                *moves(desk.deciding, "dossier", "decide", "send-back", *APPOINTMENTS, *ENDINGS),
            ],
        ),
        (control, of_the_calendar(town, control)),
    ]


def proposed(town: Town) -> Dossier:
    """A dossier whose officer asked once, was answered, and proposes to ask for something new."""
    dossier, now = along(town, 1), clock.now()
    later = now + timedelta(minutes=1)
    terms = supplement.Terms(
        answer_by=clock.local_date(now + timedelta(days=20)), new_because="Quy định mới"
    )
    asked = supplement.ask(
        dossier_id=dossier.pk,
        items=[Ask(reason="Chưa khớp", section="extract", question="copies")],
        answer_by=terms.answer_by,
        by=town.specialist,
        now=now,
    )
    drafting.save_section(
        draft_id=asked.draft.pk,
        section="extract",
        raw={"copies": "2"},
        seen_revision=1,
        now=later,
    )
    supplement.answer(draft_id=asked.draft.pk, by=town.citizen, now=later)
    proposing.propose(
        dossier_id=dossier.pk,
        items=[Ask(reason="Thiếu số nhà", section="requester", question="home")],
        terms=terms,
        by=town.specialist,
        now=later,
    )
    return dossier


def of_the_calendar(town: Town, control: Position) -> Visits:
    now = clock.now()
    grounds = {"reason": "Bão số 13", "order_number": "12/CĐ-UBND"}
    monday = clock.local_date(now + timedelta(days=7 - now.weekday()))
    edit = CalendarEdit(kind=EditKind.DAY_OFF, off=monday, **grounds)
    change = recalculating.propose(edit=edit, by=control, now=now)
    closure = calendar.declare_closure(
        place=town.office, span=(now, now + timedelta(days=2)), by=control, now=now, **grounds
    )
    return [
        ("calendar", "/mot-cua/lich/"),
        ("calendar", f"/mot-cua/lich/?co-quan={town.office.code}"),
        ("calendar-day", "/mot-cua/lich/ngay/"),
        ("calendar-clear", "/mot-cua/lich/ngay/2026-12-24/bo/"),
        ("calendar-hours", "/mot-cua/lich/gio/lam-viec/"),
        ("closure", "/mot-cua/lich/tam-ngung/"),
        ("closure-end", f"/mot-cua/lich/tam-ngung/{closure.pk}/"),
        ("calendar-change", reverse("desk:calendar-change", args=[change.key])),
    ]


def trouble(page: Page, visits: Visits) -> dict[str, list[str]]:
    """Address → what is wrong there, of pages with anything wrong."""
    found = {}
    for _name, path in visits:
        answer = page.goto(path)
        assert answer is not None
        told = [] if answer.status == 200 else [f"answers {answer.status}"]
        told += problems(page)
        page.set_viewport_size(TABLET)
        told += misfits(page)
        page.set_viewport_size(ON_PHONE)
        found[re.sub(r"[0-9a-f-]{36}", "…", path)] = told
    return {path: told for path, told in found.items() if told}
