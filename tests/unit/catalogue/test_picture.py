"""The picture of a route: nothing overlaps, nothing is cut off."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from motcua.catalogue.rules.routing.picture import WIDTH, Box, picture_of

WORDS = st.lists(st.text("ăơHgiMW", min_size=1, max_size=12), min_size=1, max_size=20).map(" ".join)
OPINIONS = st.builds(Box, name=WORDS, lines=st.lists(WORDS, max_size=1).map(tuple))
BOXES = st.builds(
    Box,
    name=WORDS,
    lines=st.lists(WORDS, max_size=3).map(tuple),
    opinions=st.lists(OPINIONS, max_size=3).map(tuple),
)


@given(st.lists(BOXES, min_size=1, max_size=8))
def test_boxes_stand_below_each_other_with_all_their_words(boxes: list[Box]) -> None:
    picture = picture_of(boxes)

    placed = [*picture.steps, *(beside for _step, beside in picture.opinions)]
    placed.sort(key=lambda one: one.y)
    assert all(a.y + a.height < b.y for a, b in itertools.pairwise(placed))
    assert placed[-1].y + placed[-1].height < picture.height
    for one in placed:
        words = " ".join((one.box.name, *one.box.lines)).split()
        assert " ".join(line.text for line in one.texts).split() == words
        assert all(one.y < line.y < one.y + one.height for line in one.texts)
        assert one.x + one.width < WIDTH
        assert all(len(line.text) <= 35 for line in one.texts)


def test_one_long_word_is_broken_instead_of_cut_off() -> None:
    (only,) = picture_of([Box(name="W" * 80)]).steps

    assert [len(line.text) for line in only.texts] == [33, 33, 14]
