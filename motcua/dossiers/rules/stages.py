"""The whole way of a dossier in four stages, as its owner sees it drawn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from motcua.dossiers.enums import Status, SubState
from motcua.kit.wording import _

if TYPE_CHECKING:
    from motcua.kit.wording import Words

DONE, CURRENT, WAITING, AHEAD = "done", "current", "waiting", "ahead"
_NAMES: tuple[Words, ...] = (_("Gửi"), _("Tiếp nhận"), _("Giải quyết"), _("Kết quả"))
_ENDED_EARLY = (Status.NOT_ACCEPTED, Status.WITHDRAWN)
_PAUSED = (Status.AWAITING_SUPPLEMENT, Status.AWAITING_PAYMENT, Status.STOPPED)

STATE_WORDS: dict[str, Words] = {
    DONE: _("đã xong"),
    CURRENT: _("đang ở đây"),
    WAITING: _("đang tạm dừng ở đây"),
    AHEAD: _("chưa tới"),
}


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage: done, current, waiting (the clock stands still) or ahead."""

    name: Words
    state: str


def stages_of(status: int, *, substate: str, is_accepted: bool) -> tuple[Stage, ...]:
    """The four stages; none for a dossier that ended on the way, where a picture would promise what
    does not come.
    """
    if status in _ENDED_EARLY or substate == SubState.TERMINATED:
        return ()
    place, state = 2 if is_accepted else 1, WAITING if status in _PAUSED else CURRENT
    if status == Status.DECIDED:
        place = 3
    elif status == Status.RETURNED:
        place = len(_NAMES)
    return tuple(
        Stage(name, DONE if number < place else state if number == place else AHEAD)
        for number, name in enumerate(_NAMES)
    )
