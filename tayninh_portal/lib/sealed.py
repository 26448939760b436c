"""A file nobody without its key can read, make, change, shorten or put together from others.

AES-256-GCM over parts of 1 MiB, each under a nonce that counts and says which part is the last
(the STREAM construction of Hoang, Reyhanitabar, Rogaway and Vizár, 2015), under a key of its own
for each file. Every part is proved before a byte of it is handed out, so that what reads it (a
decompressor, a tar reader) never sees what somebody else wrote; that the file is whole is known
once all of it was read.

Who has the key can make a file as well: the proof is one of the key, not of a person.
"""

from __future__ import annotations

import base64
import hashlib
import io
import secrets
from collections.abc import Iterator, Sequence
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

MAGIC = b"cong-vu sealed 1\n"
PART = 1 << 20
_TAG = 16
_SALT = 32
_MARK = 8


class CannotOpen(Exception):
    """The file was sealed with none of the keys, or is not as it was sealed."""


class SealedWriter(io.RawIOBase):
    """Seals what is written into ``file`` with ``key`` (``secrets.make_key``); close it to end."""

    def __init__(self, file: BinaryIO, key: str) -> None:
        salt = secrets.token_bytes(_SALT)
        self._head = MAGIC + _mark(key) + salt
        self._cipher = _cipher(key, salt)
        self._file = file
        self._waiting = bytearray()
        self._number = 0
        file.write(self._head)

    def writable(self) -> bool:
        """Written once, from its beginning to its end."""
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]  # what tar and gzip hand over
        """Keep back one part: whether it is the last is known only afterwards."""
        self._waiting += data
        while len(self._waiting) > PART:
            self._seal(bytes(self._waiting[:PART]), last=False)
            del self._waiting[:PART]
        return len(data)

    def close(self) -> None:
        """Seal the last part; without it the file is known as cut off."""
        if not self.closed:
            self._seal(bytes(self._waiting), last=True)
        super().close()

    def _seal(self, part: bytes, *, last: bool) -> None:
        nonce = _nonce(self._number, last)
        self._file.write(self._cipher.encrypt(nonce, part, self._head))
        self._number += 1


class SealedReader(io.RawIOBase):
    """What was sealed into ``file`` with one of ``keys``; ``CannotOpen``, also while it is read."""

    def __init__(self, file: BinaryIO, keys: Sequence[str]) -> None:
        head = file.read(len(MAGIC) + _MARK + _SALT)
        mark, salt = head[len(MAGIC) : -_SALT], head[-_SALT:]
        if not head.startswith(MAGIC) or len(head) != len(MAGIC) + _MARK + _SALT:
            raise CannotOpen("not a sealed file")
        key = next((key for key in keys if _mark(key) == mark), None)
        if key is None:
            raise CannotOpen("none of the keys")
        self._parts = _opened(file, _cipher(key, salt), head)
        self._open = b""

    def readable(self) -> bool:
        """Read once, from its beginning to its end."""
        return True

    def read(self, size: int = -1) -> bytes:
        """``size`` bytes, fewer at the end alone."""
        found = bytearray()
        while size < 0 or len(found) < size:
            if not self._open:
                self._open = next(self._parts, b"")
                if not self._open:
                    break
            taken = self._open if size < 0 else self._open[: size - len(found)]
            self._open = self._open[len(taken) :]
            found += taken
        return bytes(found)


def _opened(file: BinaryIO, cipher: AESGCM, head: bytes) -> Iterator[bytes]:
    number, sealed = 0, file.read(PART + _TAG)
    while True:
        following = file.read(PART + _TAG)
        try:
            yield cipher.decrypt(_nonce(number, last=not following), sealed, head)
        except InvalidTag:
            raise CannotOpen(f"part {number}") from None
        if not following:
            return
        number, sealed = number + 1, following


def _nonce(number: int, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])


def _cipher(key: str, salt: bytes) -> AESGCM:
    """One key a file: nonces may begin at 0 in each."""
    info = b"cong-vu sealed file"
    derived = HKDF(algorithm=SHA256(), length=32, salt=salt, info=info).derive(_bytes(key))
    return AESGCM(derived)


def _mark(key: str) -> bytes:
    """Which key it was, told without it."""
    return hashlib.sha256(b"cong-vu sealed key" + _bytes(key)).digest()[:_MARK]


def _bytes(key: str) -> bytes:
    """The 32 bytes of a key. Raises ``ValueError`` for anything else."""
    try:
        raw = base64.urlsafe_b64decode(key)
    except ValueError:
        raw = b""
    if len(raw) != 32:
        # Without the cause: its message could show a part of the key in a log.
        raise ValueError(
            "Khóa sao lưu không đúng dạng: cần 32 byte viết bằng base64 url-safe."
        ) from None
    return raw


def check_keys(keys: Sequence[str]) -> None:
    """Raises ``ValueError`` with a sentence for a key that is none."""
    for key in keys:
        _bytes(key)
