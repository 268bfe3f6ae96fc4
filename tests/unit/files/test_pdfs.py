from __future__ import annotations

import pytest

from motcua.files.rules import pdfs
from motcua.files.rules.limits import Flaw, Limits, Unacceptable
from tests.unit.files import samples

LIMITS = Limits(max_pages=5)

PAGELESS = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj trailer<</Root 1 0 R>>\n%%EOF"
)


def flaw_of(content: bytes) -> Unacceptable:
    with pytest.raises(Unacceptable) as caught:
        pdfs.count_pages(content, LIMITS)
    return caught.value


def test_count_pages_of_an_honest_pdf() -> None:
    assert pdfs.count_pages(samples.pdf(3), LIMITS) == 3


def test_count_pages_takes_a_pdf_that_is_only_barred_from_changes() -> None:
    assert pdfs.count_pages(samples.pdf(2, password="owner", owner_only=True), LIMITS) == 2


def test_count_pages_repairs_a_broken_cross_reference_when_the_pages_can_be_read() -> None:
    content = samples.pdf(2)
    at = content.index(b"xref")
    broken = content[:at] + b"xxxx" + content[at + 4 :]

    assert pdfs.count_pages(broken, LIMITS) == 2


def test_count_pages_refuses_a_pdf_with_a_password() -> None:
    assert flaw_of(samples.pdf(1, password="secret")).flaw is Flaw.LOCKED


def test_count_pages_refuses_too_many_pages() -> None:
    problem = flaw_of(samples.pdf(6))

    assert (problem.flaw, problem.measured) == (Flaw.TOO_MANY_PAGES, 6)


@pytest.mark.parametrize(
    "content",
    [
        samples.pdf(2)[:-200],
        samples.pdf(1) + b"PK\x05\x06" * 1000,
        b"%PDF-1.7\n" + b"garbage " * 100 + b"\n%%EOF",
        PAGELESS,
    ],
    ids=["cut short", "archive glued on", "no structure", "no pages"],
)
def test_count_pages_refuses_what_cannot_be_read(content: bytes) -> None:
    assert flaw_of(content).flaw is Flaw.BROKEN
