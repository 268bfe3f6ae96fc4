"""The desk says whom no mail reached, and by which phone to tell him."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from motcua.accounts.models import Position, User
from motcua.catalogue.models import ServiceOffer
from motcua.dossiers.actions.handling import reception
from motcua.dossiers.actions.letters import telling
from motcua.dossiers.enums import Status
from motcua.dossiers.models import Applicant, Dossier
from motcua.dossiers.queries.reaching import unheard
from motcua.kit import clock
from motcua.notifications.enums import EndReason, NotificationState
from motcua.notifications.models import Notification
from tests.faces.desk.seated import at
from tests.factories.dossiers import make_dossier

NOT_TOLD = "Chưa báo được cho người nộp, hãy gọi điện"


@pytest.fixture
def dossier(offer: ServiceOffer, citizen: User) -> Dossier:
    dossier = make_dossier(offer, citizen, now=clock.now())
    Applicant.objects.filter(dossier=dossier).update(phone="+84912345678")
    return dossier


def tell(dossier: Dossier, state: str, reason: str = "") -> Notification:
    """The applicant is told of the acceptance, and this is what became of the mail."""
    now = clock.now()
    telling.tell(dossier, "dossier.accepted", now=now, accepted_at=now, due_at=now)
    row = Notification.objects.latest("pk")
    waits = now if state in (NotificationState.CREATED, NotificationState.FAILED) else None
    row.state, row.reason, row.next_attempt_at = state, reason, waits
    row.sent_at = now if state == NotificationState.SENT else None
    if state == NotificationState.SENDING:
        row.claimed_at, row.claim = now, "0" * 32
    row.save()
    return row


def page(position: Position, dossier: Dossier) -> str:
    client = Client()
    client.force_login(position.user)
    drawn: str = client.get(f"/mot-cua/ho-so/{dossier.code}/").content.decode()
    return drawn


@pytest.mark.parametrize(
    ("state", "reason", "words"),
    [
        (NotificationState.FAILED, "", "Chưa gửi được, sẽ gửi lại"),
        (NotificationState.GIVEN_UP, EndReason.REFUSED, "Máy chủ thư của người nhận từ chối"),
        (NotificationState.UNCERTAIN, EndReason.NO_ANSWER, "Mất kết nối ngay sau khi chuyển"),
    ],
)
def test_mail_that_did_not_arrive_is_said_with_the_phone(
    dossier: Dossier, counter_officer: Position, state: str, reason: str, words: str
) -> None:
    row = tell(dossier, state, reason)

    shown = page(counter_officer, dossier)

    assert NOT_TOLD in shown
    assert words in shown
    assert row.subject in shown
    assert 'href="tel:+84912345678"' in shown


@pytest.mark.parametrize(
    "state", [NotificationState.CREATED, NotificationState.SENDING, NotificationState.SENT]
)
def test_mail_that_arrived_or_is_on_its_way_is_not_spoken_of(
    dossier: Dossier, counter_officer: Position, state: str
) -> None:
    tell(dossier, state)

    assert NOT_TOLD not in page(counter_officer, dossier)


def test_later_mail_that_arrived_settles_it_for_that_address_only(dossier: Dossier) -> None:
    theirs, filers = "hmok@example.test", "nguoi.nop.thay@example.test"
    Applicant.objects.filter(dossier=dossier).update(filer_email=filers)
    dossier = Dossier.objects.get(pk=dossier.pk)
    tell(dossier, NotificationState.CREATED)
    refused = {"reason": EndReason.REFUSED, "next_attempt_at": None}
    Notification.objects.update(state=NotificationState.GIVEN_UP, **refused)
    assert {row.to_email for row in unheard(dossier)} == {theirs, filers}

    assert tell(dossier, NotificationState.SENT).to_email == filers

    assert {row.to_email for row in unheard(dossier)} == {theirs}


def test_somebody_without_an_address_is_to_be_called(
    offer: ServiceOffer, counter_officer: Position
) -> None:
    dossier = make_dossier(offer, counter_officer, now=clock.now(), name="Y Bhăm")
    now = clock.now()

    telling.tell(dossier, "dossier.accepted", now=now, accepted_at=now, due_at=now)

    shown = page(counter_officer, dossier)
    assert NOT_TOLD in shown
    assert "Người nhận không có địa chỉ thư điện tử" in shown
    assert "Hồ sơ không ghi số điện thoại" in shown


def test_mail_to_an_officer_and_after_the_return_are_nobody_s_to_call_about(
    dossier: Dossier, specialist: Position
) -> None:
    telling.tell_officer(dossier, specialist, now=clock.now())
    Notification.objects.update(
        state=NotificationState.GIVEN_UP, reason=EndReason.REFUSED, next_attempt_at=None
    )
    assert unheard(dossier) == []

    tell(dossier, NotificationState.GIVEN_UP, EndReason.REFUSED)
    assert len(unheard(dossier)) == 1
    dossier.status = Status.RETURNED
    assert unheard(dossier) == []


def test_receipt_of_somebody_without_an_address_is_offered_for_printing(
    offer: ServiceOffer, citizen: User, counter_officer: Position
) -> None:
    now = clock.now()
    pages = []
    for email in ("y.bham@example.test", ""):
        dossier = make_dossier(offer, citizen, now=now)
        Applicant.objects.filter(dossier=dossier).update(email=email)
        accepted = reception.accept(dossier_id=dossier.pk, by=counter_officer, now=now)
        answer: Any = at(counter_officer).get(f"/mot-cua/ho-so/{accepted.code}/")
        pages.append("In giấy hẹn" in answer.content.decode())

    assert pages == [False, True]
