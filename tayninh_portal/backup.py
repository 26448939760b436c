"""Backup and restore of everything that cannot be made again: database, files, keys.

One tar file with a manifest of checksums, compressed and sealed (``lib/sealed.py``) with a key
that does not lie in it: whoever can write where backups are kept can neither read one nor make one
that is restored. SQLite is copied page by page through its own backup
interface; PostgreSQL table by table with COPY in one repeatable-read transaction, so that neither
needs a program beside the portal, and no value passes through a text form that could round it.
A restore checks every checksum, the schema and the keys before it touches anything; the database
is replaced in one transaction. Sessions are left out: after a restore everybody signs in again.
"""

from __future__ import annotations

import fcntl
import gzip
import hashlib
import json
import os
import shutil
import sqlite3
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO, cast

from django.apps import apps
from django.conf import settings
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder

from tayninh_portal.guards import changeable_tables, install_guards, lift_guards
from tayninh_portal.lib.consistency import one_state
from tayninh_portal.lib.files import CannotWrite
from tayninh_portal.lib.sealed import CannotOpen, SealedReader, SealedWriter
from tayninh_portal.models import User

MANIFEST = "manifest.json"
DATABASE_FILE = "database/portal.sqlite3"
KEYS_FILE = "keys.json"
FORMAT = 2
LEFT = ".backup-"
# Rows that belong to the moment, not to the record: put back, they would let in again whoever
# signed out, or was made to, after the backup.
SESSIONS = "django_session"


class CannotRestore(Exception):
    """The backup does not fit or is damaged; the message says what to do. Nothing was changed."""


def make_backup(target: Path, *, at: datetime) -> int:
    """Write the backup to ``target``, whole or not at all; returns its size in bytes.

    It is readable by its owner only, and by nobody without a key of ``PORTAL_BACKUP_KEYS``. Until
    it is sealed its parts lie in a folder beside it; what a backup that was killed left of such a
    folder goes first. Raises ``CannotWrite``.
    """
    if not target.parent.is_dir():
        raise CannotWrite(f"Không có thư mục “{target.parent}”.")
    try:
        _remove_leftovers(target.parent)
        with _own_folder(target.parent) as folder:
            content = folder / "content"
            content.mkdir()
            _dump_database(content)
            if settings.FILES_DIR.is_dir():
                # A file is named by its hash; what begins with a dot is half-written or a probe.
                hidden = shutil.ignore_patterns(".*")
                shutil.copytree(settings.FILES_DIR, content / "files", ignore=hidden)
            (content / KEYS_FILE).write_text(json.dumps(_keys()))
            _write_manifest(content, at)
            archive = folder / "sealed"
            archive.touch(mode=0o600)
            pack(content, archive)
            size = archive.stat().st_size
            archive.replace(target)
    except OSError as error:
        raise CannotWrite(f"Không ghi được bản sao lưu vào “{target}”.") from error
    return size


def restore_backup(source: Path, *, replace: bool = False) -> dict[str, Any]:
    """Put database, files and keys back as they were; returns the manifest.

    ``replace``: allow it over a portal that has accounts. Raises ``CannotRestore``.
    """
    with tempfile.TemporaryDirectory(prefix="restore-") as folder:
        content = Path(folder)
        try:
            unpack(source, content)
            manifest = json.loads((content / MANIFEST).read_text())
            keys = json.loads((content / KEYS_FILE).read_text())
            made_for = manifest["format"], manifest["engine"], manifest["migrations"]
            _check_sums(content, manifest["sha256"])
        except CannotOpen as error:
            raise CannotRestore(
                f"Không mở được “{source}”: không phải bản sao lưu được niêm phong bằng khóa trong "
                "PORTAL_BACKUP_KEYS, hoặc tệp đã bị sửa, bị cắt. Không đổi gì."
            ) from error
        except (OSError, tarfile.TarError, EOFError, ValueError, TypeError, KeyError) as error:
            raise CannotRestore(f"“{source}” không phải bản sao lưu đọc được của cổng.") from error
        _check_fit(*made_for)
        if connection.vendor != "sqlite" and not changeable_tables():
            raise CannotRestore(
                "Vai trò cơ sở dữ liệu của cổng không thay được các bảng chỉ được thêm. Phục hồi "
                "bằng vai trò nâng cấp (docs/operations.md)."
            )
        write_keys = _check_keys(keys)
        if not replace and User.objects.exists():
            raise CannotRestore("Cổng đang có dữ liệu. Thêm --replace nếu thật sự muốn thay thế.")
        _load_database(content)
        if write_keys:
            _restore_keys(keys)
        _restore_files(content / "files")
    return dict(manifest)


