"""Writing a file whole or not at all."""

import errno
import os
import secrets
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path

# What a disk says in the middle of the work; other errors are told by their number.
_REASONS = {
    errno.EACCES: "không có quyền ghi",
    errno.EPERM: "không có quyền ghi",
    errno.EROFS: "ổ đĩa chỉ cho phép đọc",
    errno.ENOSPC: "ổ đĩa đã đầy",
    errno.EDQUOT: "đã hết hạn mức dung lượng",
    errno.EFBIG: "tệp quá lớn",
    errno.ENAMETOOLONG: "tên tệp quá dài",
}


class CannotWrite(OSError):
    """A file could not be written; nothing was changed. The message is one sentence to show."""


def write_atomically(path: str | os.PathLike[str], data: bytes) -> None:
    """Write bytes to a file: afterwards it holds all of them, or what it held before.

    1. Refuse what can be seen beforehand: no folder, a folder or a device in its place, no right
       to write. A link is followed to the file it names.
    2. Write beside the target, on the same disk, and wait until the disk has it.
    3. Rename: readers see the old file or the new one, never a part.

    Raises CannotWrite with a sentence that names the file. An existing file keeps its mode.
    """
    try:
        target = Path(path).resolve()
        _refuse_what_cannot_be_written(target)
        _write_beside_and_rename(target, data)
    except CannotWrite:
        raise
    except OSError as error:
        reason = _REASONS.get(error.errno or 0, f"hệ thống báo lỗi số {error.errno}")
        raise CannotWrite(f"Không ghi được tệp “{os.fspath(path)}”: {reason}.") from error
    except (ValueError, RuntimeError) as error:
        # A NUL in the name, links in a circle.
        raise CannotWrite(
            f"Không ghi được tệp “{os.fspath(path)}”: tên tệp không hợp lệ."
        ) from error


def free_bytes(folder: Path) -> int:
    """How much may still be written where ``folder`` is, or will be. Raises OSError."""
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    return shutil.disk_usage(folder).free


def takes_bytes(folder: Path) -> bool:
    """Whether a file with something in it can be written into ``folder`` now.

    An empty file needs no room: a full disk takes it.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=folder, prefix=".probe-") as probe:
            probe.write(b"\0" * 4096)
            probe.flush()
            os.fsync(probe.fileno())
    except OSError:
        return False
    return True


def _refuse_what_cannot_be_written(target: Path) -> None:
    folder = target.parent
    if not folder.is_dir():
        raise CannotWrite(f"Không ghi được tệp “{target}”: thư mục “{folder}” không tồn tại.")
    if target.is_dir():
        raise CannotWrite(f"Không ghi được tệp “{target}”: đó là một thư mục.")
    if target.exists() and not target.is_file():
        raise CannotWrite(f"Không ghi được tệp “{target}”: đó không phải là tệp thường.")
    if not _may(folder, os.W_OK | os.X_OK):
        raise CannotWrite(f"Không ghi được tệp “{target}”: không có quyền ghi vào thư mục.")
    if target.exists() and not _may(target, os.W_OK):
        raise CannotWrite(f"Không ghi được tệp “{target}”: tệp chỉ cho phép đọc.")


def _may(path: Path, mode: int) -> bool:
    # The rights of the effective user, as open() judges them, where the system can tell.
    return os.access(path, mode, effective_ids=os.access in os.supports_effective_ids)


def _write_beside_and_rename(target: Path, data: bytes) -> None:
    beside = target.with_name(f".{secrets.token_hex(8)}.tmp")
    descriptor = os.open(beside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            if target.exists():
                os.fchmod(file.fileno(), target.stat().st_mode & 0o777)
            os.fsync(file.fileno())
        beside.replace(target)
    except BaseException:
        with suppress(FileNotFoundError):
            beside.unlink()
        raise
    _wait_for_disk(target.parent)


def _wait_for_disk(folder: Path) -> None:
    # Without it a power cut may undo the rename although the data are on the disk.
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
