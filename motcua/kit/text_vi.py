"""Vietnamese text: cleaning what people send, folding for search, the order of the alphabet.

Every function takes any `str` at all (NUL, lone surrogates, millions of combining marks) and
answers in time linear in its length.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

_LONGEST_QUICK = 1_000
_MARKS_KEPT = 8
_TONES = (
    "\u0300\u0309\u0303\u0301\u0323"  # huyền, hỏi, ngã, sắc, nặng: the order of the dictionaries
)
_APOSTROPHES = dict.fromkeys(map(ord, "\u2019\u2018\u02bc\u02b9\u2032`\u00b4"), "'")
_UNDECOMPOSED = str.maketrans({"đ": "d", "ð": "d", "ƀ": "b", "ł": "l", "ø": "o"})

# Deleted: C0 and C1 controls, DEL, lone surrogates, non-characters, and the invisible signs that
# turn or hide text (soft hyphen, zero-width space, bidirectional overrides, byte order mark).
_UNWANTED = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e"
    "\u2060-\u206f\ufdd0-\ufdef\ufeff\ufff9-\uffff\ud800-\udfff\U000e0000-\U000e007f]"
)
_LINE_BREAK = re.compile("\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]")
_BLANKS = re.compile("[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_MARKS = re.compile("[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+")
_WORD = re.compile(r"[^\W\d_]+|\d+")
_LETTER_RUN = re.compile(r"[^\W\d_]+")
_NOT_SLUG = re.compile(r"[^a-z0-9]+")
_SYLLABLE = re.compile(
    r"(qu(?=[aăâeêioôơy])|gi(?=[aăâeêoôơuư])|[^aăâeêioôơuưy]*)([aăâeêioôơuưy]+)([^aăâeêioôơuưy]*)"
)

_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_LETTER_KEYS = dict(zip(_ALPHABET, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefg", strict=True))
_TONE_KEYS = {tone: chr(ord("!") + place) for place, tone in enumerate(("", *_TONES))}


def nfc(text: str) -> str:
    """The composed form (NFC); runs of combining marks are cut so that hostile text stays cheap."""
    return unicodedata.normalize("NFC", _tamed(text))


def clean(text: str, *, multiline: bool = False) -> str:
    """What a person meant to type: NFC, no control or invisible signs, single blanks, no edges.

    With `multiline` line breaks are kept (each as one `\\n`), otherwise they count as blanks.
    """
    if text.isprintable():  # no control, no invisible sign, no blank but the space: the usual case
        return _BLANKS.sub(" ", nfc(text)).strip(" ")
    text = _UNWANTED.sub("", _LINE_BREAK.sub("\n", text))
    text = nfc(_BLANKS.sub(" ", text))
    if multiline:
        return text.replace(" \n", "\n").replace("\n ", "\n").strip(" \n")
    return _BLANKS.sub(" ", text.replace("\n", " ")).strip(" ")


def fold(text: str) -> str:
    """Lower case without any diacritics (đ → d), apostrophes alike: one form for searching."""
    lowered = clean(text).lower().translate(_APOSTROPHES)
    bare = _MARKS.sub("", unicodedata.normalize("NFKD", lowered))
    return _BLANKS.sub(" ", bare.lower().translate(_UNDECOMPOSED)).strip(" ")


def slug(text: str) -> str:
    """Folded words joined by hyphens, for addresses and file names; empty when nothing is left."""
    return _NOT_SLUG.sub("-", fold(text)).strip("-")


def settle_tones(text: str) -> str:
    """Tone marks where the official names have them: hoà → hòa, thuý → thúy, qúy → quý.

    Words that are not one Vietnamese syllable are left as they are.
    """
    return _LETTER_RUN.sub(lambda found: _settled(found[0]), nfc(text))


def sort_key(text: str, *, limit: int = 200) -> str:
    """A text whose bytewise order is the Vietnamese order of `text`.

    Syllable by syllable: letters a ă â b c d đ e ê …, then the tone (ngang huyền hỏi ngã sắc nặng),
    then the next syllable; numbers by value and before letters; case and punctuation do not count.
    Only the first `limit` characters are looked at and the key is at most twice as long, so that it
    fits a column and an index.
    """
    lowered = clean(text[: limit * 4])[:limit].lower()
    return " ".join(_word_key(word) for word in _WORD.findall(lowered))[: limit * 2]


def _tamed(text: str) -> str:
    """`text` with long runs of combining marks cut: sorting them is quadratic in `unicodedata`."""
    if len(text) <= _LONGEST_QUICK or text.isascii():
        return text
    return _long_runs().sub(lambda found: found[0][:_MARKS_KEPT], text)


@cache
def _long_runs() -> re.Pattern[str]:
    marks = "".join(chr(code) for code in range(0x300, 0x1E950) if unicodedata.combining(chr(code)))
    return re.compile(f"[{re.escape(marks)}]{{{_MARKS_KEPT + 1},}}")


def _split_tone(word: str) -> tuple[str, str]:
    """The letters (composed, tones taken out) and the tones of a lower-case word."""
    decomposed = unicodedata.normalize("NFD", word)
    letters = "".join(sign for sign in decomposed if sign not in _TONES)
    return unicodedata.normalize("NFC", letters), "".join(s for s in decomposed if s in _TONES)


@lru_cache(maxsize=4_096)
def _word_key(word: str) -> str:
    if word.isdecimal():
        digits = str(int(word)) if len(word) <= 99 else word[:99]
        return f"{len(digits):02d}{digits}"
    letters, tones = _split_tone(word)
    return "".join(map(_letter_key, letters)) + _TONE_KEYS[tones[:1]]


def _letter_key(letter: str) -> str:
    known = _LETTER_KEYS.get(letter)
    if known is not None:
        return known
    plain = _MARKS.sub("", unicodedata.normalize("NFKD", letter)).translate(_UNDECOMPOSED)
    return "".join(_LETTER_KEYS.get(sign, sign) for sign in plain)


def _settled(word: str) -> str:
    letters, tones = _split_tone(word.lower())
    syllable = _SYLLABLE.fullmatch(letters)
    if len(tones) != 1 or syllable is None or len(letters) != len(word):
        return word
    place = len(syllable[1]) + _tone_place(syllable[2], closed=bool(syllable[3]))
    original = _split_tone_keeping_case(word)
    return nfc(original[: place + 1] + tones + original[place + 1 :])


def _split_tone_keeping_case(word: str) -> str:
    decomposed = unicodedata.normalize("NFD", word)
    return unicodedata.normalize("NFC", "".join(sign for sign in decomposed if sign not in _TONES))


def _tone_place(vowels: str, *, closed: bool) -> int:
    """Which vowel bears the tone: the marked one (ơ of ươ), else as in hòa, hoàn, hoài."""
    marked = [place for place, vowel in enumerate(vowels) if vowel in "ăâêôơư"]
    if marked:
        return marked[-1]
    if closed:
        return len(vowels) - 1
    return 1 if len(vowels) > 2 else 0
