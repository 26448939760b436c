"""A backup put back loses nothing: rows, files, keys, guards and the numbers that come next."""

import fcntl
import gzip
import json
import os
import stat
import tarfile
from dataclasses import dataclass
from io import StringIO

import pytest
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from inspections.agencies.models import Agency
from inspections.identities.actions import seal_identity
from inspections.identities.models import Identity
from tayninh_portal import records
from tayninh_portal.backup import pack, unpack
from tayninh_portal.guards import missing_guards
from tayninh_portal.keyring import keyring
from tayninh_portal.lib.sealed import MAGIC, SealedWriter
from tayninh_portal.lib.secrets import make_key
from tayninh_portal.models import Change, User
from tests.environment import TEST_KEYS
from tests.fixtures.cast import build_cast, make_user
from tests.services.databases import named
from tests.services.portal import Installation


def everything():
    """Every row of every table, as the database has it."""
    rows = {}
    with connection.cursor() as cursor:
        for table in sorted(connection.introspection.table_names()):
            if table != "django_session":
                cursor.execute(f'SELECT * FROM "{table}"')
                rows[table] = sorted(map(repr, cursor.fetchall()))
    return rows


@pytest.fixture
def filled(transactional_db, settings, tmp_path):
    settings.FILES_DIR = tmp_path / "files"
    (settings.FILES_DIR / "ab").mkdir(parents=True)
    (settings.FILES_DIR / "ab" / "abcd").write_bytes(b"%PDF-1.7 minh hoa")
    cast = build_cast()
    seal_identity({"name": "Người phản ánh (minh họa)", "phone": "0276 3822 222"})
    records.amend(cast.a, {"place_name": "Tây Ninh"}, by=cast.admin, seen_version=1)
    return cast


def test_nothing_is_lost(filled, settings, tmp_path):
    before = everything()
    call_command("backup", output=tmp_path / "copy.backup")
    (settings.FILES_DIR / "ab" / "abcd").unlink()
    records.amend(
        Agency.objects.get(pk=filled.a.pk),
        {"place_name": "Nơi khác"},
        by=filled.admin,
        seen_version=2,
    )
    make_user("later")
    call_command("restore", tmp_path / "copy.backup", replace=True)
    assert everything() == before
    assert (settings.FILES_DIR / "ab" / "abcd").read_bytes() == b"%PDF-1.7 minh hoa"
    sealed = json.loads(keyring().decrypt(Identity.objects.get().payload))
    assert sealed["name"] == "Người phản ánh (minh họa)"


def test_who_was_signed_in_at_the_backup_is_not_signed_in_again(filled, tmp_path):
    browser = filled.client("admin")
    call_command("backup", output=tmp_path / "copy.backup")
    assert Session.objects.count() == 1
    call_command("restore", tmp_path / "copy.backup", replace=True)
    assert Session.objects.count() == 0
    assert browser.get("/").status_code == 302


def test_a_half_written_file_is_left_out(filled, settings, tmp_path):
    (settings.FILES_DIR / "ab" / ".0123.tmp").write_bytes(b"%PDF")
    call_command("backup", output=tmp_path / "copy.backup")
    unpack(tmp_path / "copy.backup", tmp_path / "opened")
    found = [p.name for p in (tmp_path / "opened" / "files").rglob("*") if p.is_file()]
    assert found == ["abcd"]


def test_a_file_that_would_land_elsewhere_is_refused(filled, settings, tmp_path):
    target = tmp_path / "evil.backup"
    key = settings.BACKUP_KEYS[0]
    with (
        target.open("wb") as file,
        SealedWriter(file, key) as sealed,
        gzip.open(sealed, "wb") as packed,
        tarfile.open(fileobj=packed, mode="w|") as tar,
    ):
        tar.addfile(tarfile.TarInfo("../escaped"))
    with pytest.raises(CommandError, match="không phải bản sao lưu"):
        call_command("restore", target, replace=True)
    assert not (tmp_path.parent / "escaped").exists()


def test_other_keys_in_the_environment_are_refused_before_anything_changes(
    filled, settings, tmp_path
):
    call_command("backup", output=tmp_path / "copy.backup")
    before = everything()
    settings.FIELD_KEYS = ["B" * 43 + "="]
    with pytest.raises(CommandError, match="Khóa trong biến môi trường"):
        call_command("restore", tmp_path / "copy.backup", replace=True)
    assert everything() == before


