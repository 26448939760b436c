"""Signatures by Ed25519 (RFC 8032). A key is kept as ``secrets.make_key`` makes it: 32 bytes in
url-safe base64; public keys and signatures are hexadecimal.
"""

from base64 import urlsafe_b64decode

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey


def sign(key: str, message: str) -> str:
    """The signature of ``message``, 128 hexadecimal digits. Raises ValueError for a spoiled key."""
    return _private(key).sign(message.encode()).hex()


def public_key(key: str) -> str:
    """What a signature of ``key`` is checked with, 64 hexadecimal digits. Raises ValueError."""
    return _private(key).public_key().public_bytes_raw().hex()


def is_signed(message: str, signature: str, public: str) -> bool:
    """Whether ``signature`` over ``message`` is that of the holder of ``public``."""
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(public))
        key.verify(bytes.fromhex(signature), message.encode())
    except (InvalidSignature, ValueError):
        return False
    return True


def _private(key: str) -> Ed25519PrivateKey:
    try:
        return Ed25519PrivateKey.from_private_bytes(urlsafe_b64decode(key))
    except ValueError:
        # Without the cause: its message could show a part of the key in a log.
        raise ValueError(
            "Khóa niêm phong không đúng dạng: cần 32 byte viết bằng base64 url-safe."
        ) from None