def pack(content: Path, archive: Path) -> None:
    """Put a folder into one file, compressed, then sealed."""
    with (
        archive.open("wb") as file,
        SealedWriter(file, settings.BACKUP_KEYS[0]) as sealed,
        gzip.GzipFile(fileobj=cast(BinaryIO, sealed), mode="wb", compresslevel=6) as packed,
        tarfile.open(fileobj=packed, mode="w|") as tar,
    ):
        tar.add(content, arcname=".")


def keys_of(source: Path) -> str:
    """The keys a backup holds, as JSON, for the environment of a new machine."""
    with tempfile.TemporaryDirectory(prefix="restore-") as folder:
        try:
            unpack(source, Path(folder))
            return (Path(folder) / KEYS_FILE).read_text()
        except (CannotOpen, OSError, tarfile.TarError, EOFError) as error:
            raise CannotRestore(f"Không mở được “{source}” bằng PORTAL_BACKUP_KEYS.") from error


def unpack(source: Path, folder: Path) -> None:
    """Unpack plain files and folders, and nothing that would land outside ``folder``.

    All of ``source`` is read: only then is it known to be whole. Raises ``CannotOpen``.
    """
    with source.open("rb") as file:
        sealed = SealedReader(file, settings.BACKUP_KEYS)
        with gzip.GzipFile(fileobj=cast(BinaryIO, sealed), mode="rb") as packed:
            _unpack_tar(packed, folder)
            while packed.read(1 << 20):
                pass
        while sealed.read(1 << 20):
            pass


def _unpack_tar(packed: gzip.GzipFile, folder: Path) -> None:
    with tarfile.open(fileobj=packed, mode="r|") as tar:
        for member in tar:
            parts = Path(member.name).parts
            if not (member.isfile() or member.isdir()) or ".." in parts or "/" in parts:
                raise tarfile.TarError(f"unexpected member {member.name}")
            # Python 3.11.2 of Debian 12 has no filters yet; later ones warn without.
            if hasattr(tarfile, "data_filter"):
                tar.extract(member, folder, filter="data")
            else:
                tar.extract(member, folder)


@contextmanager
def _own_folder(beside: Path) -> Iterator[Path]:
    """A folder of our own that says, by a lock that dies with us, that we are at work in it."""
    with tempfile.TemporaryDirectory(dir=beside, prefix=LEFT) as name:
        descriptor = os.open(name, os.O_RDONLY)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            yield Path(name)
        finally:
            os.close(descriptor)


def _remove_leftovers(folder: Path) -> None:
    """A backup that was killed leaves keys and database in clear: no longer than until the next."""
    for left in folder.glob(f"{LEFT}*"):
        descriptor = os.open(left, os.O_RDONLY)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            continue  # somebody is at work in it
        finally:
            os.close(descriptor)
        shutil.rmtree(left)


# --- the database ----------------------------------------------------------------------------


def _tables() -> list[str]:
    names = connection.introspection.django_table_names(only_existing=True)
    return sorted(name for name in names if name != SESSIONS)


def _dump_database(content: Path) -> None:
    (content / "database").mkdir()
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        with sqlite3.connect(content / DATABASE_FILE) as copy:
            connection.connection.backup(copy)
            copy.execute("PRAGMA secure_delete = ON")
            copy.execute(f"DELETE FROM {SESSIONS}")
        copy.close()
        return
    with one_state(), connection.cursor() as cursor:
        for table in _tables():
            columns = ", ".join(f'"{name}"' for name in _columns(table))
            with (content / "database" / f"{table}.copy").open("wb") as file:
                cursor.cursor.copy_expert(f'COPY "{table}" ({columns}) TO STDOUT', file)


