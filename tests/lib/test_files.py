"""A file is written whole or stays as it was."""

import os
import shutil
import tempfile
from pathlib import Path

import pytest

from tayninh_portal.lib.files import CannotWrite, write_atomically


def test_a_new_file_holds_all_bytes_and_nothing_lies_beside_it(tmp_path):
    write_atomically(tmp_path / "bao-cao.pdf", b"%PDF-1.7")
    assert (tmp_path / "bao-cao.pdf").read_bytes() == b"%PDF-1.7"
    assert os.listdir(tmp_path) == ["bao-cao.pdf"]


def test_a_new_file_has_the_mode_the_umask_gives(tmp_path):
    before = os.umask(0o027)
    try:
        write_atomically(str(tmp_path / "a"), b"")
    finally:
        os.umask(before)
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o640


def test_an_existing_file_is_replaced_and_keeps_its_mode(tmp_path):
    path = tmp_path / "a"
    path.write_bytes(b"old and longer")
    path.chmod(0o604)
    write_atomically(path, b"new")
    assert (path.read_bytes(), path.stat().st_mode & 0o777) == (b"new", 0o604)


def test_a_link_is_followed_to_its_file(tmp_path):
    (tmp_path / "link").symlink_to(tmp_path / "real")
    write_atomically(tmp_path / "link", b"x")
    assert ((tmp_path / "link").is_symlink(), (tmp_path / "real").read_bytes()) == (True, b"x")


def refusal_of(path):
    with pytest.raises(CannotWrite) as refusal:
        write_atomically(path, b"x")
    return str(refusal.value)


def test_a_missing_folder_is_named(tmp_path):
    path = tmp_path / "no" / "a.pdf"
    assert refusal_of(path) == (
        f"Không ghi được tệp “{path}”: thư mục “{path.parent}” không tồn tại."
    )
    assert os.listdir(tmp_path) == []


def test_a_folder_in_the_place_of_the_file_is_refused(tmp_path):
    assert refusal_of(tmp_path) == f"Không ghi được tệp “{tmp_path}”: đó là một thư mục."


def test_a_device_is_refused_and_not_replaced(tmp_path):
    path = tmp_path / "pipe"
    os.mkfifo(path)
    assert refusal_of(path) == f"Không ghi được tệp “{path}”: đó không phải là tệp thường."
    assert path.is_fifo()


def test_a_name_the_disk_cannot_hold_is_refused_in_one_sentence(tmp_path):
    path = tmp_path / ("a" * 300)
    assert refusal_of(path) == f"Không ghi được tệp “{path}”: tên tệp quá dài."
    assert refusal_of("a\0b") == "Không ghi được tệp “a\0b”: tên tệp không hợp lệ."
    assert os.listdir(tmp_path) == []


@pytest.fixture
def folder_of_somebody():
    """A folder and its unprivileged owner as the effective user: root may write everywhere."""
    nobody = 65534
    folder = Path(tempfile.mkdtemp())
    root = os.geteuid() == 0
    if root:
        os.chown(folder, nobody, nobody)
        os.seteuid(nobody)
    yield folder
    if root:
        os.seteuid(0)
    shutil.rmtree(folder)


def test_a_file_and_a_folder_without_right_to_write_are_refused(folder_of_somebody):
    folder = folder_of_somebody
    path = folder / "a"
    path.write_bytes(b"old")
    path.chmod(0o400)
    assert refusal_of(path) == f"Không ghi được tệp “{path}”: tệp chỉ cho phép đọc."
    folder.chmod(0o500)
    assert refusal_of(folder / "b") == (
        f"Không ghi được tệp “{folder / 'b'}”: không có quyền ghi vào thư mục."
    )
    folder.chmod(0o700)
    assert (path.read_bytes(), os.listdir(folder)) == (b"old", ["a"])


def test_a_full_disk_leaves_the_old_file(tmp_path):
    # A limit on the size of files stands for the full disk: the kernel refuses in mid-write.
    import resource
    import signal

    path = tmp_path / "a"
    path.write_bytes(b"old")
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, hard))
    try:
        with pytest.raises(CannotWrite) as refusal:
            write_atomically(path, b"x" * 5000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, handler)
    assert str(refusal.value) == f"Không ghi được tệp “{path}”: tệp quá lớn."
    assert (path.read_bytes(), os.listdir(tmp_path)) == (b"old", ["a"])
