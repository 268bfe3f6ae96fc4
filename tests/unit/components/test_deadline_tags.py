"""Late, soon and each kind of waiting are told apart by word, by colour and by shape."""

from __future__ import annotations

import re

from django.template import engines

APART = (
    "LATE",
    "DUE_SOON",
    "ON_TIME",
    "WAITING_APPLICANT",
    "WAITING_PAYMENT",
    "WAITING_POST",
    "WAITING_NEIGHBOUR",
    "PAUSED",
)
MARK = re.compile(r'mc-tag--(\w+)">(<svg.*?</svg>)([^<]+)</span>')


def drawn(kind: str) -> tuple[str, str, str]:
    source = '{% from "components/deadline_tag.html" import deadline_tag %}{{ deadline_tag(kind) }}'
    html = engines["jinja2"].from_string(source).render({"kind": kind})
    found = MARK.search(html)
    assert found is not None, html
    return found[1], found[2], found[3]


def test_no_two_share_a_colour_a_shape_or_a_word() -> None:
    tones, shapes, words = zip(*map(drawn, APART), strict=True)

    for marks in (tones, shapes, words):
        assert len(set(marks)) == len(APART), marks
