"""The end of filing: papers, a last look, Send."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from motcua.accounts.queries.users import signed_in
from motcua.dossiers.actions.drafts import documents, drafting, submission
from motcua.dossiers.actions.letters.telling import pin_of
from motcua.dossiers.actions.looks import showing
from motcua.dossiers.actions.waiting import supplement
from motcua.dossiers.enums import RETURN_WAYS, ReturnWay
from motcua.dossiers.queries.clocks import standing
from motcua.dossiers.queries.drafts import checking
from motcua.dossiers.queries.drafts.documents import slots_of
from motcua.dossiers.queries.reach import scope
from motcua.dossiers.queries.reach.locking import fresh_draft
from motcua.files.queries import serving
from motcua.kit import clock
from motcua.kit.errors import Refusal
from motcua.public.drafts import after_sending, draft_of, filer_of, open_draft_of, personal

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse
    from django.http.response import HttpResponseBase

    from motcua.accounts.models import Position, User
    from motcua.dossiers.models import Dossier, Draft

EXAMPLE_WIDTH = 640


@personal
@require_http_methods(["GET", "POST"])
def papers(request: HttpRequest, key: UUID) -> HttpResponse:
    """Put photographs and files into the slots of the papers."""
    draft = open_draft_of(request, key)
    problems: list[tuple[str, str]] = []
    if request.method == "POST":
        problems = _take_uploads(request, draft) + _take_absences(request, draft)
        if not problems and "continue" in request.POST:
            return redirect("public:draft-check", draft.key)
        if not problems:
            return redirect("public:draft-papers", draft.key)
        draft = fresh_draft(draft.pk)
    context = {
        "draft": draft,
        "slots": slots_of(draft),
        "problem_pairs": [(f"id_{name}", sentence) for name, sentence in problems],
        "problems_by_name": dict(problems),
        "stages": checking.stages(draft),
    }
    return render(request, "public/filing/papers.html", context, status=422 if problems else 200)


@personal
@require_GET
def paper_file(request: HttpRequest, key: UUID, document: int) -> HttpResponseBase:
    """A file of the draft, for whoever may open the draft."""
    draft = draft_of(request, key)
    by = filer_of(request, draft)
    shown = showing.show_draft_file(draft, document, by=by, now=clock.now())
    return serving.response(shown, disposition="inline", request=request)


@personal
@require_GET
def example(request: HttpRequest, key: UUID, item: int) -> HttpResponseBase:
    """How an officer wants a marked item to look, for whoever may open the draft."""
    draft = draft_of(request, key)
    by = filer_of(request, draft)
    shown = showing.show_example(draft, item, by=by, now=clock.now())
    return serving.page_response(shown, page=1, width=EXAMPLE_WIDTH, request=request)


@personal
@require_POST
def remove_paper(request: HttpRequest, key: UUID, document: int) -> HttpResponse:
    """Take one file out again."""
    draft = open_draft_of(request, key)
    documents.remove_document(draft=draft, document_id=document, now=clock.now())
    return redirect("public:draft-papers", draft.key)


@personal
@require_http_methods(["GET", "POST"])
def check(request: HttpRequest, key: UUID) -> HttpResponse:
    """Read everything once more, choose how the result comes, and send."""
    draft = open_draft_of(request, key)
    if request.method == "POST":
        _choose_way(request, draft, now=clock.now())
        return redirect("public:draft-check", draft.key)
    review = checking.review(
        draft, language=get_language() or "vi", today=clock.local_date(clock.now())
    )
    return render(
        request,
        "public/filing/check.html",
        {"draft": draft, "review": review, "ways": _ways()},
    )


@personal
@require_POST
def send(request: HttpRequest, key: UUID) -> HttpResponse:
    """Send the draft; pressed ten times it gives the same dossier and the same page."""
    draft, now = draft_of(request, key), clock.now()
    by = filer_of(request, draft)
    if by is None:
        _choose_way(request, draft, now=now)
        messages.info(
            request,
            _("Hãy đăng nhập hoặc đăng ký để gửi. Mọi thứ bạn đã điền vẫn được giữ nguyên."),
        )
        return redirect(
            f"{reverse('account_signup')}?next={reverse('public:draft-check', args=[draft.key])}"
        )
    if draft.owner_id is None and draft.filer_position_id is None:
        drafting.claim(keys=[draft.key], owner=signed_in(request), now=now)
    try:
        dossier = _send(request, draft, by, now=now)
    except drafting.AlreadySent:
        return redirect(after_sending(draft))
    except Refusal as refusal:
        _choose_way(request, draft, now=now)  # what was chosen stays, as all that was typed
        messages.error(request, str(refusal))
        return redirect("public:draft", draft.key)
    if draft.supplement_id and draft.sent_at is None:
        messages.success(request, _supplement_sent(draft))
    return redirect(after_sending(draft, dossier))


def _send(request: HttpRequest, draft: Draft, by: User | Position, *, now: datetime) -> Dossier:
    if draft.supplement_id:
        return supplement.answer(draft_id=draft.pk, by=by, now=now)
    seen = request.POST.get("_seen", "")
    way = _way(request)
    return submission.submit(draft_id=draft.pk, by=by, seen=seen, return_way=way, now=now)


def _supplement_sent(draft: Draft) -> str:
    if draft.filer_position_id is not None:
        return _("Đã gửi bổ sung. Hồ sơ được xem tiếp.")
    return _("Đã gửi bổ sung. Cơ quan tiếp tục xem hồ sơ của bạn.")


@personal
@require_GET
def sent(request: HttpRequest, key: UUID) -> HttpResponse:
    """What an officer without a desk hands to the person he filed for: code and PIN."""
    draft = draft_of(request, key)
    if not draft.is_over:
        return redirect("public:draft", draft.key)
    if draft.filer_position_id is None:
        return redirect(after_sending(draft))
    dossier = scope.dossier_of_draft(draft)
    context = {
        "dossier": dossier,
        "standing": standing.standing_of(dossier, at=clock.now(), with_words=False),
        "promised_at": standing.promised_at(dossier),
        "pin": pin_of(dossier),
    }
    return render(request, "public/filing/sent.html", context)


@personal
@require_POST
def discard(request: HttpRequest, key: UUID) -> HttpResponse:
    """Throw a draft away at its owner's wish."""
    draft = open_draft_of(request, key)
    drafting.discard(draft_id=draft.pk)
    messages.success(request, _("Đã xóa hồ sơ đang soạn."))
    if draft.filer_position_id is not None:
        return redirect("desk:counter")
    return redirect("public:dossiers" if request.user.is_authenticated else "public:home")


