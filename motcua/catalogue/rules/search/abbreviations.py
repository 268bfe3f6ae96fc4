"""Abbreviations of the offices, written out, so that both spellings find the same procedures."""

from __future__ import annotations

import re

WRITTEN_OUT = {
    "bhxh": "bảo hiểm xã hội",
    "bhyt": "bảo hiểm y tế",
    "bhtn": "bảo hiểm thất nghiệp",
    "bnn": "bệnh nghề nghiệp",
    "bvtv": "bảo vệ thực vật",
    "attp": "an toàn thực phẩm",
    "vsattp": "vệ sinh an toàn thực phẩm",
    "cccd": "căn cước công dân",
    "cmnd": "chứng minh nhân dân",
    "cntt": "công nghệ thông tin",
    "gcn": "giấy chứng nhận",
    "gplx": "giấy phép lái xe",
    "gpxd": "giấy phép xây dựng",
    "htx": "hợp tác xã",
    "kcn": "khu công nghiệp",
    "nlđ": "người lao động",
    "pccc": "phòng cháy chữa cháy",
    "qsdđ": "quyền sử dụng đất",
    "qsd": "quyền sử dụng",
    "thcs": "trung học cơ sở",
    "thpt": "trung học phổ thông",
    "tnhh": "trách nhiệm hữu hạn",
    "tnlđ": "tai nạn lao động",
    "tthc": "thủ tục hành chính",
    "ubnd": "ủy ban nhân dân",
}
_WORD = re.compile(r"[^\W\d_]+")


def written_out(text: str) -> str:
    """A lower-case text with the known abbreviations written out."""
    return _WORD.sub(lambda found: WRITTEN_OUT.get(found[0], found[0]), text)
