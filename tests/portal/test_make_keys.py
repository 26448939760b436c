"""``manage.py make_keys``: keys are made once, for the owner alone, and never replaced."""

import stat

import pytest
from django.core.management import CommandError, call_command

from tayninh_portal.lib.secrets import Keyring
from tayninh_portal.lib.signing import is_signed, public_key, sign


@pytest.fixture
def secrets_dir(settings, tmp_path):
    """A folder for keys in which nothing is yet."""
    settings.SECRETS_DIR = tmp_path / "secrets"
    return settings.SECRETS_DIR


def _keys(folder):
    return {path.name: path.read_text().strip() for path in folder.iterdir()}


def test_it_makes_keys_that_work(secrets_dir):
    call_command("make_keys")
    keys = _keys(secrets_dir)
    assert set(keys) == {"secret_key", "field_keys", "index_key", "backup_keys", "seal_keys"}
    keyring = Keyring(keys["field_keys"].split(), index_key=keys["index_key"])
    assert keyring.decrypt(keyring.encrypt("Nguyễn Văn Ất")) == "Nguyễn Văn Ất"
    assert len(keys["secret_key"]) >= 50
    assert is_signed("dấu", sign(keys["seal_keys"], "dấu"), public_key(keys["seal_keys"]))


def test_only_the_owner_can_read_them(secrets_dir):
    call_command("make_keys")
    modes = {stat.S_IMODE(path.stat().st_mode) for path in secrets_dir.iterdir()}
    assert (stat.S_IMODE(secrets_dir.stat().st_mode), modes) == (0o700, {0o600})


def test_a_second_time_changes_nothing(secrets_dir):
    call_command("make_keys")
    first = _keys(secrets_dir)
    call_command("make_keys")
    assert _keys(secrets_dir) == first


def test_two_portals_have_no_key_in_common(secrets_dir, settings, tmp_path):
    call_command("make_keys")
    settings.SECRETS_DIR = tmp_path / "other"
    call_command("make_keys")
    assert set(_keys(secrets_dir).values()) & set(_keys(settings.SECRETS_DIR).values()) == set()


def test_it_makes_none_in_production(secrets_dir, settings):
    settings.EMBEDDED = False
    with pytest.raises(CommandError, match="lấy khóa từ biến môi trường"):
        call_command("make_keys")
    assert not secrets_dir.exists()
