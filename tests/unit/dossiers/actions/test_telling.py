"""Who is told what; look-up by anyone; drafts that grow old."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from motcua.accounts.models import Position, User
from motcua.catalogue.models import ServiceOffer
from motcua.dossiers import jobs
from motcua.dossiers.actions.drafts import submission
from motcua.dossiers.actions.handling import decision, reception
from motcua.dossiers.actions.handling.decision import Outcome
from motcua.dossiers.actions.letters.telling import pin_of
from motcua.dossiers.actions.looks import tracking
from motcua.dossiers.actions.upkeep import aging
from motcua.dossiers.actions.waiting import items, supplement
from motcua.dossiers.enums import Decision, FiledAs
from motcua.dossiers.models import Dossier, Draft
from motcua.dossiers.queries.clocks import standing
from motcua.notifications.models import Notification
from tests.factories.dossiers import (
    DAY,
    HOUR,
    MONDAY,
    Desk,
    begin_draft,
    make_dossier,
    make_draft,
    save_page,
)


def told(event: str = "") -> list[tuple[str, str]]:
    """(event, address) of every message, in order."""
    rows = Notification.objects.filter(about__startswith="dossier:").order_by("pk")
    return [
        (row.event, row.to_email) for row in rows if not event or row.event == f"dossier.{event}"
    ]


# ── the first message ───────────────────────────────────────────────────────────────────────


def test_filing_for_oneself_tells_one_address_code_and_pin(
    submitted: Dossier,
) -> None:
    submission.follow_up(dossier_id=submitted.pk, now=MONDAY)

    body = Notification.objects.get().body
    assert told() == [("dossier.submitted", "hmok@example.test")]
    assert submitted.code in body
    assert pin_of(submitted) in body
    assert "đã tiếp nhận" not in body.lower()  # that word waits for the acceptance


def test_follow_up_again_tells_nobody_twice(submitted: Dossier) -> None:
    for _ in range(3):
        submission.follow_up(dossier_id=submitted.pk, now=MONDAY)

    assert len(told("submitted")) == 1


def test_form_with_another_address_tells_both(offer: ServiceOffer, citizen: User) -> None:
    dossier = make_dossier(offer, citizen, now=MONDAY, email="khac@example.test")

    submission.follow_up(dossier_id=dossier.pk, now=MONDAY)

    assert told() == [
        ("dossier.submitted", "khac@example.test"),
        ("dossier.submitted", "hmok@example.test"),
    ]


def test_same_address_in_other_letters_is_told_once(offer: ServiceOffer, citizen: User) -> None:
    dossier = make_dossier(offer, citizen, now=MONDAY, email="HMok@Example.test")

    submission.follow_up(dossier_id=dossier.pk, now=MONDAY)

    assert len(told()) == 1


def test_filing_for_another_tells_each_his_own(offer: ServiceOffer, citizen: User) -> None:
    dossier = make_dossier(
        offer,
        citizen,
        now=MONDAY,
        name="Y Bhăm",
        email="bham@example.test",
        filed_as=FiledAs.ANOTHER,
    )

    submission.follow_up(dossier_id=dossier.pk, now=MONDAY)

    assert told() == [
        ("dossier.filed_for_you", "bham@example.test"),
        ("dossier.submitted", "hmok@example.test"),
    ]
    assert "H'Mok Siu" in Notification.objects.get(event="dossier.filed_for_you").body


def test_filing_for_somebody_without_an_address_tells_the_filer(
    offer: ServiceOffer, citizen: User
) -> None:
    dossier = make_dossier(
        offer, citizen, now=MONDAY, name="Y Bhăm", email="", filed_as=FiledAs.ANOTHER
    )

    submission.follow_up(dossier_id=dossier.pk, now=MONDAY)

    assert told() == [("dossier.submitted", "hmok@example.test")]


def test_counter_filing_tells_the_person_and_never_the_officer(
    offer: ServiceOffer, counter_officer: Position
) -> None:
    with_address = make_dossier(
        offer, counter_officer, now=MONDAY, name="Y Bhăm", email="bham@example.test"
    )
    without = make_dossier(offer, counter_officer, now=MONDAY, name="Y Moan", email="")

    for dossier in (with_address, without):
        submission.follow_up(dossier_id=dossier.pk, now=MONDAY)

    first, second = Notification.objects.order_by("pk")
    assert (first.event, first.to_email) == ("dossier.filed_for_you", "bham@example.test")
    assert (second.to_email, second.reason) == ("", "NO_ADDRESS")


def test_every_later_message_reaches_both_and_speaks_their_language(
    offer: ServiceOffer, citizen: User, desk: Desk
) -> None:
    draft = make_draft(
        offer,
        citizen,
        now=MONDAY,
        name="Y Bhăm",
        email="bham@example.test",
        filed_as=FiledAs.ANOTHER,
        language="en",
    )
    dossier = submission.submit(draft_id=draft.pk, by=citizen, now=MONDAY)
    desk.accept(dossier)
    desk.forward(dossier)
    refusal = Outcome(
        decision=Decision.REFUSED, title="Công văn", body="Không cấp.", reason="Điều 5"
    )
    decision.decide(dossier_id=dossier.pk, outcome=refusal, by=desk.head, now=MONDAY + 2 * DAY)

    for event in ("accepted", "refused"):
        assert [address for _event, address in told(event)] == [
            "bham@example.test",
            "hmok@example.test",
        ]
    assert set(Notification.objects.values_list("language", flat=True)) == {"en"}


# ── look-up ─────────────────────────────────────────────────────────────────────────────────


def test_look_up_with_code_and_pin_however_they_are_typed(submitted: Dossier) -> None:
    pin = pin_of(submitted)

    for code, typed in (
        (submitted.code, pin),
        (f" {submitted.code.lower()} ", f"{pin[:4]}-{pin[4:].lower()}"),
    ):
        assert tracking.look_up(code=code, pin=typed) == submitted


@pytest.mark.parametrize("pin", ["", "22222222", "\x00", "\ud800", "9" * 10_000])
def test_wrong_pin_and_unknown_code_are_refused_alike(submitted: Dossier, pin: str) -> None:
    said = []
    for code in (submitted.code, "H21.16-261116-9999", "khong phai ma", "\x00"):
        with pytest.raises(tracking.NoSuchPair) as refused:
            tracking.look_up(code=code, pin=pin)
        said.append(str(refused.value))

    assert len(set(said)) == 1


def test_ten_wrong_pins_lock_the_dossier_and_nothing_else(
    submitted: Dossier, offer: ServiceOffer, citizen: User
) -> None:
    other = make_dossier(offer, citizen, now=MONDAY)
    for _ in range(10):
        with pytest.raises(tracking.NoSuchPair):
            tracking.look_up(code=submitted.code, pin="22222222")

    with pytest.raises(tracking.Locked):
        tracking.look_up(code=submitted.code, pin=pin_of(submitted))
    assert tracking.look_up(code=other.code, pin=pin_of(other)) == other


def test_unlock_gives_a_new_pin(submitted: Dossier, counter_officer: Position) -> None:
    Dossier.objects.update(lookup_failures=10)
    old = pin_of(submitted)

    tracking.unlock(dossier_id=submitted.pk, by=counter_officer, now=MONDAY)

    submitted.refresh_from_db()
    assert pin_of(submitted) != old
    with pytest.raises(tracking.NoSuchPair):
        tracking.look_up(code=submitted.code, pin=old)
    assert tracking.look_up(code=submitted.code, pin=pin_of(submitted)) == submitted


def test_course_for_anyone_has_no_word_an_officer_wrote(
    submitted: Dossier, counter_officer: Position
) -> None:
    reason = "Giấy tờ của ông Y Bhăm, số 064190001234, đã hết hạn"
    reception.refuse(dossier_id=submitted.pk, reason=reason, by=counter_officer, now=MONDAY)
    submitted.refresh_from_db()

    bare = standing.standing_of(submitted, at=MONDAY, with_words=False)
    owners = standing.standing_of(submitted, at=MONDAY)

    assert [line.text for line in bare.happened] == ["", ""]
    assert owners.happened[0].text == reason


def test_page_for_anyone_names_nobody(
    submitted: Dossier, counter_officer: Position, client: Any
) -> None:
    reason = "Giấy tờ của ông Y Bhăm đã hết hạn"
    reception.refuse(dossier_id=submitted.pk, reason=reason, by=counter_officer, now=MONDAY)

    answer = client.post("/tra-cuu/", {"code": submitted.code, "pin": pin_of(submitted)})
    page = answer.content.decode()

    assert answer.status_code == 200
    assert submitted.code in page
    for secret in ("H'Mok", "H&#39;Mok", "hmok@", "Y Bhăm", "064190001234", "Rơ Châm Thủy"):
        assert secret not in page


# ── old drafts ──────────────────────────────────────────────────────────────────────────────


def test_owner_is_warned_once_a_week_before(offer: ServiceOffer, citizen: User) -> None:
    begin_draft(offer, citizen, now=MONDAY)
    begin_draft(offer, None, now=MONDAY)

    counted = [aging.warn_of_old_drafts(now=MONDAY + days * DAY) for days in (52, 53, 54)]

    assert counted == [0, 1, 0]
    warning = Notification.objects.get(event="draft.expiring")
    assert warning.to_email == "hmok@example.test"
    assert "15/01/2027" in warning.body


def test_change_after_the_warning_saves_the_draft_and_warns_anew(
    offer: ServiceOffer, citizen: User
) -> None:
    draft = begin_draft(offer, citizen, now=MONDAY)
    aging.warn_of_old_drafts(now=MONDAY + 55 * DAY)

    save_page(draft, "copies", {"number": "2"}, now=MONDAY + 56 * DAY)

    assert aging.delete_old_drafts(now=MONDAY + 61 * DAY) == 0
    assert aging.warn_of_old_drafts(now=MONDAY + 110 * DAY) == 1


def test_old_drafts_go_with_everything_and_sent_ones_after_a_month(
    offer: ServiceOffer, citizen: User, submitted: Dossier
) -> None:
    make_draft(offer, citizen, now=MONDAY)
    young = begin_draft(offer, citizen, now=MONDAY + DAY)
    a_month = MONDAY + aging.KEEP_SENT
    Draft.objects.filter(sent_at__isnull=True).update(warned_at=MONDAY + 53 * DAY)

    assert aging.delete_old_drafts(now=a_month - HOUR) == 0
    assert aging.delete_old_drafts(now=a_month) == 1
    assert aging.delete_old_drafts(now=MONDAY + 60 * DAY) == 1
    assert list(Draft.objects.all()) == [young]
    assert submitted.submissions.get().documents.get().files.exists()


def test_owner_who_was_not_warned_in_time_has_a_week_from_the_warning(
    offer: ServiceOffer, citizen: User
) -> None:
    begin_draft(offer, citizen, now=MONDAY)
    begin_draft(offer, None, now=MONDAY)
    late = MONDAY + 63 * DAY

    assert aging.warn_of_old_drafts(now=late) == 1
    assert aging.delete_old_drafts(now=late) == 1, "the one that nobody owns"

    assert "25/01/2027" in Notification.objects.get(event="draft.expiring").body
    assert aging.delete_old_drafts(now=late + 7 * DAY - HOUR) == 0
    assert aging.delete_old_drafts(now=late + 7 * DAY) == 1


def test_unanswered_supplement_keeps_its_draft(submitted: Dossier, desk: Desk) -> None:
    supplement.ask(
        dossier_id=submitted.pk,
        items=[items.Ask(reason="Sai", section="copies", question="number")],
        answer_by=(MONDAY + 20 * DAY).date(),
        by=desk.counter,
        now=MONDAY + HOUR,
    )

    aging.delete_old_drafts(now=MONDAY + timedelta(days=400))

    assert Draft.objects.filter(supplement__isnull=False).count() == 1


def test_nightly_job_warns_and_deletes(offer: ServiceOffer, citizen: User) -> None:
    begin_draft(offer, None, now=MONDAY)
    begin_draft(offer, citizen, now=MONDAY)
    years_ago = MONDAY - timedelta(days=3_000)
    Draft.objects.update(created_at=years_ago, expires_at=years_ago + DAY)

    jobs.age_drafts()
    jobs.remind_supplements()

    assert Draft.objects.get().owner == citizen
    assert Notification.objects.filter(event="draft.expiring").count() == 1
