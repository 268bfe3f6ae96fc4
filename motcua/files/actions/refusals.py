"""What a person reads when a file cannot be taken: which file, which bound, what to do."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from motcua.files.enums import MediaType
from motcua.files.rules.limits import MEGABYTE, Flaw, Limits, Unacceptable
from motcua.kit.errors import Refusal
from motcua.kit.wording import Words, sentence

_SENTENCES: dict[Flaw, Words] = {
    Flaw.EMPTY: _(
        "Tệp “{name}” không có nội dung (0 byte). Hãy kiểm tra tệp trên máy của bạn rồi chọn lại."
    ),
    Flaw.TOO_LARGE: _(
        "Tệp “{name}” nặng {measured} MB, vượt mức {most_bytes} MB cho mỗi tệp. "
        "Hãy chụp lại ở độ phân giải thấp hơn, hoặc chia tài liệu thành nhiều tệp."
    ),
    Flaw.WRONG_TYPE: _(
        "Tệp “{name}” không thuộc loại được nhận ({accepts}). "
        "Hãy chụp ảnh giấy tờ, hoặc lưu tài liệu thành PDF rồi gửi lại."
    ),
    Flaw.BROKEN: _(
        "Không đọc được tệp “{name}”: tệp bị hỏng hoặc tải lên chưa hết. "
        "Hãy mở thử tệp trên máy của bạn, rồi gửi lại hoặc chụp ảnh khác."
    ),
    Flaw.LOCKED: _(
        "Tệp “{name}” được khóa bằng mật khẩu nên cán bộ không mở được. "
        "Hãy bỏ mật khẩu, hoặc in ra rồi chụp ảnh, và gửi lại."
    ),
    Flaw.TOO_MANY_PIXELS: _(
        "Ảnh “{name}” có {measured} triệu điểm ảnh, vượt mức {most_megapixels} triệu. "
        "Hãy chụp lại ở độ phân giải thấp hơn; ảnh 8 triệu điểm ảnh là đủ rõ."
    ),
    Flaw.TOO_MANY_PAGES: _(
        "Tệp “{name}” có {measured} trang, vượt mức {most_pages} trang cho mỗi tệp. "
        "Hãy chia tài liệu thành nhiều tệp."
    ),
}
_NAMED_TYPE = _(
    "Tệp “{name}” là tệp {found}, không thuộc loại được nhận ({accepts}). "
    "Hãy chụp ảnh giấy tờ, hoặc lưu tài liệu thành PDF rồi gửi lại."
)
_SHORT = {
    MediaType.JPEG: "JPEG",
    MediaType.PNG: "PNG",
    MediaType.HEIC: "HEIC",
    MediaType.WEBP: "WebP",
    MediaType.PDF: "PDF",
}


class FileRefused(Refusal):
    """The file cannot be taken; `flaw` says why, the message says it in words."""

    status = 422

    def __init__(self, problem: Unacceptable, *, name: str, limits: Limits) -> None:
        self.flaw = problem.flaw
        template = _NAMED_TYPE if problem.found else _SENTENCES[problem.flaw]
        super().__init__(
            sentence(
                template,
                name=name,
                found=problem.found,
                measured=_in_unit(problem),
                accepts=", ".join(
                    short for kind, short in _SHORT.items() if kind in limits.accepts
                ),
                most_bytes=limits.max_bytes // MEGABYTE,
                most_megapixels=limits.max_megapixels,
                most_pages=limits.max_pages,
            )
        )


def _in_unit(problem: Unacceptable) -> str:
    if problem.flaw is Flaw.TOO_LARGE:
        # Rounded up to a tenth: a file one byte too large never reads "20 MB, more than 20 MB".
        tenths = -(-problem.measured * 10 // MEGABYTE)
        return f"{tenths / 10:.1f}".replace(".", ",")
    return str(problem.measured)
