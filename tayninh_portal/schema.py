"""Whether the database belongs to this code: data of another version is refused, never deleted."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder


def unknown_migrations() -> list[tuple[str, str]]:
    """Migrations the database went through that this code has no file of, nor a successor for."""
    here = MigrationLoader(None).disk_migrations
    known = set(here)
    for migration in here.values():
        known.update(migration.replaces)
    return sorted(set(MigrationRecorder(connection).applied_migrations()) - known)


def refuse_data_of_another_version() -> None:
    """Raise ``ImproperlyConfigured``, one sentence that says which data and what to do with it.

    The migrations are made anew from time to time, and a newer version may have been here before.
    """
    if not unknown_migrations():
        return
    if connection.vendor == "sqlite":
        file = settings.DATABASES["default"]["NAME"]
        inside = str(file).startswith(f"{settings.VAR_DIR}/")
        place = f"Thư mục “{settings.VAR_DIR}”" if inside else f"Tệp “{file}”"
    else:
        place = f"Cơ sở dữ liệu “{settings.DATABASES['default']['NAME']}”"
    raise ImproperlyConfigured(
        f"{place} là dữ liệu của một phiên bản khác của cổng mà phiên bản này không đọc được; "
        "hãy chuyển đi chỗ khác (không có gì bị xóa hay thay đổi) rồi chạy lại."
    )
