"""The command over the real tables: clients' cells and the second factor's secrets."""

import base64

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.core.management import CommandError, call_command
from django.db import connection

from people.vault import SealedFiles
from people.vault.rotate import columns
from tests.cast import a_social_worker

pytestmark = pytest.mark.django_db

OLD = "test1:" + base64.b64encode(b"1" * 32).decode()
NEW = "test2:" + base64.b64encode(b"n" * 32).decode()
SECRET = "JBSWY3DPEHPK3PXP"


@pytest.fixture(autouse=True)
def no_files_of_other_tests(settings, tmp_path):
    """What they left on the disk would be rotated along."""
    for files in SealedFiles.every:
        setattr(settings, str(files), tmp_path / str(files))


def test_second_factors_survive_the_change_of_keys(settings, capsys):
    li = a_social_worker("李敏")
    TOTP.activate(li, SECRET)
    codes = RecoveryCodes.activate(li).get_unused_codes()
    settings.VAULT_KEYS = [NEW, OLD]

    call_command("rotate_keys")

    assert "2 cells and files rotated" in capsys.readouterr().out
    settings.VAULT_KEYS = [NEW]
    assert RecoveryCodes.activate(li).get_unused_codes() == codes
    call_command("rotate_keys")
    assert "0 cells and files rotated" in capsys.readouterr().out


def test_a_secret_that_no_key_opens_fails_the_command(settings):
    TOTP.activate(a_social_worker("李敏"), SECRET)
    settings.VAULT_KEYS = [NEW]

    with pytest.raises(CommandError, match=r"mfa_authenticator\.data"):
        call_command("rotate_keys")

    assert Authenticator.objects.count() == 1


def test_every_encrypted_column_is_found_and_counts_without_an_actor():
    found = list(columns())

    assert all(column.outdated().count() == 0 for column in found)
    tables = set(connection.introspection.table_names())
    assert {column.model._meta.db_table for column in found} <= tables
