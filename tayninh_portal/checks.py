"""System checks: what must be true before the portal serves anybody."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.core.checks import Error, Tags, register
from django.core.checks import Warning as CheckWarning
from django.db import OperationalError, connection

from tayninh_portal.guards import changeable_tables
from tayninh_portal.lib.sealed import check_keys
from tayninh_portal.lib.secrets import Keyring
from tayninh_portal.lib.signing import public_key
from tayninh_portal.models import SignInEvent
from tayninh_portal.uploads.opening import limits_are_granted

# Twice as long as the calendar of the notices looks back (``notifications.calendar.BACK``).
FEWEST_NEWS_DAYS = 30
# “Tái phạm” looks back twelve months, and who decides on it has to see what came before.
FEWEST_IDENTITY_DAYS = 731


@register(Tags.security)
def keys_exist(app_configs: object, **kwargs: object) -> list[Error]:
    """Every key is there (Luật 91/2025/QH15: identities encrypted; decisions/0023: log sealed)."""
    missing = [
        name
        for name, present in (
            ("PORTAL_SECRET_KEY", not settings.SECRET_KEY_MISSING),
            ("PORTAL_FIELD_KEYS", bool(settings.FIELD_KEYS)),
            ("PORTAL_INDEX_KEY", bool(settings.INDEX_KEY)),
            ("PORTAL_BACKUP_KEYS", bool(settings.BACKUP_KEYS)),
            ("PORTAL_SEAL_KEYS", bool(settings.SEAL_KEYS)),
        )
        if not present
    ]
    if not missing:
        return []
    return [
        Error(
            f"Chưa có khóa: {', '.join(missing)}.",
            hint="Chạy `manage.py make_keys` (chế độ nhúng) hoặc đặt biến môi trường.",
            id="portal.E001",
        )
    ]


@register(Tags.security)
def keys_are_whole(app_configs: object, **kwargs: object) -> list[Error]:
    """The keys can be used: found at the start, not when the first caller is on the telephone."""
    if not settings.FIELD_KEYS or not settings.INDEX_KEY:
        return []
    try:
        Keyring(settings.FIELD_KEYS, index_key=settings.INDEX_KEY)
        check_keys(settings.BACKUP_KEYS)
        for key in settings.SEAL_KEYS:
            public_key(key)
    except ValueError as problem:
        return [Error(str(problem), id="portal.E002")]
    return []


@register()
def news_are_kept_long_enough(app_configs: object, **kwargs: object) -> list[Error]:
    """A notice that is gone can be told again: the calendar looks back for weeks."""
    if settings.NEWS_DAYS >= FEWEST_NEWS_DAYS:
        return []
    return [
        Error(
            f"PORTAL_NEWS_DAYS phải từ {FEWEST_NEWS_DAYS} ngày: thông báo bị xóa quá sớm thì việc "
            "cũ được báo lại lần nữa.",
            id="portal.E003",
        )
    ]


@register(Tags.security)
def names_are_kept_long_enough(app_configs: object, **kwargs: object) -> list[Error]:
    """A name that is gone is known no more: the same act within a year would look like a first."""
    if settings.IDENTITY_DAYS >= FEWEST_IDENTITY_DAYS:
        return []
    said = f"PORTAL_IDENTITY_DAYS phải từ {FEWEST_IDENTITY_DAYS} ngày trở lên."
    return [Error(said, id="portal.E006")]


@register(Tags.security)
def sign_ins_are_kept_long_enough(app_configs: object, **kwargs: object) -> list[Error]:
    """The database refuses to delete what is younger: a shorter time would fail every night."""
    least = SignInEvent.KEPT_DAYS
    if least <= settings.SIGN_IN_DAYS:
        return []
    return [Error(f"PORTAL_SIGN_IN_DAYS phải từ {least} ngày trở lên.", id="portal.E004")]


@register(Tags.security)
def whom_to_trust_is_there(app_configs: object, **kwargs: object) -> list[Error]:
    """The folder that signatures are judged by: a misspelt one would leave all of them unjudged."""
    folder = settings.SIGNATURE_TRUST
    if not folder or Path(folder).is_dir():
        return []
    said = f"PORTAL_SIGNATURE_TRUST không phải thư mục mà cổng đọc được: {folder}."
    return [Error(said, id="portal.E005")]


@register(Tags.security, deploy=True)
def production_is_not_embedded(app_configs: object, **kwargs: object) -> list[CheckWarning]:
    """The embedded defaults are fit for a desk, never for the province's server."""
    found = []
    if settings.EMBEDDED:
        found.append("PORTAL_MODE không phải production")
    if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
        found.append("cơ sở dữ liệu là SQLite")
    if not settings.REDIS_URL:
        found.append("chưa có REDIS_URL")
    if not settings.HTTPS:
        found.append("PORTAL_BASE_URL không phải https")
    if "*" in settings.ALLOWED_HOSTS:
        found.append("PORTAL_ALLOWED_HOSTS nhận mọi tên máy chủ")
    if not found:
        return []
    return [
        CheckWarning(
            "Cấu hình nhúng, chưa dùng được để vận hành: " + "; ".join(found) + ".",
            id="portal.W001",
        )
    ]


@register(Tags.security, deploy=True)
def uploads_are_bounded(app_configs: object, **kwargs: object) -> list[CheckWarning]:
    """The host bounds the process an uploaded file is opened in; without that none is taken."""
    if limits_are_granted():
        return []
    return [
        CheckWarning(
            "Máy chủ không cho giới hạn tiến trình mở tệp tải lên; cổng sẽ không nhận tệp nào.",
            hint="Cho phép setrlimit, prlimit64, memfd_create, pidfd_open (SystemCallFilter).",
            id="portal.W002",
        )
    ]


@register(Tags.security, deploy=True)
def role_cannot_change_guarded_tables(app_configs: object, **kwargs: object) -> list[CheckWarning]:
    """The portal's role may read and add to insert-only tables, not lift their guards."""
    if connection.vendor == "sqlite":
        return []
    try:
        tables = changeable_tables()
    except OperationalError:
        return []  # whatever starts next says that the database is away
    if not tables:
        return []
    return [
        CheckWarning(
            f"Vai trò cơ sở dữ liệu của cổng sửa, xóa hoặc gỡ khóa chặn được {len(tables)} bảng "
            f"chỉ được thêm (như {tables[0]}).",
            hint="Tách vai trò chạy cổng và vai trò nâng cấp: docs/operations.md, mục Cài đặt.",
            id="portal.W003",
        )
    ]


@register(Tags.security, deploy=True)
def second_factor_is_demanded(app_configs: object, **kwargs: object) -> list[CheckWarning]:
    """A phished password alone must not open identities or give numbers (decisions/0028)."""
    if settings.SECOND_FACTOR:
        return []
    return [
        CheckWarning(
            "Chưa bắt buộc lớp bảo vệ thứ hai với người xem danh tính, xác nhận, duyệt, cấp số, "
            "quản trị.",
            hint="Bỏ PORTAL_SECOND_FACTOR=off.",
            id="portal.W004",
        )
    ]
