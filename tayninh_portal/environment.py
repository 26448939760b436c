"""Where settings come from: the environment in production, files under ``var/`` when embedded.

Two modes, never mixed:

* ``embedded`` (default): SQLite, no services; keys are made once by ``manage.py make_keys`` and
  kept under ``var/secrets``, readable by the owner only.
* ``production``: every secret, the database, the broker and the host names come from the
  environment alone; a default that is fit for a desk is refused.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from tayninh_portal.lib.secrets import UnsafeKeyFile, read_or_make_file

MODES = ("embedded", "production")
# Everything the portal reads from the environment. A name with our prefix that is not here is
# a misspelling, and a misspelt setting silently ignored is worse than a portal that won't start.
KNOWN = frozenset(
    {
        "PORTAL_MODE",
        "PORTAL_VAR_DIR",
        "PORTAL_SECRET_KEY",
        "PORTAL_FIELD_KEYS",
        "PORTAL_INDEX_KEY",
        "PORTAL_BACKUP_KEYS",
        "PORTAL_SEAL_KEYS",
        "PORTAL_SEAL_OUTSIDE",
        "PORTAL_SIGNATURE_TRUST",
        "PORTAL_DATABASE_ROLE",
        "PORTAL_ALLOWED_HOSTS",
        "PORTAL_BASE_URL",
        "PORTAL_PROXY_COUNT",
        "PORTAL_EMAIL_URL",
        "PORTAL_EMAIL_FROM",
        "PORTAL_HOTLINE",
        "PORTAL_ADDRESS",
        "PORTAL_LOG_LEVEL",
        "PORTAL_FORWARD_WORKDAYS",
        "PORTAL_ANSWER_WORKDAYS",
        "PORTAL_DRAFT_DAYS",
        "PORTAL_NEWS_DAYS",
        "PORTAL_IDENTITY_DAYS",
        "PORTAL_MIN_FREE_MB",
        "PORTAL_SIGN_IN_DAYS",
        "PORTAL_SECOND_FACTOR",
        "PORTAL_REAUTH_MINUTES",
        "PORTAL_IDLE_MINUTES",
    }
)
REQUIRED_IN_PRODUCTION = (
    "PORTAL_SECRET_KEY",
    "PORTAL_FIELD_KEYS",
    "PORTAL_INDEX_KEY",
    "PORTAL_BACKUP_KEYS",
    "PORTAL_SEAL_KEYS",
    "PORTAL_ALLOWED_HOSTS",
    "PORTAL_BASE_URL",
    "PORTAL_PROXY_COUNT",
    "PORTAL_EMAIL_URL",
    "PORTAL_EMAIL_FROM",
    "PORTAL_HOTLINE",
    "DATABASE_URL",
    "REDIS_URL",
)


def checked_mode(environ: Mapping[str, str] = os.environ) -> str:
    """The mode of this process, after the names and the must-haves were checked.

    Raises ``ImproperlyConfigured`` with one sentence a system administrator can act on.
    """
    unknown = sorted(n for n in environ if n.startswith("PORTAL_") and n not in KNOWN)
    if unknown:
        raise ImproperlyConfigured(
            f"Không có thiết lập nào tên {', '.join(unknown)}. "
            f"Các tên hợp lệ: {', '.join(sorted(KNOWN))}."
        )
    mode = environ.get("PORTAL_MODE", "embedded")
    if mode not in MODES:
        raise ImproperlyConfigured(f"PORTAL_MODE phải là một trong {MODES}, không phải “{mode}”.")
    if mode == "production":
        missing = [name for name in REQUIRED_IN_PRODUCTION if not environ.get(name)]
        if missing:
            raise ImproperlyConfigured(
                f"Chế độ production còn thiếu biến môi trường: {', '.join(missing)}."
            )
    return mode


def var_dir(chosen: str | None, default: Path) -> Path:
    """The directory of the portal's data: the one chosen, made where it is missing, or the default.

    The directory around it must be there: a name misspelt half-way would grow a tree of its own.
    Raises ``ImproperlyConfigured`` with one sentence where it cannot be had.
    """
    if not chosen:
        return default.resolve()
    path = Path(chosen).resolve()
    if not path.parent.is_dir():
        raise ImproperlyConfigured(
            f"PORTAL_VAR_DIR là “{path}”, nhưng chưa có thư mục “{path.parent}”. "
            "Tạo thư mục đó, hoặc sửa PORTAL_VAR_DIR."
        )
    try:
        path.mkdir(mode=0o700, exist_ok=True)
    except OSError:
        raise ImproperlyConfigured(
            f"PORTAL_VAR_DIR là “{path}”, nhưng ở đó không phải thư mục hoặc không tạo được thư "
            "mục. Sửa quyền ghi, hoặc sửa PORTAL_VAR_DIR."
        ) from None
    return path


def secret(name: str, file: Path, mode: str, environ: Mapping[str, str] = os.environ) -> str:
    """One secret: from the environment if set there, else (embedded only) from its file.

    Raises ``ImproperlyConfigured`` for a file that others can read, or that is empty.
    """
    if environ.get(name):
        return environ[name]
    if mode == "production":
        raise ImproperlyConfigured(f"Chế độ production còn thiếu biến môi trường: {name}.")
    if file.exists():
        try:
            return read_or_make_file(file)
        except UnsafeKeyFile as error:
            raise ImproperlyConfigured(str(error)) from None
    # Commands such as make_keys must be able to start before the keys exist; the system check
    # `portal.E001` stops everything else.
    return ""
