from __future__ import annotations

import pytest

from motcua.files.rules.types import describe, media_type_of
from tests.unit.files import samples


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (samples.jpeg(), "image/jpeg"),
        (samples.encoded(samples.picture(), "PNG"), "image/png"),
        (samples.encoded(samples.picture(), "WEBP"), "image/webp"),
        (samples.HEIC, "image/heic"),
        (b"\0\0\0\x1cftypmif1\0\0\0\0mif1heicmiaf", "image/heic"),
        (b"\0\0\0\x1cftypavif\0\0\0\0mif1avifmiaf", ""),
        (samples.pdf(), "application/pdf"),
        (b"\xef\xbb\xbf\r\n" + samples.pdf(), "application/pdf"),
        (b"<script>alert(1)</script>" + samples.pdf(), ""),
        (b"GIF89a" + b"\0" * 40, ""),
        (b"", ""),
    ],
)
def test_media_type_of_reads_the_content(content: bytes, media_type: str) -> None:
    assert media_type_of(content[:4096]) == media_type


@pytest.mark.parametrize(
    ("content", "label"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 40, "Word"),
        (b"PK\x03\x04" + b"\0" * 40, "Word"),
        (b"GIF89a" + b"\0" * 40, "GIF"),
        (b"MZ\x90\0" + b"\0" * 40, "EXE"),
        (b"\x01\x02\x03\x04\x05", ""),
        (b"", ""),
    ],
)
def test_describe_names_what_people_send_by_mistake(content: bytes, label: str) -> None:
    assert describe(content) == label
