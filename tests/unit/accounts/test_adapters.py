"""What allauth is told by this house."""

from __future__ import annotations

import pytest
from django.test import override_settings

from motcua.accounts.actions.adapters import MfaAdapter


def test_secrets_of_authenticators_are_not_stored_in_clear() -> None:
    stored = MfaAdapter().encrypt("JBSWY3DPEHPK3PXP")

    assert "JBSWY3DPEHPK3PXP" not in stored
    assert MfaAdapter().decrypt(stored) == "JBSWY3DPEHPK3PXP"


def test_secrets_survive_a_renewed_key_while_the_old_one_is_a_fallback() -> None:
    with override_settings(SECRET_KEY="old" * 20):
        stored = MfaAdapter().encrypt("secret")

    with override_settings(SECRET_KEY="new" * 20, SECRET_KEY_FALLBACKS=["old" * 20]):
        assert MfaAdapter().decrypt(stored) == "secret"


@pytest.mark.parametrize("stored", ["", "plain", "gAAAAA"])
def test_a_text_no_key_opens_becomes_a_secret_nobody_has(stored: str) -> None:
    first, second = MfaAdapter().decrypt(stored), MfaAdapter().decrypt(stored)

    assert first != second
    assert len(first) == 32
