"""The environment the portal is tested in: its own folder, its own keys, one of two databases.

Whoever runs the tests may have a portal of their own configured in the same shell. Nothing of it
is read and nothing of it is touched: every setting of the portal is taken out of the environment
before Django loads its settings, and ``var/`` is a folder that lives as long as the run.
"""

import os
import shutil
import tempfile
from pathlib import Path

# Keys of no value outside the tests. The field key is 32 zero bytes in url-safe base64.
TEST_KEYS = {
    "PORTAL_SECRET_KEY": "only-for-tests-0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEFGHIJK",
    "PORTAL_FIELD_KEYS": "A" * 43 + "=",
    "PORTAL_INDEX_KEY": "only-for-tests-index-key-0123456789",
    "PORTAL_BACKUP_KEYS": "D" * 43 + "=",
    "PORTAL_SEAL_KEYS": "B" * 43 + "=",
}
# The folder of the environment of this process, or of the one it was forked from.
_prepared: Path | None = None


def prepare_environment(database: str) -> Path:
    """Point the portal at a new folder and at ``database`` ("sqlite" or "postgresql").

    Returns the folder. Settings must not be loaded yet. With "postgresql" the address of a running
    server is expected in ``TEST_DATABASE_URL``; ``script/test`` starts one.
    """
    global _prepared
    for name in [n for n in os.environ if n.startswith("PORTAL_")]:
        del os.environ[name]
    for name in ("DATABASE_URL", "REDIS_URL"):
        os.environ.pop(name, None)
    var_dir = Path(tempfile.mkdtemp(prefix="portal-tests-"))
    # Shared by the processes of a run: xdist starts its workers from the one that sets it.
    if "PYTEST_XDIST_WORKER" not in os.environ:
        os.environ["TEST_RUN_DIR"] = str(var_dir)
    os.environ.update(
        TEST_KEYS,
        PORTAL_VAR_DIR=str(var_dir),
        PORTAL_LOG_LEVEL="WARNING",
        DJANGO_SETTINGS_MODULE="tayninh_portal.settings",
    )
    if database == "postgresql":
        os.environ["DATABASE_URL"] = os.environ["TEST_DATABASE_URL"]
    _prepared = var_dir
    return var_dir


def prepare_settings(var_dir: Path) -> None:
    """Change the few settings in which a test process differs, then set Django up.

    * SQLite: a file, as in the portal, and not Django's in-memory test database, where WAL,
      locks and a second connection behave differently.
    * Passwords: MD5, for Argon2 takes 0.09 s a hash by design. A test of the hashing itself
      asks for the real list with the ``settings`` fixture.
    * Static files: unhashed names, so that no test waits for collectstatic. The browser tests
      are served by the real portal and use the real storage.
    """
    import django
    from django.conf import settings

    default = settings.DATABASES["default"]
    if default["ENGINE"] == "django.db.backends.sqlite3":
        default.setdefault("TEST", {})["NAME"] = str(var_dir / "test.sqlite3")
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES["staticfiles"] = {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
    }
    make_folders(var_dir)
    django.setup()


def make_folders(var_dir: Path) -> None:
    """Make the folders a portal finds, empty."""
    from django.conf import settings

    for folder in (var_dir, settings.STATIC_ROOT, settings.FILES_DIR):
        Path(folder).mkdir(parents=True, exist_ok=True)


def make_again() -> None:
    """Make the folders of the environment anew, if there is one: a fork that ended removed them."""
    from django.conf import settings

    if _prepared and settings.configured:
        make_folders(_prepared)


def remove_environment(var_dir: Path) -> None:
    """Remove what ``prepare_environment`` made."""
    shutil.rmtree(var_dir, ignore_errors=True)
