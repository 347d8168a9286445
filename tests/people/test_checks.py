"""A site with a bad secret does not start, and says which one, without showing it."""

import base64

import pytest

from people.checks import secrets_are_well_formed

GOOD = base64.b64encode(b"g" * 32).decode()
SHORT = base64.b64encode(b"short").decode()


def test_good_secrets_pass():
    assert secrets_are_well_formed() == []


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("VAULT_KEYS", [], "there is no key"),
        ("VAULT_KEYS", [GOOD], "id:base64"),
        ("VAULT_KEYS", ["K1:" + GOOD], "id:base64"),
        ("VAULT_KEYS", ["k1:" + GOOD, "k2:" + SHORT], "key 2 (k2): the key has 5 bytes"),
        ("VAULT_KEYS", ["k1:" + GOOD, "k2:" + GOOD], "key 2 (k2) occurs twice"),
        ("VAULT_KEYS", ["k1:not base64!"], "not base64"),
        ("VAULT_INDEX_KEY", SHORT, "GUIHANG_VAULT_INDEX_KEY: the key has 5 bytes"),
        ("LEDGER_KEY", "", "GUIHANG_LEDGER_KEY"),
        ("LEDGER_KEY", base64.b64encode(b"1" * 32).decode(), "used for something else too"),
    ],
)
def test_a_bad_secret_is_named_and_not_shown(settings, name, value, said):
    setattr(settings, name, value)

    (error,) = secrets_are_well_formed()

    assert said in error.msg
    assert GOOD not in error.msg
