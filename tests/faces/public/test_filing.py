"""A citizen files: page after page, papers, check, send; and what the house answers when it goes
wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse

from motcua.accounts.models import User
from motcua.catalogue.models import ServiceOffer
from motcua.dossiers.models import Dossier, Draft, DraftAnswer
from motcua.places.models import Agency
from tests.factories.accounts import make_citizen
from tests.factories.catalogue import make_case, make_offer
from tests.factories.dossiers import photograph, to_send

CODE = "2.000635"


@pytest.fixture
def offer(agency: Agency) -> ServiceOffer:
    return make_offer(make_case(CODE), agency)


@pytest.fixture
def draft(offer: ServiceOffer, client: Client) -> Iterator[Draft]:
    client.post(f"/thu-tuc/{CODE}/nop/", {"filed_as": "SELF"})
    return Draft.objects.get()


def fill(client: Client, draft: Draft) -> None:
    base = f"/nop/{draft.key}/"
    client.post(
        f"{base}trang/applicant/",
        {
            "applicant.full_name": "H'Mok Siu",
            "applicant.email": "hmok@example.test",
            "_revision": "0",
        },
    )
    client.post(f"{base}trang/copies/", {"copies.number": "2", "_revision": "0"})
    paper = draft.case.required_documents.get()
    client.post(f"{base}giay-to/", {f"paper-{paper.pk}": photograph()})


def test_file_without_an_account_and_sign_in_at_send_keeps_everything(
    client: Client, draft: Draft, citizen: User
) -> None:
    fill(client, draft)

    unsent = client.post(f"/nop/{draft.key}/gui/", {"return_way": "ONLINE"})
    assert unsent.status_code == 302
    assert unsent.url.startswith(reverse("account_signup"))
    client.force_login(citizen)
    sent = client.post(f"/nop/{draft.key}/gui/", to_send(draft, "COUNTER"), follow=True)

    dossier = Dossier.objects.get()
    assert sent.redirect_chain[-1][0] == f"/ho-so/{dossier.code}/"
    assert dossier.applicant.filer == citizen
    assert dossier.applicant.name == "H'Mok Siu"
    assert dossier.return_way == "COUNTER"
    assert dossier.submissions.get().documents.get().files.count() == 1


def test_send_pressed_again_gives_the_same_dossier(
    client: Client, draft: Draft, citizen: User
) -> None:
    client.force_login(citizen)
    fill(client, draft)

    form = to_send(draft)
    pages = [client.post(f"/nop/{draft.key}/gui/", form).url for _ in range(3)]

    assert len(set(pages)) == 1
    assert Dossier.objects.count() == 1


def test_keep_what_was_typed_wrongly_and_show_it_again(client: Client, draft: Draft) -> None:
    answer = client.post(
        f"/nop/{draft.key}/trang/copies/", {"copies.number": "hai bản", "_revision": "0"}
    )

    assert answer.status_code == 422
    again = client.get(f"/nop/{draft.key}/trang/copies/").content.decode()
    assert 'value="hai bản"' in again
    assert "mc-errors" in again


def test_send_an_incomplete_draft_leads_to_the_first_open_page(
    client: Client, draft: Draft, citizen: User
) -> None:
    client.force_login(citizen)

    answer = client.post(f"/nop/{draft.key}/gui/", follow=True)

    assert Dossier.objects.count() == 0
    assert answer.redirect_chain[-1][0].endswith("/trang/applicant/")
    assert "vẫn được giữ nguyên" in answer.content.decode()


def test_session_ended_while_typing_gives_everything_back_after_sign_in(
    client: Client, offer: ServiceOffer, citizen: User
) -> None:
    client.force_login(citizen)
    client.post(f"/thu-tuc/{CODE}/nop/", {"filed_as": "SELF"})
    draft = Draft.objects.get()
    stranger = Client()

    late = stranger.post(
        f"/nop/{draft.key}/trang/applicant/", {"applicant.full_name": "Siu H'Mok Mới"}
    )
    assert late.url.startswith(reverse("account_login"))
    stranger.force_login(citizen)
    page = stranger.get(f"/nop/{draft.key}/trang/applicant/").content.decode()

    assert "Siu H&#39;Mok Mới" in page
    assert not DraftAnswer.objects.filter(values__full_name="Siu H'Mok Mới").exists()


@pytest.mark.parametrize("path", ["", "trang/applicant/", "giay-to/", "kiem-tra/"])
def test_draft_of_somebody_else_does_not_exist(client: Client, draft: Draft, path: str) -> None:
    stranger = Client()
    stranger.force_login(make_citizen("la@example.test", "Rơ Lan"))

    assert stranger.get(f"/nop/{draft.key}/{path}").status_code == 404


def test_draft_that_is_not_there_says_what_may_be_the_case(citizen: User) -> None:
    stranger, address = Client(), "/nop/00000000-0000-4000-8000-000000000000/trang/applicant/"
    signed_out = stranger.get(address).content.decode()
    sent = stranger.post(address, {"applicant.full_name": "Siu H'Mok"})
    stranger.force_login(citizen)
    signed_in = stranger.get(address).content.decode()

    assert "/tai-khoan/dang-nhap/?next=/ho-so/" in signed_out
    assert "đúng máy và trình duyệt" in signed_out
    assert "đã quá ngày giữ" in signed_out
    assert "chưa được lưu" not in signed_out
    assert sent.status_code == 404
    assert "chưa được lưu" in sent.content.decode()
    assert "tài khoản khác" in signed_in
    assert "/tai-khoan/dang-nhap/?next=" not in signed_in


def test_another_device_changed_the_page_keeps_both(client: Client, draft: Draft) -> None:
    address = f"/nop/{draft.key}/trang/copies/"
    client.post(address, {"copies.number": "2", "_revision": "0"})

    client.post(address, {"copies.number": "5", "_revision": "0"})

    row = DraftAnswer.objects.get(section="copies")
    assert row.values == {"number": 5}
    assert row.set_aside == [{"number": 2}]
    assert re.search(r"<dd>\s*2\s*</dd>", client.get(address).content.decode())


def test_wrong_file_says_which_and_keeps_the_rest(client: Client, draft: Draft) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    paper = draft.case.required_documents.get()
    answer = client.post(
        f"/nop/{draft.key}/giay-to/",
        {f"paper-{paper.pk}": [photograph("tot.jpg"), SimpleUploadedFile("xau.exe", b"MZ" * 400)]},
    )

    assert answer.status_code == 422
    assert "xau.exe" in answer.content.decode()
    assert draft.documents.count() == 1


def test_warn_of_a_second_open_dossier_of_the_same_matter(
    client: Client, draft: Draft, citizen: User
) -> None:
    client.force_login(citizen)
    fill(client, draft)
    client.post(f"/nop/{draft.key}/gui/", to_send(draft))
    first = Dossier.objects.get()

    client.post(f"/thu-tuc/{CODE}/nop/", {"filed_as": "SELF"})
    second = Draft.objects.get(sent_at__isnull=True)
    fill(client, second)

    assert first.code in client.get(f"/nop/{second.key}/kiem-tra/").content.decode()


def test_paper_that_is_not_asked_for_online_has_no_slot(client: Client, draft: Draft) -> None:
    draft.case.required_documents.update(asked_online="NOT_ASKED")

    assert 'type="file"' not in client.get(f"/nop/{draft.key}/giay-to/").content.decode()


def test_paper_handed_in_at_the_end_says_so(client: Client, draft: Draft) -> None:
    draft.case.required_documents.update(asked_online="ORIGINAL_ON_RETURN")

    page = client.get(f"/nop/{draft.key}/giay-to/").content.decode()
    assert "Nộp bản chính khi nhận kết quả" in page
