"""A backup put back loses nothing: rows, files, keys, guards and the numbers that come next."""

import json
import os
import stat
import tarfile
from dataclasses import dataclass

import pytest
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from inspections.agencies.models import Agency
from inspections.identities.actions import seal_identity
from inspections.identities.models import Identity
from tayninh_portal import records
from tayninh_portal.backup import unpack
from tayninh_portal.guards import missing_guards
from tayninh_portal.keyring import keyring
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
    call_command("backup", output=tmp_path / "copy.tar.gz")
    (settings.FILES_DIR / "ab" / "abcd").unlink()
    records.amend(
        Agency.objects.get(pk=filled.a.pk),
        {"place_name": "Nơi khác"},
        by=filled.admin,
        seen_version=2,
    )
    make_user("later")
    call_command("restore", tmp_path / "copy.tar.gz", replace=True)
    assert everything() == before
    assert (settings.FILES_DIR / "ab" / "abcd").read_bytes() == b"%PDF-1.7 minh hoa"
    sealed = json.loads(keyring().decrypt(Identity.objects.get().payload))
    assert sealed["name"] == "Người phản ánh (minh họa)"


def test_who_was_signed_in_at_the_backup_is_not_signed_in_again(filled, tmp_path):
    browser = filled.client("admin")
    call_command("backup", output=tmp_path / "copy.tar.gz")
    assert Session.objects.count() == 1
    call_command("restore", tmp_path / "copy.tar.gz", replace=True)
    assert Session.objects.count() == 0
    assert browser.get("/").status_code == 302


def test_a_half_written_file_is_left_out(filled, settings, tmp_path):
    (settings.FILES_DIR / "ab" / ".0123.tmp").write_bytes(b"%PDF")
    call_command("backup", output=tmp_path / "copy.tar.gz")
    unpack(tmp_path / "copy.tar.gz", tmp_path / "opened")
    found = [p.name for p in (tmp_path / "opened" / "files").rglob("*") if p.is_file()]
    assert found == ["abcd"]


def test_a_file_that_would_land_elsewhere_is_refused(filled, tmp_path):
    target = tmp_path / "evil.tar.gz"
    with tarfile.open(target, "w:gz") as tar:
        tar.addfile(tarfile.TarInfo("../escaped"))
    with pytest.raises(CommandError, match="không phải bản sao lưu"):
        call_command("restore", target, replace=True)
    assert not (tmp_path.parent / "escaped").exists()


def test_other_keys_in_the_environment_are_refused_before_anything_changes(
    filled, settings, tmp_path
):
    call_command("backup", output=tmp_path / "copy.tar.gz")
    before = everything()
    settings.FIELD_KEYS = ["B" * 43 + "="]
    with pytest.raises(CommandError, match="Khóa trong biến môi trường"):
        call_command("restore", tmp_path / "copy.tar.gz", replace=True)
    assert everything() == before


def test_work_goes_on_after_a_restore(filled, tmp_path):
    call_command("backup", output=tmp_path / "copy.tar.gz")
    newest = User.objects.order_by("-pk").first().pk
    call_command("restore", tmp_path / "copy.tar.gz", replace=True)
    assert make_user("next").pk > newest
    assert missing_guards() == []
    with pytest.raises(DatabaseError), transaction.atomic():
        Change.objects.update(note="sửa trộm")


def test_the_archive_is_for_its_owner_alone_and_holds_the_keys(filled, settings, tmp_path):
    target = tmp_path / "copy.tar.gz"
    call_command("backup", output=target)
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    with tarfile.open(target) as tar:
        keys = json.load(tar.extractfile("./keys.json"))
    assert keys["field_keys"].split() == settings.FIELD_KEYS
    assert keys["index_key"] == settings.INDEX_KEY


def test_a_portal_in_use_is_not_replaced_by_mistake(filled, tmp_path):
    call_command("backup", output=tmp_path / "copy.tar.gz")
    before = everything()
    with pytest.raises(CommandError, match="Thêm --replace"):
        call_command("restore", tmp_path / "copy.tar.gz")
    assert everything() == before


def test_a_damaged_backup_changes_nothing(filled, tmp_path):
    target = tmp_path / "copy.tar.gz"
    call_command("backup", output=target)
    folder = tmp_path / "opened"
    unpack(target, folder)
    (folder / "files" / "ab" / "abcd").write_bytes(b"%PDF-1.7 da bi sua")
    with tarfile.open(target, "w:gz") as tar:
        tar.add(folder, arcname=".")
    before = everything()
    with pytest.raises(CommandError, match="bị hỏng"):
        call_command("restore", target, replace=True)
    assert everything() == before


def test_something_else_than_a_backup_is_refused_with_a_sentence(filled, tmp_path):
    target = tmp_path / "other.tar.gz"
    target.write_text("không phải")
    with pytest.raises(CommandError, match="không phải bản sao lưu"):
        call_command("restore", target, replace=True)


def test_a_folder_that_is_not_there_is_refused_with_a_sentence(filled, tmp_path):
    with pytest.raises(CommandError, match="Không có thư mục"):
        call_command("backup", output=tmp_path / "khong-co" / "copy.tar.gz")


def test_the_manifest_says_when(filled, tmp_path):
    before = timezone.now()
    call_command("backup", output=tmp_path / "copy.tar.gz")
    with tarfile.open(tmp_path / "copy.tar.gz") as tar:
        manifest = json.load(tar.extractfile("./manifest.json"))
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


def test_another_machine_takes_over(two_portals, tmp_path):
    """New machine, new keys, empty database: afterwards it opens what the old one sealed."""
    here, there = two_portals
    here.tell("seal_identity({'name': 'Người phản ánh (minh họa)', 'phone': '0276 3822 222'})")
    (here.var_dir / "files").mkdir(exist_ok=True)
    (here.var_dir / "files" / "abcd").write_bytes(b"%PDF-1.7 minh hoa")
    here.manage("backup", "--output", str(tmp_path / "copy.tar.gz"))
    there.manage("restore", str(tmp_path / "copy.tar.gz"))
    opened = there.tell("print(keyring().decrypt(Identity.objects.get().payload))")
    assert json.loads(opened)["name"] == "Người phản ánh (minh họa)"
    assert (there.var_dir / "files" / "abcd").read_bytes() == b"%PDF-1.7 minh hoa"
    assert {p.name: p.stat().st_mode & 0o777 for p in (there.var_dir / "secrets").iterdir()} == {
        "secret_key": 0o600,
        "field_keys": 0o600,
        "index_key": 0o600,
    }