def _choose_way(request: HttpRequest, draft: Draft, *, now: datetime) -> None:
    """Keep how the result shall come, also of someone who has yet to sign up."""
    way = _way(request)
    if way is not None and draft.supplement_id is None:
        with suppress(drafting.AlreadySent):  # by a press of the button that was quicker
            drafting.choose(draft_id=draft.pk, return_way=way, now=now)


def _way(request: HttpRequest) -> ReturnWay | None:
    way = request.POST.get("return_way", "")
    return ReturnWay(way) if way in RETURN_WAYS else None


def _take_uploads(request: HttpRequest, draft: Draft) -> list[tuple[str, str]]:
    problems = []
    by, now = filer_of(request, draft), clock.now()
    names = {
        f"paper-{slot.required_document.pk}": slot.required_document.pk for slot in slots_of(draft)
    }
    _refuse_locked(draft, set(request.FILES) - set(names), by=by, now=now)
    if not request.FILES and (pressed := request.POST.get("upload")) in names:
        problems.append((str(pressed), _("Hãy chọn ảnh hoặc tệp trước, rồi bấm Tải lên.")))
    for name, paper in names.items():
        for upload in request.FILES.getlist(name):
            try:
                documents.add_document(
                    draft=draft, required_document_id=paper, upload=upload, by=by, now=now
                )
            except Refusal as refusal:
                problems.append((name, str(refusal)))
    return problems


def _take_absences(request: HttpRequest, draft: Draft) -> list[tuple[str, str]]:
    """Which papers cannot be had and why; a script that sends one file says nothing of them."""
    if "absences" not in request.POST:
        return []
    reasons = {
        slot.required_document.pk: request.POST.get(f"why-{slot.required_document.pk}", "")
        for slot in slots_of(draft)
        if f"absent-{slot.required_document.pk}" in request.POST
    }
    unexplained = documents.explain_absences(draft=draft, reasons=reasons, now=clock.now())
    return [(f"why-{key}", _("Hãy ghi vì sao chưa có giấy tờ này.")) for key in unexplained]


def _refuse_locked(
    draft: Draft, others: set[str], *, by: User | Position | None, now: datetime
) -> None:
    """Of a supplement only the marked papers are open. Raises LockedPaper."""
    for name in sorted(others if draft.supplement_id else ()):
        supplement.record_locked_attempt(draft=draft, section=name, by=by, now=now)
        raise documents.LockedPaper


def _ways() -> list[tuple[str, str]]:
    return [(way.value, str(way.label)) for way in RETURN_WAYS]
