"""Filing: begin, and page after page of questions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from motcua.accounts.queries import parties, positions
from motcua.catalogue.queries.filing import filing_options
from motcua.dossiers.actions.drafts import drafting, form_files
from motcua.dossiers.actions.waiting import supplement
from motcua.dossiers.queries.drafts import checking, forms, pages
from motcua.dossiers.queries.reach import scope
from motcua.dossiers.queries.reach.locking import fresh_draft
from motcua.kit import clock
from motcua.public import sessions
from motcua.public.drafts import (
    DraftNotThere,
    address_of,
    after_sending,
    draft_of,
    filer_of,
    open_draft_of,
    open_to,
    personal,
    user_of,
)
from motcua.public.forms.filing import BeginForm

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from motcua.accounts.models import Party, Position, User
    from motcua.dossiers.models import Draft


@personal
@require_http_methods(["GET", "POST"])
def begin(request: HttpRequest, code: str) -> HttpResponse:
    """Choose agency and case, say for whom, and begin a draft; nobody needs to be signed in."""
    now = clock.now()
    options = filing_options(code, on=clock.local_date(now))
    counters = positions.filing_for_others(user=request.user, on=clock.local_date(now))
    seat, user = _seat_at_counter(request, counters), user_of(request)
    form = BeginForm(
        request.POST or None,
        options=options,
        positions=counters,
        seat=seat,
        organisations=_organisations(user, clock.local_date(now)),
        initial={"agency": request.GET.get("co-quan") or (seat.agency.code if seat else "")},
    )
    if request.method == "POST" and form.is_valid():
        beginning = form.beginning(owner=user, language=get_language() or "vi")
        offer, case = form.chosen()
        draft = drafting.begin(offer=offer, case=case, beginning=beginning, now=now)
        sessions.hold_draft(request, draft.key)
        return redirect("public:draft", draft.key)
    context = {"form": form, "options": options, "seat": seat}
    return render(request, "public/filing/begin.html", context)


def _seat_at_counter(request: HttpRequest, counters: list[Position]) -> Position | None:
    """The position in which an officer who comes from the desk files; the desk names it."""
    if not counters or "quay" not in request.GET:
        return None
    seat = next((one for one in counters if str(one.pk) == request.GET["quay"]), counters[0])
    request.position = seat  # type: ignore[attr-defined]  # for the header of the page
    return seat


def _organisations(user: User | None, on: date) -> list[Party]:
    """Those that the person acts for, to choose from."""
    if user is None:
        return []
    return [mandate.party for mandate in parties.organisations_of(user=user, on=on)]


@personal
@require_GET
def resume(request: HttpRequest, key: UUID) -> HttpResponse:
    """Go on where the draft was left: the first page that is not yet right."""
    draft = draft_of(request, key)
    if draft.is_over:
        return redirect(after_sending(draft))
    carriage = drafting.carry_to_current(draft_id=draft.pk)
    if carriage is not None:
        draft = draft_of(request, key)
        _tell_of_carriage(request, draft, carriage)
    return redirect(address_of(draft, checking.first_open_stage(draft)))


def _tell_of_carriage(request: HttpRequest, draft: Draft, carriage: drafting.Carriage) -> None:
    if carriage.lost_case is None:
        messages.info(
            request,
            _(
                "Thủ tục vừa được cập nhật. "
                "Câu trả lời của bạn đã được chuyển sang mẫu mới, hãy xem lại."
            ),
        )
        return
    names = {"lost": carriage.lost_case, "now": draft.case.name or draft.case.version.name}
    messages.warning(
        request,
        _(
            "Thủ tục vừa được cập nhật và không còn trường hợp “%(lost)s”. Câu trả lời của bạn "
            "được giữ và chuyển sang “%(now)s”; nếu không đúng, hãy bắt đầu hồ sơ mới."
        )
        % names,
    )


@personal
@require_http_methods(["GET", "POST"])
def section(request: HttpRequest, key: UUID, section: str) -> HttpResponse:
    """One page of questions; every sending keeps what was typed."""
    if request.method == "POST" and (late := _sent_too_late(request, key, section)):
        return late
    draft = open_draft_of(request, key)
    today = clock.local_date(clock.now())
    if request.method == "GET":
        typed = _typed_before(request, draft, section)
        return _draw(request, draft, pages.open_page(draft, section, today=today, typed=typed))
    pressed = pages.pressed(draft, section, request.POST)
    if pressed is not None:
        draft = fresh_draft(draft.pk)
        return _draw(request, draft, pages.open_page(draft, section, today=today, typed=pressed))
    return _save(request, draft, section)


def _save(request: HttpRequest, draft: Draft, section: str) -> HttpResponse:
    now = clock.now()
    raw, by = pages.read_page(draft, section, request.POST), filer_of(request, draft)
    uploads = dict(request.FILES.lists())
    try:
        taken = form_files.take(
            draft=draft, section=section, raw=raw, uploads=uploads, by=by, now=now
        )
        saved = drafting.save_section(
            draft_id=draft.pk,
            section=section,
            raw=taken.raw,
            seen_revision=_revision(request),
            documents=taken.documents,
            now=now,
        )
    except drafting.LockedAnswer:
        supplement.record_locked_attempt(draft=draft, section=section, by=by, now=now)
        raise
    if saved.conflict:
        messages.warning(
            request,
            _(
                "Trang này vừa được sửa trên thiết bị khác. "
                "Bản vừa gửi đã được lưu, bản kia được giữ ở cuối trang."
            ),
        )
        return redirect(address_of(draft, section))
    is_left = "stay" in request.POST  # what is wrong is kept as typed, to be mended later
    if taken.refused or (saved.checked.errors and not is_left):
        draft, typed = fresh_draft(draft.pk), pages.with_errors(saved.checked, taken.refused)
        page = pages.open_page(draft, section, today=clock.local_date(now), typed=typed)
        return _draw(request, draft, page, status=422)
    if is_left:
        return _left(request, draft, section)
    return redirect(address_of(draft, checking.stage_after(draft, section, saved.answers)))


def _left(request: HttpRequest, draft: Draft, section: str) -> HttpResponse:
    """Saved to go on later: say where it will be found."""
    if draft.filer_position_id is not None:
        messages.success(request, _("Đã lưu. Khi làm tiếp, mở lại ở mục Đang soạn tại quầy."))
        return redirect("desk:counter")
    if request.user.is_authenticated:
        messages.success(request, _("Đã lưu. Khi rảnh, bạn mở lại ở mục Đang soạn."))
        return redirect("public:dossiers")
    messages.success(
        request,
        _("Đã lưu trên trình duyệt này. Muốn làm tiếp trên máy khác, hãy đăng ký tài khoản."),
    )
    return redirect(address_of(draft, section))


def _draw(
    request: HttpRequest, draft: Draft, drawn: pages.DraftPage, *, status: int = 200
) -> HttpResponse:
    # a page that nobody has answered yet names no files
    is_new = request.method == "GET" and not drawn.revision
    names = {} if is_new else forms.file_names(draft)
    context = {"draft": draft, "drawn": drawn, "names": names}
    return render(request, "public/filing/section.html", context, status=status)


def _sent_too_late(request: HttpRequest, key: UUID, section: str) -> HttpResponse | None:
    """The session ended while the page was being filled: keep what was typed, ask to sign in
    again.
    """
    if user_of(request) is not None or open_to(request, key):
        return None
    draft = scope.draft_with_owner(key)
    if draft is None:
        raise DraftNotThere
    sessions.keep_typed(request, key, section, pages.read_page(draft, section, request.POST))
    messages.info(
        request, _("Phiên làm việc đã hết. Hãy đăng nhập lại, những gì bạn vừa điền vẫn được giữ.")
    )
    return redirect(
        f"{reverse('account_login')}?next={reverse('public:draft-section', args=[key, section])}"
    )


def _typed_before(request: HttpRequest, draft: Draft, section: str) -> Any:
    raw = sessions.take_typed(request, draft.key, section)
    return pages.typed_again(raw) if raw is not None else None


def _revision(request: HttpRequest) -> int:
    sent = request.POST.get("_revision", "")
    return int(sent) if sent.isascii() and sent.isdecimal() and len(sent) < 9 else 0
