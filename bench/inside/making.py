"""Papers and pictures: python -m bench.inside.making"""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import typst

from bench import samples
from bench.inside.answering import answer, start

start()

from motcua.files.rules.limits import Limits  # noqa: E402 - Django stands now
from motcua.files.rules.pictures import reencode  # noqa: E402
from motcua.papers.rules import rendering  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable

MEGAPIXELS = 12
MOMENT = datetime(2026, 9, 14, 2, 20, tzinfo=UTC)
RECEIPT: dict[str, Any] = {
    "parent_agency": "UBND tỉnh Gia Lai",
    "agency": "Trung tâm Phục vụ hành chính công tỉnh",
    "place": "Gia Lai",
    "code": "H21.16-260914-0011",
    "pin": "ABCD2345",
    "applicant": "H’Nguyễn Thị Khánh Ly",
    "address": "Làng Plei Ốp, phường Pleiku, tỉnh Gia Lai",
    "phone": "0905 123 456",
    "email": "khanhly@example.test",
    "matter": "Cấp Phiếu xác nhận thông tin hộ tịch",
    "filer": "Rơ Châm Hùng",
    "identity": "064123456789",
    "papers": [{"name": "Tờ khai theo mẫu", "original": 1, "certified": 0, "copy": 0}],
    "sets": 1,
    "time_limit": "10 ngày làm việc",
    "received_at": MOMENT,
    "due_at": MOMENT,
    "return_channel": "Nhận bản điện tử trên Cổng dịch vụ công",
    "receiver": "Trần Văn Ước",
}


def cpu_ms(act: Callable[[], object], *, times: int) -> float:
    """Milliseconds of CPU for one call, warm."""
    act()
    begun = time.process_time()
    for _ in range(times):
        act()
    return 1000 * (time.process_time() - begun) / times


def receipt() -> float:
    """A receipt as the product makes it."""
    stamp = rendering.Stamp(title="Giấy tiếp nhận hồ sơ và hẹn trả kết quả", issued_at=MOMENT)
    return cpu_ms(lambda: rendering.render("receipt", RECEIPT, stamp=stamp), times=15)


def bare_receipt() -> float:
    """The same template and content, by typst alone with its fonts already found."""
    seen: list[dict[str, Any]] = []
    compiler = typst.Compiler(
        str(rendering.LETTERS / "receipt.typ"),
        root=str(rendering.LETTERS),
        font_paths=typst.Fonts(include_system_fonts=False),
    )
    stamp = rendering.Stamp(title="Giấy tiếp nhận hồ sơ và hẹn trả kết quả", issued_at=MOMENT)
    watched = _Watched(compiler, seen)
    rendering._compilers._of_thread.__dict__.setdefault("known", {})["receipt"] = watched
    rendering.render("receipt", RECEIPT, stamp=stamp)
    del rendering._compilers._of_thread.known["receipt"]
    return cpu_ms(lambda: compiler.compile(**seen[0]), times=15)


class _Watched:
    """Remembers what a compiler was asked."""

    def __init__(self, compiler: typst.Compiler, seen: list[dict[str, Any]]) -> None:
        self.compiler, self.seen = compiler, seen

    def compile(self, **asked: Any) -> Any:
        self.seen.append(asked)
        return self.compiler.compile(**asked)


def photograph() -> float:
    """A photograph turned upright, made smaller and encoded anew; per million pixels."""
    content = samples.photograph(MEGAPIXELS)
    taken = cpu_ms(lambda: reencode(content, "image/jpeg", Limits()), times=3)
    return taken / MEGAPIXELS


if __name__ == "__main__":
    answer({"receipt": receipt(), "bare": bare_receipt(), "photograph": photograph()})
