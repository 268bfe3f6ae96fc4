"""Words as search sees them: folded, cut at everything that is not a letter or a digit."""

from __future__ import annotations

import re
from dataclasses import dataclass

from motcua.catalogue.rules.search.abbreviations import written_out
from motcua.kit import text_vi

LONGEST_WORD = 40
_WORD = re.compile(r"[^\W_]+")
_ASCII_WORD = re.compile(r"[a-z0-9]+")
# lý and lí, kỹ and kĩ are one word in two spellings; quy, thủy, xây are not.
_FINAL_Y = re.compile(r"(?<=[bcdfghklmnprstvx])y$")
_SAID_EVERYWHERE = re.compile(
    r"^thủ tục\b|\((?:thực hiện (?:tại|ở) )?(?:cấp|Cấp) [^)]{2,20}\)|\(\d\.\d{6}\)", re.IGNORECASE
)


@dataclass(frozen=True)
class Word:
    """A word folded (final y as i), and as it was written (lower case, tone marks settled)."""

    folded: str
    written: str

    @property
    def is_marked(self) -> bool:
        """Whether it was written with diacritics."""
        return not self.written.isascii()


def words_of(text: str, *, most: int = 10_000) -> list[Word]:
    """The words of a text in order, at most `most`; letters that do not fold to
    ASCII are left out.
    """
    settled = text_vi.settle_tones(written_out(text_vi.clean(text[: most * 20]).lower()))
    found = []
    for match in _WORD.finditer(settled):
        folded = "".join(_ASCII_WORD.findall(text_vi.fold(match[0])))[:LONGEST_WORD]
        if folded:
            found.append(Word(_FINAL_Y.sub("i", folded), match[0]))
        if len(found) >= most:
            break
    return found


def folded_words(text: str) -> list[str]:
    """Only the folded words."""
    return [word.folded for word in words_of(text)]


def title_words(name: str) -> list[Word]:
    """The words of a procedure's name without what every other name says, too ("Thủ tục …", "(thực
    hiện tại …)").
    """
    return words_of(_SAID_EVERYWHERE.sub(" ", text_vi.clean(name))) or words_of(name)
