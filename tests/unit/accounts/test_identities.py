"""Identity numbers and tax codes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.accounts.enums import IdentityKind
from motcua.accounts.rules.identities import Malformed, doubt_about_year, identity_number, tax_code


@pytest.mark.parametrize(
    ("kind", "typed", "kept"),
    [
        (IdentityKind.CITIZEN_12, "064 190 001234", "064190001234"),
        (IdentityKind.CITIZEN_12, "064.190.001.234", "064190001234"),
        (IdentityKind.NUMBER_WITHOUT_CARD, "064190001234", "064190001234"),
        (IdentityKind.ID_CARD_9, "230-123-456", "230123456"),
        (IdentityKind.PASSPORT, "b1234567", "B1234567"),
        (IdentityKind.NONE_YET, "", ""),
        ("", "", ""),
    ],
)
def test_number_is_kept_without_what_people_put_between(kind: str, typed: str, kept: str) -> None:
    assert identity_number(kind, typed) == kept


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        (IdentityKind.CITIZEN_12, "06419000123"),
        (IdentityKind.CITIZEN_12, "06419000123x"),
        (IdentityKind.CITIZEN_12, "٠٦٤١٩٠٠٠١٢٣٤"),
        (IdentityKind.ID_CARD_9, "2301234567"),
        (IdentityKind.PASSPORT, "B123"),
        (IdentityKind.NONE_YET, "064190001234"),
        ("", "064190001234"),
    ],
)
def test_number_that_cannot_be_one_is_refused(kind: str, typed: str) -> None:
    with pytest.raises(Malformed):
        identity_number(kind, typed)


@given(st.sampled_from([*IdentityKind.values, "", "OTHER"]), st.text(max_size=40))
def test_any_text_gives_a_number_or_a_refusal(kind: str, typed: str) -> None:
    try:
        kept = identity_number(kind, typed)
    except Malformed:
        return
    assert kept == "" or kept.isalnum()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("0100109106", "0100109106"),
        ("0100 109 106", "0100109106"),
        ("0100109106-001", "0100109106-001"),
        ("064190001234", "064190001234"),
    ],
)
def test_tax_code_is_kept_as_the_register_writes_it(typed: str, kept: str) -> None:
    assert tax_code(typed) == kept


@pytest.mark.parametrize("typed", ["0100109107", "010010910", "01001091061", "abc", ""])
def test_tax_code_that_cannot_be_one_is_refused(typed: str) -> None:
    with pytest.raises(Malformed):
        tax_code(typed)


@given(st.text(max_size=30))
def test_any_text_gives_a_tax_code_or_a_refusal(typed: str) -> None:
    try:
        kept = tax_code(typed)
    except Malformed:
        return
    assert len(kept) in {10, 12, 14}


def test_year_that_fits_the_number_raises_no_doubt() -> None:
    assert doubt_about_year(IdentityKind.CITIZEN_12, "064190001234", 1990) is None
    assert doubt_about_year(IdentityKind.CITIZEN_12, "064205001234", 2005) is None


def test_year_that_differs_is_remarked_upon_not_refused() -> None:
    remark = doubt_about_year(IdentityKind.CITIZEN_12, "064190001234", 1985)

    assert "1990" in str(remark)
    assert "1985" in str(remark)


def test_other_papers_and_unknown_years_raise_no_doubt() -> None:
    assert doubt_about_year(IdentityKind.PASSPORT, "B1234567", 1985) is None
    assert doubt_about_year(IdentityKind.CITIZEN_12, "064190001234", None) is None
