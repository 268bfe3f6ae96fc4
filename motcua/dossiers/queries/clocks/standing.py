"""How a dossier stands, for people: what happened, who holds it, what is next, when promised."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from motcua.dossiers.enums import (
    PAUSED,
    Decision,
    DueKind,
    Moment,
    PauseKind,
    ReturnWay,
    Status,
    SubState,
)
from motcua.dossiers.models import Dossier, Pause, Supplement, TimelineEntry
from motcua.dossiers.queries.clocks import changes, clock, due_times
from motcua.dossiers.rules import deadlines
from motcua.dossiers.rules.stages import STATE_WORDS, Stage, stages_of
from motcua.dossiers.transitions import moves_from
from motcua.kit.prepared import prepared
from motcua.places.queries.calendar import announced_as_known

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from django.db.models import QuerySet

    from motcua.places.models import Closure

_QUIET = (Moment.FORWARD_STEP, Moment.SEND_BACK, Moment.RECALL, Moment.HAND_OVER)
"""Steps inside the agency: the citizen is told who holds the dossier, not each hand it passes
through.
"""


_STOPPED: dict[str, str] = {
    PauseKind.NEIGHBOUR: "WAITING_NEIGHBOUR",
    PauseKind.POST: "WAITING_POST",
}


@dataclass(frozen=True, slots=True)
class Happened:
    """One line of the citizen's timeline."""

    title: str
    at: datetime
    by: str
    text: str
    state: str = "done"


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a dossier stands: tags, what is next and the promise in words, and the timeline
    newest first.
    """

    status: str
    deadline: str
    promise: str
    following: str
    holder: str
    happened: list[Happened]
    supplement: Supplement | None
    status_words: str | None = None
    closed: list[Closure] = field(default_factory=list)
    can_withdraw: bool = False
    stages: tuple[Stage, ...] = ()

    @property
    def stages_said(self) -> str:
        """The picture of the stages in words, for whoever hears the page."""
        return "; ".join(f"{stage.name}: {STATE_WORDS[stage.state]}" for stage in self.stages)

    @property
    def is_only_sent(self) -> bool:
        """Whether nothing has come of it yet: no paper, no obligation."""
        return len(self.happened) == 1


def standing_of(dossier: Dossier, *, at: datetime, with_words: bool = True) -> Standing:
    """Everything the owner of a dossier wants to know at a moment. Without words it is the bare
    course: what officers wrote may name people and papers.
    """
    asked = _open_supplement(dossier)
    if changes.is_recalculating():
        _compute_on_read(dossier)
    return Standing(
        status=Status(dossier.status).name,
        deadline=clock_states([dossier], at=at)[0],
        promise=_promise(dossier),
        following=_following(dossier, asked),
        holder=_holder(dossier),
        happened=_timeline(dossier, with_words=with_words),
        supplement=asked,
        status_words=dossier.status_words,
        closed=[] if dossier.is_over else announced_as_known(dossier.responsible_agency, at=at),
        can_withdraw=can_withdraw(dossier),
        stages=stages_of(
            dossier.status,
            substate=dossier.substate,
            is_accepted=dossier.accepted_at is not None,
        ),
    )


def _compute_on_read(dossier: Dossier) -> None:
    """The due time by the calendar of now, until a job has written it; only for being shown."""
    found = due_times.difference_of(dossier)
    if found is None or found.computed is None:
        return
    if found.kind == DueKind.RECEPTION:
        dossier.reception_due_at = found.computed
    else:
        dossier.due_at = found.computed


def _open_supplement(dossier: Dossier) -> Supplement | None:
    """What the applicant is asked to mend; the status says whether anything is."""
    if dossier.status != Status.AWAITING_SUPPLEMENT:
        return None
    return (
        Supplement.objects.filter(dossier=dossier, answered_at__isnull=True, closed_at__isnull=True)
        .select_related("draft", "asked_by__agency")
        .first()
    )


def clock_states(dossiers: Sequence[Dossier], *, at: datetime) -> list[str]:
    """The word of the deadline tag of each, by the calendar of its agency."""
    agencies = {dossier.responsible_agency_id: dossier.responsible_agency for dossier in dossiers}
    soon = {key: clock.soon_at(agency, at) for key, agency in agencies.items()}
    waits = waits_of(dossiers)
    return [
        clock_state(dossier, at=at, soon=soon[dossier.responsible_agency_id], waits=waits)
        for dossier in dossiers
    ]


def waits_of(dossiers: Sequence[Dossier]) -> dict[int, str]:
    """For what the stopped ones among them wait, by their keys; asked only where there are any."""
    stopped = [one.pk for one in dossiers if one.status == Status.STOPPED and not one.is_ended]
    if not stopped:
        return {}
    found = Pause.objects.filter(dossier__in=stopped, closed_at__isnull=True)
    return dict(found.values_list("dossier_id", "kind"))


def clock_state(
    dossier: Dossier, *, at: datetime, soon: clock.Soon, waits: Mapping[int, str]
) -> str:
    """The word of the deadline tag: waiting is never late; `soon` comes from `clock.soon_at`,
    `waits` from `waits_of`.
    """
    status = Status(dossier.status)
    if status in PAUSED:
        return _waiting(dossier, waits.get(dossier.pk, ""))
    received = status == Status.SUBMITTED
    due = dossier.reception_due_at if received else dossier.due_at
    if due is None or status not in (Status.SUBMITTED, Status.ACCEPTED, Status.IN_PROGRESS):
        return "SETTLED"
    horizon = soon.reception if received else soon.result
    return deadlines.running_state(due, at, soon=horizon).name


def can_withdraw(dossier: Dossier) -> bool:
    """Whether its owner may still withdraw it, or ask to."""
    asked = dossier.substate == SubState.WITHDRAWAL_ASKED
    return Moment.WITHDRAW in moves_from(dossier.status) and not (asked or dossier.is_ended)


def _waiting(dossier: Dossier, kind: str) -> str:
    """Who is waited for: the status says it, and of one that is stopped the pause."""
    if dossier.status == Status.AWAITING_SUPPLEMENT:
        return "WAITING_APPLICANT"
    if dossier.status == Status.AWAITING_PAYMENT:
        return "WAITING_PAYMENT"
    return "SETTLED" if dossier.is_ended else _STOPPED.get(kind, "PAUSED")


def _promise(dossier: Dossier) -> str:
    status = Status(dossier.status)
    if status == Status.SUBMITTED and dossier.reception_due_at:
        return _("Cơ quan trả lời việc tiếp nhận trước")
    if status not in (Status.ACCEPTED, Status.IN_PROGRESS):
        return ""
    if clock.has_stated_limit(dossier):
        return _("Hẹn trả kết quả")
    return _("Hẹn trả kết quả (do cơ quan hẹn, thủ tục công bố không nêu thời hạn)")


def promised_at(dossier: Dossier) -> datetime | None:
    """The moment that is promised next."""
    return dossier.reception_due_at if dossier.status == Status.SUBMITTED else dossier.due_at


def _following(dossier: Dossier, asked: Supplement | None) -> str:
    status = Status(dossier.status)
    if dossier.substate == SubState.WITHDRAWAL_ASKED:
        return _wish_waits(dossier)
    if status == Status.AWAITING_SUPPLEMENT and asked:
        return _("Bạn cần bổ sung những mục dưới đây, hạn đến hết ngày %(date)s.") % {
            "date": f"{asked.answer_by:%d/%m/%Y}"
        }
    if status == Status.DECIDED:
        return _result_waits(dossier)
    if dossier.is_ended:
        return _("Việc giải quyết đã dừng hẳn. Lý do và căn cứ ghi ở dưới.")
    sentences = {
        Status.SUBMITTED: _(
            "Cán bộ một cửa xem hồ sơ rồi trả lời qua thư điện tử. Bạn không cần làm gì thêm."
        )
        if _is_written_to(dossier)
        else _(
            "Cán bộ một cửa xem hồ sơ. Bạn không để lại thư điện tử, nên hãy xem câu trả lời tại "
            "đây bằng mã tra cứu, hoặc hỏi tại quầy."
        ),
        Status.NOT_ACCEPTED: _("Hãy đọc lý do dưới đây. Bạn có thể nộp lại khi đã đủ điều kiện."),
        Status.ACCEPTED: _("Hồ sơ đã được chuyển đi giải quyết. Bạn không cần làm gì thêm."),
        Status.IN_PROGRESS: _(
            "Cơ quan đang giải quyết. Có kết quả, chúng tôi gửi thư cho bạn ngay."
        )
        if _is_written_to(dossier)
        else _("Cơ quan đang giải quyết. Có kết quả, tình trạng tại đây thay đổi ngay."),
        Status.AWAITING_PAYMENT: _(
            "Bạn cần thực hiện nghĩa vụ tài chính theo thông báo, rồi đưa chứng từ cho cơ quan. "
            "Trong lúc chờ, thời hạn giải quyết tạm dừng."
        ),
        Status.WITHDRAWN: _("Hồ sơ đã được rút theo yêu cầu của bạn."),
        Status.STOPPED: _(
            "Việc giải quyết đang tạm dừng, thời hạn không tính. Lý do và căn cứ ghi ở dưới."
        ),
        Status.RETURNED: _(
            "Hồ sơ đã xong. Trong tài khoản của bạn, kết quả mở lại được bất cứ lúc nào."
        )
        if dossier.applicant.filer_id
        else _("Hồ sơ đã xong, kết quả đã trả."),
    }
    return sentences.get(status, "")


def _wish_waits(dossier: Dossier) -> str:
    if _is_written_to(dossier):
        return _("Bạn đã xin rút hồ sơ. Cơ quan xem xét rồi trả lời bạn qua thư điện tử.")
    return _(
        "Bạn đã xin rút hồ sơ. Cơ quan xem xét rồi trả lời; hãy xem tại đây hoặc hỏi tại quầy."
    )


def _is_written_to(dossier: Dossier) -> bool:
    """Whether anybody gets mail about it."""
    return bool(dossier.applicant.filer_email or dossier.applicant.email)


def _result_waits(dossier: Dossier) -> str:
    if dossier.decision == Decision.REFUSED:
        return _("Cơ quan từ chối giải quyết. Lý do và văn bản ở dưới.")
    if dossier.return_way == ReturnWay.ONLINE:
        return _("Đã có kết quả. Bấm Nhận kết quả ở dưới, rồi mở và tải về.")
    if dossier.return_way == ReturnWay.COUNTER:
        return _(
            "Đã có kết quả. Mời bạn đến nhận tại %(place)s, mang theo giấy hẹn và giấy tờ tùy thân."
        ) % {"place": dossier.returning_agency.name}
    return _("Đã có kết quả. Bưu điện sẽ chuyển đến địa chỉ của bạn.")


def _holder(dossier: Dossier) -> str:
    settled = (Status.WITHDRAWN, Status.RETURNED, Status.NOT_ACCEPTED)
    if dossier.status in settled or dossier.is_ended:
        return ""
    return (
        dossier.returning_agency.name
        if dossier.status == Status.DECIDED
        else dossier.holder_agency.name
    )


def _timeline(dossier: Dossier, *, with_words: bool) -> list[Happened]:
    return [
        Happened(
            title=str(Moment(moment).label),
            at=happened_at,
            by=agency or "",
            text=note if with_words and is_public else "",
            state="alert" if moment in _ALERTS else "done",
        )
        for moment, happened_at, agency, note, is_public in _entries(dossier=dossier.pk)
    ]


@prepared
def _entries(*, dossier: int) -> QuerySet[TimelineEntry, tuple[Any, ...]]:
    rows = TimelineEntry.objects.filter(dossier=dossier).exclude(moment__in=_QUIET)
    return rows.order_by("-sequence").values_list(
        "moment", "happened_at", "agency__name", "note", "is_public"
    )


_ALERTS = (
    Moment.ASK_SUPPLEMENT,
    Moment.REFUSE_RECEPTION,
    Moment.LAPSE_SUPPLEMENT,
    Moment.STOP,
    Moment.TERMINATE,
    Moment.ASK_PAYMENT,
    Moment.DECLINE_WITHDRAWAL,
)
