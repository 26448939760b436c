"""Keys and what they protect: identities at rest, searching for them, key files.

Identities (names, addresses and telephone numbers of people who call) are encrypted with Fernet
(AES-128-CBC and HMAC-SHA256) before they reach the database, so that a stolen copy of it tells
nothing. A value that must be found again, such as a telephone number, gets a blind index beside
it: a keyed hash, equal for equal values, which only the holder of the index key can compute.
"""

import hashlib
import hmac
import os
import re
import secrets
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

# Below this a key could be guessed from its hashes; make_key() gives 44 characters.
_SHORTEST_INDEX_KEY = 32

_OWNER_ONLY = 0o600
_OTHERS = 0o077


class CannotDecrypt(ValueError):
    """None of the keys opens a text: a key was lost, or the text was altered."""


class UnsafeKeyFile(Exception):
    """A key file that others can read, or that holds no key. The message says what to do."""


class Keyring:
    """Encrypts with the first of its keys, decrypts with any, computes blind indexes.

    Rotation: put a new key in front, re-encrypt all rows with `rotate`, take the old key away.
    The blind index has a key of its own (`index_key`, any text of 32 characters or more), which
    stays when the encryption keys rotate: else every lookup would fail until all rows were
    computed anew.
    """

    def __init__(self, keys: Sequence[str], *, index_key: str) -> None:
        """Raise ValueError for no key, a key that make_key() did not make, a short index key."""
        if not keys:
            raise ValueError("Thiếu khóa mã hóa dữ liệu: cần ít nhất một khóa.")
        if len(index_key) < _SHORTEST_INDEX_KEY:
            raise ValueError(f"Khóa tra cứu phải dài ít nhất {_SHORTEST_INDEX_KEY} ký tự.")
        try:
            self._fernet = MultiFernet([Fernet(key) for key in keys])
        except ValueError:
            # Without the cause: its message could show a part of the key in a log.
            raise ValueError(
                "Khóa mã hóa dữ liệu không đúng dạng: cần 32 byte viết bằng base64 url-safe."
            ) from None
        self._index_key = index_key.encode()

    def __repr__(self) -> str:
        return "<Keyring>"

    def encrypt(self, text: str) -> str:
        """Encrypt a text; the same text gives another result each time."""
        return self._fernet.encrypt(text.encode()).decode()

    def decrypt(self, token: str) -> str:
        """Return the text of `encrypt`; CannotDecrypt where no key opens it."""
        try:
            return self._fernet.decrypt(token.encode()).decode()
        except InvalidToken:
            raise CannotDecrypt(
                "Không giải mã được: thiếu khóa cũ hoặc dữ liệu đã bị sửa."
            ) from None

    def rotate(self, token: str) -> str:
        """Return the same text encrypted with the first key; CannotDecrypt as `decrypt`."""
        try:
            return self._fernet.rotate(token.encode()).decode()
        except InvalidToken:
            raise CannotDecrypt(
                "Không giải mã được: thiếu khóa cũ hoặc dữ liệu đã bị sửa."
            ) from None

    def blind_index(self, value: str, *, purpose: str = "") -> str:
        """Return 64 hexadecimal digits, equal for equal values of one purpose.

        Normalise first (`normalise_phone`, `fold`): one space more is another value. Give each
        column its purpose, so that equal values in two columns cannot be seen to be equal.
        """
        key = derive(self._index_key.decode(), f"blind index:{purpose}")
        return hmac.new(key, value.encode(), hashlib.sha256).hexdigest()


def derive(secret: str, purpose: str) -> bytes:
    """Return a key of 32 bytes for one purpose; it tells nothing of the secret or of the others."""
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose.encode()).derive(
        secret.encode()
    )


def make_key() -> str:
    """Return a new random key: 32 bytes in url-safe base64, 44 characters."""
    return Fernet.generate_key().decode()


def read_or_make_file(path: Path, make: Callable[[], str] = make_key) -> str:
    """Return the secret kept in a file, making secret and file on the first call.

    The file appears whole and with mode 0600 or not at all; where two processes make it at the
    same time, both get the secret of the first. Raises UnsafeKeyFile for a file that group or
    others can read (someone may have read it) and for an empty one.
    """
    if not path.exists():
        _place_new_file(path, make())
    with path.open(encoding="utf-8") as file:
        if os.fstat(file.fileno()).st_mode & _OTHERS:
            raise UnsafeKeyFile(
                f"Tệp khóa “{path}” đang cho người khác đọc. "
                f"Chạy “chmod 600 {path}”, và thay khóa nếu máy này có người dùng khác."
            )
        secret = file.read().strip()
    if not secret:
        raise UnsafeKeyFile(f"Tệp khóa “{path}” rỗng. Chép lại khóa từ bản sao lưu.")
    return secret


def _place_new_file(path: Path, secret: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{secrets.token_hex(8)}.tmp")
    descriptor = os.open(beside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, _OWNER_ONLY)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(f"{secret}\n")
            file.flush()
            os.fsync(file.fileno())
        # A link, unlike a rename, never replaces the file of a process that came first.
        with suppress(FileExistsError):
            os.link(beside, path)
    finally:
        beside.unlink()


def normalise_phone(text: str) -> str:
    """Return a telephone number as digits: '0276 3822 222' → '02763822222'.

    '+84 912 345 678' and '84912345678' give the national '0912345678'; a foreign number keeps its
    '+'. Service numbers (1022, 19001234) pass. ValueError with a sentence for anything else.
    """
    typed = re.sub(r"[\s().\-\u2010-\u2015]", "", text)
    national = re.sub(r"^(?:\+84|0084|84(?=[0-9]{9,10}$))0?", "0", typed)
    if re.fullmatch(r"0[1-9][0-9]{8,9}|1[0-9]{2,3}|1[89]00[0-9]{4,6}|\+[1-9][0-9]{7,14}", national):
        return national
    raise ValueError(
        "Số điện thoại không hợp lệ; nhập đủ mã vùng, ví dụ 0276 3822 222 hoặc 0912 345 678."
    )


def mask_phone(number: str) -> str:
    """Show only enough of a number to recognise it: '0912345678' → '091•••••78'.

    Seven characters or fewer are hidden whole, since three and two of them would be most of it.
    """
    if len(number) <= 7:
        return "•" * len(number)
    return f"{number[:3]}{'•' * (len(number) - 5)}{number[-2:]}"
