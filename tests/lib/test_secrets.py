"""Keys, key files, blind indexes and telephone numbers."""

import os
import threading

import pytest

from tayninh_portal.lib.secrets import (
    CannotDecrypt,
    Keyring,
    UnsafeKeyFile,
    make_key,
    mask_phone,
    normalise_phone,
    read_or_make_file,
)

INDEX_KEY = "only for these tests, 32 characters or more"
NAME = "Nguyễn Văn A (minh họa)"


@pytest.fixture
def keyring():
    return Keyring([make_key()], index_key=INDEX_KEY)


def test_a_text_is_read_back_and_its_token_shows_nothing_of_it(keyring):
    token = keyring.encrypt(NAME)
    assert keyring.decrypt(token) == NAME
    assert ("Nguyễn" in token, token.isascii()) == (False, True)


def test_the_same_text_gives_another_token_each_time(keyring):
    assert keyring.encrypt(NAME) != keyring.encrypt(NAME)


def test_a_new_key_in_front_still_opens_what_the_old_one_closed():
    old, new = make_key(), make_key()
    token = Keyring([old], index_key=INDEX_KEY).encrypt(NAME)
    both = Keyring([new, old], index_key=INDEX_KEY)
    assert both.decrypt(token) == NAME
    rotated = both.rotate(token)
    assert Keyring([new], index_key=INDEX_KEY).decrypt(rotated) == NAME


def test_a_lost_key_and_an_altered_text_are_told_apart_from_nothing_else(keyring):
    other = Keyring([make_key()], index_key=INDEX_KEY)
    token = keyring.encrypt(NAME)
    turned = token[:-10] + ("A" if token[-10] != "A" else "B") + token[-9:]
    for opener, text in [(other, token), (keyring, turned), (keyring, "")]:
        with pytest.raises(CannotDecrypt) as refusal:
            opener.decrypt(text)
        assert str(refusal.value) == ("Không giải mã được: thiếu khóa cũ hoặc dữ liệu đã bị sửa.")
    with pytest.raises(CannotDecrypt):
        other.rotate(token)


def test_the_blind_index_survives_the_rotation_of_the_encryption_keys():
    old, new = make_key(), make_key()
    before = Keyring([old], index_key=INDEX_KEY).blind_index("0912345678")
    after = Keyring([new, old], index_key=INDEX_KEY).blind_index("0912345678")
    assert (before, len(before)) == (after, 64)


def test_the_blind_index_depends_on_value_purpose_and_key(keyring):
    other = Keyring([make_key()], index_key=INDEX_KEY + "!")
    indexes = {
        keyring.blind_index("0912345678"),
        keyring.blind_index("0912345679"),
        keyring.blind_index("0912345678", purpose="caller"),
        other.blind_index("0912345678"),
    }
    assert len(indexes) == 4


@pytest.mark.parametrize(
    ("keys", "index_key", "sentence"),
    [
        ([], INDEX_KEY, "Thiếu khóa mã hóa dữ liệu: cần ít nhất một khóa."),
        (
            ["hunter2"],
            INDEX_KEY,
            "Khóa mã hóa dữ liệu không đúng dạng: cần 32 byte viết bằng base64 url-safe.",
        ),
        ([make_key()], "short", "Khóa tra cứu phải dài ít nhất 32 ký tự."),
    ],
)
def test_keys_that_protect_nothing_are_refused(keys, index_key, sentence):
    with pytest.raises(ValueError) as refusal:
        Keyring(keys, index_key=index_key)
    assert str(refusal.value) == sentence


def test_a_keyring_does_not_show_its_keys(keyring):
    assert repr(keyring) == "<Keyring>"


def test_a_key_file_is_made_once_for_its_owner_alone(tmp_path):
    path = tmp_path / "keys" / "field.key"
    made = read_or_make_file(path)
    assert (len(made), path.stat().st_mode & 0o777) == (44, 0o600)
    assert read_or_make_file(path) == made
    assert os.listdir(path.parent) == ["field.key"]


def test_a_key_file_is_for_its_owner_alone_whatever_the_umask(tmp_path):
    before = os.umask(0)
    try:
        read_or_make_file(tmp_path / "field.key")
    finally:
        os.umask(before)
    assert (tmp_path / "field.key").stat().st_mode & 0o777 == 0o600


def test_two_that_make_a_key_file_at_once_get_one_key(tmp_path):
    path = tmp_path / "field.key"
    together = threading.Barrier(2)
    got = []

    def make():
        together.wait(timeout=30)
        return make_key()

    def read():
        got.append(read_or_make_file(path, make))

    readers = [threading.Thread(target=read) for _ in range(2)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join(timeout=30)
    assert got == [path.read_text().strip()] * 2


@pytest.mark.parametrize("mode", [0o644, 0o640, 0o604, 0o620])
def test_a_key_file_that_others_can_read_or_write_is_refused(tmp_path, mode):
    path = tmp_path / "field.key"
    path.write_text(make_key())
    path.chmod(mode)
    with pytest.raises(UnsafeKeyFile) as refusal:
        read_or_make_file(path)
    assert str(refusal.value) == (
        f"Tệp khóa “{path}” đang cho người khác đọc. "
        f"Chạy “chmod 600 {path}”, và thay khóa nếu máy này có người dùng khác."
    )


def test_an_empty_key_file_is_refused_and_not_replaced(tmp_path):
    path = tmp_path / "field.key"
    path.touch(mode=0o600)
    with pytest.raises(UnsafeKeyFile) as refusal:
        read_or_make_file(path)
    assert str(refusal.value) == f"Tệp khóa “{path}” rỗng. Chép lại khóa từ bản sao lưu."
    assert path.read_text() == ""


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("0276 3822 222", "02763822222"),
        ("(0276) 3.822.222", "02763822222"),
        ("0912-345-678", "0912345678"),
        ("+84 912 345 678", "0912345678"),
        ("+84 (0)912 345 678", "0912345678"),
        ("84912345678", "0912345678"),
        ("0084 276 3822 222", "02763822222"),
        ("1022", "1022"),
        ("113", "113"),
        ("1900 1234", "19001234"),
        ("+1 202 555 0199", "+12025550199"),
    ],
)
def test_a_number_is_kept_as_digits(typed, number):
    assert normalise_phone(typed) == number


@pytest.mark.parametrize("typed", ["", "không có", "0912", "09123456789012", "0912a45678", "+84"])
def test_what_is_no_number_is_refused_with_an_example(typed):
    with pytest.raises(ValueError) as refusal:
        normalise_phone(typed)
    assert str(refusal.value) == (
        "Số điện thoại không hợp lệ; nhập đủ mã vùng, ví dụ 0276 3822 222 hoặc 0912 345 678."
    )


@pytest.mark.parametrize(
    ("number", "masked"),
    [
        ("0912345678", "091•••••78"),
        ("02763822222", "027••••••22"),
        ("1022", "••••"),
        ("", ""),
    ],
)
def test_a_masked_number_shows_five_digits_at_most(number, masked):
    assert mask_phone(number) == masked