def _load_database(content: Path) -> None:
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        with sqlite3.connect(content / DATABASE_FILE) as copy:
            copy.backup(connection.connection)
        copy.close()
        install_guards()
        return
    tables = _tables()
    with transaction.atomic(), connection.cursor() as cursor:
        lift_guards()
        quoted = ", ".join(f'"{table}"' for table in [*tables, SESSIONS])
        cursor.execute(f"TRUNCATE {quoted} CASCADE")
        for table in tables:
            columns = ", ".join(f'"{name}"' for name in _columns(table))
            with (content / "database" / f"{table}.copy").open("rb") as file:
                cursor.cursor.copy_expert(f'COPY "{table}" ({columns}) FROM STDIN', file)
        for statement in connection.ops.sequence_reset_sql(no_style(), _models()):
            cursor.execute(statement)
        install_guards()


def _columns(table: str) -> list[str]:
    with connection.cursor() as cursor:
        return [c.name for c in connection.introspection.get_table_description(cursor, table)]


def _models() -> list[Any]:
    return list(apps.get_models(include_auto_created=True))


def _migrations() -> list[str]:
    applied = MigrationRecorder(connection).applied_migrations()
    return sorted(f"{app}.{name}" for app, name in applied)


# --- manifest, keys, files -------------------------------------------------------------------


def _write_manifest(content: Path, at: datetime) -> None:
    files = sorted(p for p in content.rglob("*") if p.is_file())
    manifest = {
        "format": FORMAT,
        "made_at": at.isoformat(),
        "engine": connection.vendor,
        "migrations": _migrations(),
        "sha256": {str(p.relative_to(content)): _sha256(p) for p in files},
    }
    (content / MANIFEST).write_text(json.dumps(manifest, indent=1, sort_keys=True))


def _check_sums(content: Path, expected: dict[str, str]) -> None:
    found = {
        str(p.relative_to(content)): _sha256(p)
        for p in content.rglob("*")
        if p.is_file() and p.name != MANIFEST
    }
    if found != expected:
        raise CannotRestore("Bản sao lưu bị hỏng: nội dung không khớp mã kiểm tra. Không đổi gì.")


def _check_fit(made_format: int, engine: str, migrations: list[str]) -> None:
    if made_format != FORMAT:
        raise CannotRestore("Bản sao lưu thuộc định dạng khác; hãy dùng đúng phiên bản của cổng.")
    if engine != connection.vendor:
        raise CannotRestore(f"Bản sao lưu lấy từ {engine}, cổng này dùng {connection.vendor}.")
    if migrations != _migrations():
        raise CannotRestore(
            "Lược đồ dữ liệu khác với bản sao lưu. Hãy cài đúng phiên bản cổng đã tạo bản sao lưu, "
            "chạy `manage.py migrate`, phục hồi, rồi nâng cấp."
        )


def _check_keys(keys: dict[str, str]) -> bool:
    """Whether the key files must be written; raises where the environment holds other keys."""
    if keys["index_key"] == settings.INDEX_KEY and set(keys["field_keys"].split()) <= set(
        settings.FIELD_KEYS
    ):
        return False
    from_environment = os.environ.get("PORTAL_FIELD_KEYS") or os.environ.get("PORTAL_INDEX_KEY")
    if settings.EMBEDDED and not from_environment:
        return True
    raise CannotRestore(
        "Khóa trong biến môi trường không mở được dữ liệu của bản sao lưu. Đặt PORTAL_FIELD_KEYS "
        "và PORTAL_INDEX_KEY theo `manage.py restore TỆP --keys` rồi phục hồi lại."
    )


def _keys() -> dict[str, str]:
    return {
        "secret_key": settings.SECRET_KEY,
        "field_keys": "\n".join(settings.FIELD_KEYS),
        "index_key": settings.INDEX_KEY,
        "seal_keys": "\n".join(settings.SEAL_KEYS),
    }


def _restore_keys(keys: dict[str, str]) -> None:
    settings.SECRETS_DIR.mkdir(parents=True, exist_ok=True, mode=0o700)
    for name, value in keys.items():
        path = settings.SECRETS_DIR / name
        path.touch(mode=0o600)
        path.chmod(0o600)
        path.write_text(value)


def _restore_files(source: Path) -> None:
    target = settings.FILES_DIR
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = target.with_name(target.name + ".restoring")
    shutil.rmtree(beside, ignore_errors=True)
    if source.is_dir():
        shutil.copytree(source, beside)
    else:
        beside.mkdir()
    shutil.rmtree(target, ignore_errors=True)
    beside.replace(target)


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        for block in iter(lambda: file.read(1 << 20), b""):
            digest.update(block)
    return digest.hexdigest()