def test_work_goes_on_after_a_restore(filled, tmp_path):
    call_command("backup", output=tmp_path / "copy.backup")
    newest = User.objects.order_by("-pk").first().pk
    call_command("restore", tmp_path / "copy.backup", replace=True)
    assert make_user("next").pk > newest
    assert missing_guards() == []
    with pytest.raises(DatabaseError), transaction.atomic():
        Change.objects.update(note="sửa trộm")


def test_the_archive_is_for_its_owner_alone_and_holds_the_keys(filled, settings, tmp_path):
    target = tmp_path / "copy.backup"
    call_command("backup", output=target)
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    said = StringIO()
    call_command("restore", target, keys=True, stdout=said)
    keys = json.loads(said.getvalue())
    assert keys["field_keys"].split() == settings.FIELD_KEYS
    assert keys["index_key"] == settings.INDEX_KEY
    # The key of the backups themselves lies in none.
    assert settings.BACKUP_KEYS[0] not in said.getvalue()


def test_a_portal_in_use_is_not_replaced_by_mistake(filled, tmp_path):
    call_command("backup", output=tmp_path / "copy.backup")
    before = everything()
    with pytest.raises(CommandError, match="Thêm --replace"):
        call_command("restore", tmp_path / "copy.backup")
    assert everything() == before


def test_a_damaged_backup_changes_nothing(filled, tmp_path):
    target = tmp_path / "copy.backup"
    call_command("backup", output=target)
    folder = tmp_path / "opened"
    unpack(target, folder)
    (folder / "files" / "ab" / "abcd").write_bytes(b"%PDF-1.7 da bi sua")
    pack(folder, target)
    before = everything()
    with pytest.raises(CommandError, match="bị hỏng"):
        call_command("restore", target, replace=True)
    assert everything() == before


def test_something_else_than_a_backup_is_refused_with_a_sentence(filled, tmp_path):
    target = tmp_path / "other.backup"
    target.write_text("không phải")
    with pytest.raises(CommandError, match="Không mở được"):
        call_command("restore", target, replace=True)


# --- whoever can write where the backups lie ------------------------------------------------------


def is_refused(target):
    """It is not restored, with a sentence, and nothing changes."""
    before = everything()
    with pytest.raises(CommandError, match=r"Không mở được .* Không đổi gì"):
        call_command("restore", target, replace=True)
    return everything() == before


def test_a_swapped_password_does_not_come_back(filled, settings, tmp_path):
    """The attack: open a backup, put a password of one's own into it, write it back."""
    mine, target = "argon2$cua-ke-tan-cong", tmp_path / "copy.backup"
    call_command("backup", output=target)
    kept = target.read_bytes()
    assert kept[:2] != b"\x1f\x8b" and b"keys.json" not in kept
    # Even whoever had seen one in clear cannot write it back without the key.
    folder = tmp_path / "opened"
    unpack(target, folder)
    User.objects.filter(pk=filled.admin.pk).update(password=mine)
    call_command("backup", output=tmp_path / "forged.backup")
    unpack(tmp_path / "forged.backup", folder)
    with tarfile.open(target, "w:gz") as tar:
        tar.add(folder, arcname=".")
    assert is_refused(target)
    settings.BACKUP_KEYS = [make_key()]
    call_command("backup", output=target)
    settings.BACKUP_KEYS = [TEST_KEYS["PORTAL_BACKUP_KEYS"]]
    assert is_refused(target)


def test_a_backup_that_was_touched_anywhere_is_refused(filled, settings, tmp_path):
    (settings.FILES_DIR / "ab" / "large").write_bytes(os.urandom(3 << 20))
    target = tmp_path / "copy.backup"
    call_command("backup", output=target)
    whole = target.read_bytes()
    head, part = len(MAGIC) + 40, (1 << 20) + 16
    changed = {
        "a bit of the head": whole[:20] + bytes([whole[20] ^ 1]) + whole[21:],
        "a bit in the middle": whole[:-part] + bytes([whole[-part] ^ 1]) + whole[1 - part :],
        "the last byte gone": whole[:-1],
        "the last part gone": whole[: head + 2 * part],
        "a part twice": whole[: head + part] + whole[head:],
        "two parts swapped": whole[:head]
        + whole[head + part : head + 2 * part]
        + whole[head : head + part]
        + whole[head + 2 * part :],
        "something behind": whole + b"x",
        "nothing but the head": whole[:head],
    }
    assert len(whole) > head + 3 * part
    for name, data in changed.items():
        target.write_bytes(data)
        assert is_refused(target), name
    target.write_bytes(whole)
    call_command("restore", target, replace=True)


