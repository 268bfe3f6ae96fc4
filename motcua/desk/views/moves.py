"""Moving a dossier: each move is a page with its form, or one button; all call one action."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy_
from django.views.decorators.http import require_http_methods, require_POST

from motcua.accounts.enums import Permission
from motcua.desk import forms
from motcua.desk.attempts import asked, check_unchanged_since, posted
from motcua.desk.positions import at_desk, choose
from motcua.dossiers.actions.handling import decision, holding, processing, reception, returning
from motcua.dossiers.actions.handling.decision import Outcome
from motcua.dossiers.actions.handling.results import receive_result
from motcua.dossiers.actions.handling.returning import Taker
from motcua.dossiers.actions.moves.meanwhile import ChangedMeanwhile
from motcua.dossiers.actions.upkeep import lapsing
from motcua.dossiers.enums import Decision
from motcua.dossiers.queries import desk
from motcua.dossiers.queries.clocks import course
from motcua.kit import clock
from motcua.kit.errors import NotThere

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse
    from django.utils.functional import Promise

    from motcua.accounts.models import Position

_ONE_CLICK: dict[str, tuple[Callable[..., object], str | Promise]] = {
    "tiep-nhan": (
        reception.accept,
        lazy_("Đã tiếp nhận hồ sơ, giấy hẹn đã được lập."),
    ),
    "nhan-viec": (holding.take, lazy_("Bạn đã nhận xử lý hồ sơ này.")),
    "rut-lai": (processing.recall, lazy_("Bạn đã rút lại hồ sơ để xử lý tiếp.")),
    "huy-tiep-nhan": (reception.undo_accept, lazy_("Đã hủy thao tác tiếp nhận.")),
    "huy-tu-choi": (reception.undo_refusal, lazy_("Đã hủy thao tác không tiếp nhận.")),
    "huy-tra": (returning.undo_return, lazy_("Đã hủy thao tác trả kết quả.")),
}


@require_POST
@at_desk(Permission.DOSSIER_ACCEPT, Permission.DOSSIER_PROCESS, Permission.DOSSIER_RETURN)
def click(request: HttpRequest, position: Position, code: str, move: str) -> HttpResponse:
    """A move without anything to type."""
    dossier = desk.dossier_for(position, code)
    if move not in _ONE_CLICK:
        raise NotThere
    act, done = _ONE_CLICK[move]
    try:
        check_unchanged_since(request, dossier)
    except ChangedMeanwhile as changed:
        words = _("Chưa làm, vì hồ sơ vừa thay đổi: %(done)s. Hãy xem lại rồi làm tiếp.")
        messages.warning(request, words % {"done": changed.done})
        return redirect("desk:dossier", code)
    act(dossier_id=dossier.pk, by=position, now=clock.now())
    messages.success(request, str(done))
    return redirect("desk:dossier", code)


@require_http_methods(["GET", "POST"])
@at_desk(Permission.DOSSIER_ACCEPT)
def refuse(request: HttpRequest, position: Position, code: str) -> HttpResponse:
    """Do not accept, with the reason."""
    dossier = desk.dossier_for(position, code)
    form = forms.RefusalForm(posted(request))

    def act() -> None:
        reception.refuse(
            dossier_id=dossier.pk, reason=form.cleaned_data["reason"], by=position, now=clock.now()
        )

    return asked(request, dossier, form, act, title=_("Không tiếp nhận hồ sơ"))


@require_http_methods(["GET", "POST"])
@at_desk(Permission.DOSSIER_ACCEPT)
def refuse_lapsed(request: HttpRequest, position: Position, code: str) -> HttpResponse:
    """End a dossier that waited in vain for a supplement."""
    dossier = desk.dossier_for(position, code)
    initial = {"reason": _("Đã quá hạn bổ sung mà hồ sơ chưa được bổ sung.")}
    form = forms.RefusalForm(posted(request), initial=initial)

    def act() -> None:
        reason = form.cleaned_data["reason"]
        lapsing.refuse_lapsed(dossier_id=dossier.pk, reason=reason, by=position, now=clock.now())

    return asked(request, dossier, form, act, title=_("Kết thúc do quá hạn bổ sung"))


@require_http_methods(["GET", "POST"])
@at_desk(Permission.DOSSIER_FORWARD_AGENCY)
def forward_agency(request: HttpRequest, position: Position, code: str) -> HttpResponse:
    """Pass the dossier to the competent agency; the time it was sent at is kept."""
    dossier = desk.dossier_for(position, code)
    agencies = desk.competent_agencies(dossier, on=clock.local_date(clock.now()))
    form = forms.ForwardAgencyForm(posted(request), agencies=agencies)

    def act() -> None:
        reception.forward_to_agency(
            dossier_id=dossier.pk,
            agency=form.chosen(),
            reason=form.cleaned_data["reason"],
            by=position,
            now=clock.now(),
        )

    title = _("Chuyển đến cơ quan có thẩm quyền")
    return asked(request, dossier, form, act, title=title, leaves=True)


@require_http_methods(["GET", "POST"])
@at_desk(Permission.DOSSIER_PROCESS)
def forward(request: HttpRequest, position: Position, code: str) -> HttpResponse:
    """Pass the dossier to the next step."""
    dossier = desk.dossier_for(position, code)
    form = forms.ForwardForm(posted(request), to=course.following(dossier))

    def act() -> None:
        opened = processing.forward(
            dossier_id=dossier.pk, note=form.cleaned_data["note"], by=position, now=clock.now()
        )
        if opened.holder_id:  # one's own next step, in another hat
            choose(request, opened.holder_id)

    return asked(request, dossier, form, act, title=_("Chuyển bước tiếp theo"))


@require_http_methods(["GET", "POST"])
@at_desk(Permission.DOSSIER_PROCESS)
def send_back(request: HttpRequest, position: Position, code: str) -> HttpResponse:
    """Return the dossier one step."""
    dossier = desk.dossier_for(position, code)
    form = forms.SendBackForm(posted(request))

    def act() -> None:
        processing.send_back(
            dossier_id=dossier.pk, note=form.cleaned_data["note"], by=position, now=clock.now()
        )

    return asked(request, dossier, form, act, title=_("Trả lại bước trước"))


@require_http_methods(["GET", "POST"])
@at_desk(Permission.DOSSIER_PROCESS)
def hand_over(request: HttpRequest, position: Position, code: str) -> HttpResponse:
    """Give the step to a colleague."""
    dossier = desk.dossier_for(position, code)
    now = clock.now()
    colleagues = desk.colleagues_of(position, on=clock.local_date(now))
    form = forms.HandOverForm(posted(request), colleagues=colleagues)

    def act() -> None:
        holding.hand_over(
            dossier_id=dossier.pk,
            to=form.chosen(),
            note=form.cleaned_data["note"],
            by=position,
            now=now,
        )

    return asked(request, dossier, form, act, title=_("Bàn giao cho đồng nghiệp"))


@require_http_methods(["GET", "POST"])
@at_desk(Permission.DOSSIER_REASSIGN)
def reassign(request: HttpRequest, position: Position, code: str) -> HttpResponse:
    """Give the step to another officer, whoever holds it."""
    dossier, now = desk.dossier_for(position, code), clock.now()
    holders = desk.possible_holders(dossier, on=clock.local_date(now))
    form = forms.ReassignForm(posted(request), colleagues=holders)

    def act() -> None:
        to, reason = form.chosen(), form.cleaned_data["note"]
        holding.reassign(dossier_id=dossier.pk, to=to, reason=reason, by=position, now=now)

    return asked(request, dossier, form, act, title=_("Giao lại cho người khác"))


@require_http_methods(["GET", "POST"])
@at_desk(Permission.DOSSIER_DECIDE)
def decide(request: HttpRequest, position: Position, code: str) -> HttpResponse:
    """Decide, with the result paper uploaded or drawn up."""
    dossier = desk.dossier_for(position, code)
    initial = {"title": desk.result_name(dossier)}
    files = request.FILES if request.method == "POST" else None
    form = forms.DecisionForm(posted(request), files, initial=initial)

    def act() -> None:
        now, typed = clock.now(), form.cleaned_data
        stored = None
        if typed["stored_file"] is not None:
            stored = receive_result(upload=typed["stored_file"], by=position, now=now)
        outcome = Outcome(
            decision=Decision(typed["decision"]),
            title=typed["title"],
            number=typed["number"],
            stored_file=stored,
            body=typed["body"],
            reason=typed["reason"],
        )
        decision.decide(dossier_id=dossier.pk, outcome=outcome, by=position, now=now)

    return asked(request, dossier, form, act, title=_("Ra quyết định"))


@require_http_methods(["GET", "POST"])
@at_desk(Permission.DOSSIER_RETURN)
def hand_result(request: HttpRequest, position: Position, code: str) -> HttpResponse:
    """Hand the result over at the counter."""
    dossier = desk.dossier_for(position, code)
    form = forms.TakerForm(
        posted(request),
        initial={
            "taker_name": dossier.applicant.name,
            "taker_identity": dossier.applicant.identity_number,
        },
    )

    def act() -> None:
        taker = Taker(
            name=form.cleaned_data["taker_name"], identity=form.cleaned_data["taker_identity"]
        )
        returning.return_at_counter(
            dossier_id=dossier.pk, taker=taker, by=position, now=clock.now()
        )

    return asked(request, dossier, form, act, title=_("Trả kết quả"))
