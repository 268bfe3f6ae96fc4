from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from motcua.files.rules import pictures
from motcua.files.rules.limits import Flaw, Limits, Unacceptable
from tests.unit.files import samples

LIMITS = Limits()


def opened(picture: pictures.Picture) -> Image.Image:
    image = Image.open(io.BytesIO(picture.content))
    image.load()
    return image


def is_red(pixel: object) -> bool:
    assert isinstance(pixel, tuple)
    return pixel[0] > 150 and pixel[1] < 90


def test_reencode_removes_camera_and_place() -> None:
    source = samples.jpeg()
    assert b"SecretCamera" in source

    kept = pictures.reencode(source, "image/jpeg", LIMITS)

    assert b"SecretCamera" not in kept.content
    assert not opened(kept).getexif()


@pytest.mark.parametrize(
    ("orientation", "red_corner"),
    [
        (1, (5, 5)),
        (2, (75, 5)),
        (3, (75, 55)),
        (4, (5, 55)),
        (5, (5, 5)),
        (6, (55, 5)),
        (7, (55, 75)),
        (8, (5, 75)),
        (9, (5, 5)),
    ],
)
def test_reencode_turns_a_picture_upright(orientation: int, red_corner: tuple[int, int]) -> None:
    kept = pictures.reencode(samples.jpeg(orientation=orientation), "image/jpeg", LIMITS)

    image = opened(kept)
    lying = orientation in {1, 2, 3, 4, 9}
    assert image.size == (kept.width, kept.height) == ((80, 60) if lying else (60, 80))
    assert is_red(image.getpixel(red_corner))


def test_reencode_reads_heic_upright_and_without_place() -> None:
    assert b"TestCam" in samples.HEIC

    kept = pictures.reencode(samples.HEIC, "image/heic", LIMITS)

    assert (kept.width, kept.height) == (60, 80)
    assert is_red(opened(kept).getpixel((55, 5)))
    assert b"TestCam" not in kept.content


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
@pytest.mark.parametrize("mode", ["RGB", "RGBA", "L", "P", "1", "LA"])
def test_reencode_takes_every_mode(kind: str, mode: str) -> None:
    if kind == "WEBP" and mode in {"P", "1", "LA"}:
        mode = "RGBA"
    source = samples.encoded(samples.picture(mode=mode), kind)

    kept = pictures.reencode(source, f"image/{kind.lower()}", LIMITS)

    assert (kept.width, kept.height) == (80, 60)
    assert opened(kept).format == "JPEG"


def test_reencode_takes_a_printers_cmyk_jpeg() -> None:
    kept = pictures.reencode(samples.jpeg(mode="CMYK"), "image/jpeg", LIMITS)

    assert opened(kept).mode == "RGB"


def test_reencode_makes_what_is_transparent_white() -> None:
    clear = Image.new("RGBA", (40, 40), (0, 0, 0, 0))

    kept = pictures.reencode(samples.encoded(clear, "PNG"), "image/png", LIMITS)

    assert opened(kept).getpixel((20, 20)) == (255, 255, 255)


def test_reencode_keeps_a_black_and_white_scan_grey() -> None:
    kept = pictures.reencode(samples.encoded(samples.picture(mode="1"), "PNG"), "image/png", LIMITS)

    assert opened(kept).mode == "L"


@pytest.mark.parametrize(
    ("width", "height", "longest"), [(4000, 1000, 3000), (8000, 1000, 3000), (600, 300, 600)]
)
def test_reencode_bounds_the_longest_side(width: int, height: int, longest: int) -> None:
    kept = pictures.reencode(samples.jpeg(width, height), "image/jpeg", LIMITS)

    assert max(kept.width, kept.height) == longest
    assert kept.height == pytest.approx(longest * height / width, abs=1)


def test_reencode_refuses_a_bomb_before_unpacking_it() -> None:
    with pytest.raises(Unacceptable) as caught:
        pictures.reencode(samples.png_bomb(), "image/png", LIMITS)

    assert caught.value.flaw is Flaw.TOO_MANY_PIXELS
    assert caught.value.measured == 900


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (samples.jpeg(400, 300)[:-2000], "image/jpeg"),
        (samples.jpeg()[:20], "image/jpeg"),
        (samples.encoded(samples.picture(400, 300), "PNG")[:-100], "image/png"),
        (samples.encoded(samples.picture(400, 300), "WEBP")[:-40], "image/webp"),
        (samples.HEIC[:-200], "image/heic"),
        (samples.HEIC[:40], "image/heic"),
        (samples.png_text_bomb(), "image/png"),
        (b"\x89PNG\r\n\x1a\n" + b"\xff" * 200, "image/png"),
    ],
)
def test_reencode_refuses_what_does_not_decode_to_the_end(content: bytes, media_type: str) -> None:
    with pytest.raises(Unacceptable) as caught:
        pictures.reencode(content, media_type, LIMITS)

    assert caught.value.flaw is Flaw.BROKEN


def test_reencode_refuses_a_jpeg_painted_over_and_over() -> None:
    target = io.BytesIO()
    samples.picture(400, 300).save(target, "JPEG", progressive=True)
    whole = target.getvalue()
    last = whole.rindex(b"\xff\xda")
    bomb = whole[:last] + whole[last:-2] * 500 + whole[-2:]
    assert pictures.reencode(whole, "image/jpeg", LIMITS).width == 400

    with pytest.raises(Unacceptable) as caught:
        pictures.reencode(bomb, "image/jpeg", LIMITS)

    assert caught.value.flaw is Flaw.BROKEN


def test_reencode_drops_what_is_glued_to_a_picture() -> None:
    polyglot = samples.jpeg() + b"PK\x03\x04<script>alert(1)</script>"

    kept = pictures.reencode(polyglot, "image/jpeg", LIMITS)

    assert b"<script>" not in kept.content


@pytest.mark.filterwarnings("ignore::UserWarning:PIL")  # Pillow says what it skips
@given(st.lists(st.tuples(st.integers(0, 200), st.integers(0, 255)), min_size=1, max_size=6))
def test_reencode_keeps_a_photograph_whose_exif_is_damaged(damage: list[tuple[int, int]]) -> None:
    content = bytearray(samples.jpeg(orientation=6))
    start = content.index(b"Exif\0\0") + 6
    length = content.index(b"\xff\xdb") - start  # the tables of the picture follow
    for offset, value in damage:
        content[start + offset % length] = value

    kept = pictures.reencode(bytes(content), "image/jpeg", LIMITS)

    assert sorted((kept.width, kept.height)) == [60, 80]