def test_a_backup_of_an_older_key_is_opened_while_the_key_is_kept(filled, settings, tmp_path):
    target = tmp_path / "copy.backup"
    call_command("backup", output=target)
    settings.BACKUP_KEYS = [make_key(), *settings.BACKUP_KEYS]
    call_command("restore", target, replace=True)
    settings.BACKUP_KEYS = settings.BACKUP_KEYS[:1]
    assert is_refused(target)


def test_what_a_killed_backup_left_goes_with_the_next(filled, tmp_path):
    dead, alive = tmp_path / ".backup-dead", tmp_path / ".backup-alive"
    for folder in (dead, alive):
        folder.mkdir()
        (folder / "keys.json").write_text("{}")
    descriptor = os.open(alive, os.O_RDONLY)
    fcntl.flock(descriptor, fcntl.LOCK_EX)
    call_command("backup", output=tmp_path / "copy.backup")
    os.close(descriptor)
    assert sorted(p.name for p in tmp_path.glob(".backup-*")) == [".backup-alive"]
    call_command("backup", output=tmp_path / "copy.backup")
    assert list(tmp_path.glob(".backup-*")) == []


def test_a_folder_that_is_not_there_is_refused_with_a_sentence(filled, tmp_path):
    with pytest.raises(CommandError, match="Không có thư mục"):
        call_command("backup", output=tmp_path / "khong-co" / "copy.backup")


def test_the_manifest_says_when(filled, tmp_path):
    before = timezone.now()
    call_command("backup", output=tmp_path / "copy.backup")
    unpack(tmp_path / "copy.backup", tmp_path / "opened")
    manifest = json.loads((tmp_path / "opened" / "manifest.json").read_text())
    assert before.isoformat() <= manifest["made_at"] <= timezone.now().isoformat()


@dataclass
class Elsewhere(Installation):
    """A portal with keys of its own, made by ``make_keys`` in its folder."""

    def environment(self):
        return {n: v for n, v in super().environment().items() if n not in TEST_KEYS}

    def tell(self, code):
        """What a line of Python prints in this portal."""
        setup = "from inspections.identities.actions import *; from inspections.models import *; "
        return self.manage("shell", "--no-imports", "-c", setup + code).stdout.strip()


@pytest.fixture
def two_portals(database_kind, tmp_path):
    """Two empty portals, on the kind of database the tests run on."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    here, there = (
        Elsewhere(named(database_kind, f"portal_{name}_{worker}", tmp_path), tmp_path / name)
        for name in ("here", "there")
    )
    template = None
    for installation in (here, there):
        installation.var_dir.mkdir()
        installation.manage("make_keys")
        installation.database.drop()
        installation.database.create(template)
        if template is None:
            installation.manage("migrate", "--verbosity", "0")
            template = installation.database
    yield here, there
    for installation in (here, there):
        installation.database.drop()


@pytest.mark.slow
def test_another_machine_takes_over(two_portals, tmp_path):
    """New machine, new keys, empty database: afterwards it opens what the old one sealed.

    The key of the backups comes from where it was put away.
    """
    here, there = two_portals
    here.tell("seal_identity({'name': 'Người phản ánh (minh họa)', 'phone': '0276 3822 222'})")
    (here.var_dir / "files").mkdir(exist_ok=True)
    (here.var_dir / "files" / "abcd").write_bytes(b"%PDF-1.7 minh hoa")
    here.manage("backup", "--output", str(tmp_path / "copy.backup"))
    refused = there.manage("restore", str(tmp_path / "copy.backup"), fails=True)
    assert "Không mở được" in refused.stderr
    (there.var_dir / "secrets" / "backup_keys").write_text(
        (here.var_dir / "secrets" / "backup_keys").read_text()
    )
    there.manage("restore", str(tmp_path / "copy.backup"))
    opened = there.tell("print(keyring().decrypt(Identity.objects.get().payload))")
    assert json.loads(opened)["name"] == "Người phản ánh (minh họa)"
    assert (there.var_dir / "files" / "abcd").read_bytes() == b"%PDF-1.7 minh hoa"
    assert {p.name: p.stat().st_mode & 0o777 for p in (there.var_dir / "secrets").iterdir()} == {
        "secret_key": 0o600,
        "field_keys": 0o600,
        "index_key": 0o600,
        "backup_keys": 0o600,
        "seal_keys": 0o600,
    }
