"""Words in the language of whoever reads them."""

from __future__ import annotations

from django.utils import translation

from motcua.catalogue.enums import OfferLevel
from motcua.kit.wording import words_of


def test_words_of_choices_are_plain_text_of_each_language() -> None:
    said = []
    for language in ("vi", "en", "vi"):
        with translation.override(language):
            said.append(words_of(OfferLevel)[3])

    assert said == ["Mức 3: nộp trực tuyến", "Level 3: file online", "Mức 3: nộp trực tuyến"]
    assert {type(words) for words in said} == {str}
