"""One way only to write data as bytes, so that equal data have equal checksums.

A frozen report is recognised by the SHA-256 of its snapshot. JSON leaves open the order of keys,
spaces, escapes, the form of accents and the digits of fractions; here each is fixed:

- keys sorted by code point, no spaces, UTF-8, nothing escaped that need not be;
- text and keys in Unicode NFC, so that 'Hòa' typed on a Mac is the same text;
- whole numbers only: a ratio is kept as its two counts, a fraction of money or time as text;
- a date as '2019-07-05', a moment in UTC as '2019-07-05T03:42:00.000000+00:00', a UUID as text.

Close to RFC 8785 (JCS), which is stricter on the order of keys outside the BMP only.
"""

import hashlib
import json
import unicodedata
from collections.abc import Mapping
from datetime import UTC, date, datetime
from uuid import UUID

# Beyond it JavaScript and many JSON readers lose digits (RFC 8785, 3.2.2.3).
LARGEST_INTEGER = 2**53 - 1


def canonical_bytes(obj: object) -> bytes:
    """Return the canonical JSON of dicts, lists, tuples, text, integers, booleans, None, dates.

    TypeError for anything else, floats and Decimals included; ValueError for a naive datetime,
    an integer beyond 2^53 - 1, or two keys that differ only in the form of their accents.
    """
    plain = _plain(obj)
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def sha256_hex(obj: object) -> str:
    """Return the SHA-256 of `canonical_bytes`, 64 hexadecimal digits."""
    return hashlib.sha256(canonical_bytes(obj)).hexdigest()


def _plain(obj: object) -> object:
    # str() and int() also take the plain value out of the members of Django's choices.
    match obj:
        case None | bool():
            return obj
        case str():
            return unicodedata.normalize("NFC", str.__str__(obj))
        case int():
            return _plain_integer(obj)
        case date():
            return _plain_date(obj)
        case UUID():
            return str(obj)
        case list() | tuple():
            return [_plain(item) for item in obj]
        case Mapping():
            return _plain_mapping(obj)
    raise TypeError(f"Không ghi được kiểu {type(obj).__name__} vào JSON chuẩn.")


def _plain_integer(number: int) -> int:
    if abs(number) > LARGEST_INTEGER:
        raise ValueError("Số nguyên quá lớn để mọi chương trình đọc JSON giữ đúng.")
    return int(number)


def _plain_date(day: date) -> str:
    # A datetime is a date as well.
    return _plain_moment(day) if isinstance(day, datetime) else day.isoformat()


def _plain_moment(moment: datetime) -> str:
    if moment.tzinfo is None:
        raise ValueError("Thời điểm không có múi giờ không có một cách viết duy nhất.")
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def _plain_mapping(mapping: Mapping[object, object]) -> dict[str, object]:
    plain: dict[str, object] = {}
    for key, value in mapping.items():
        if not isinstance(key, str):
            raise TypeError(f"Khóa JSON phải là chữ, không phải {type(key).__name__}.")
        name = unicodedata.normalize("NFC", str.__str__(key))
        if name in plain:
            raise ValueError(f"Hai khóa JSON trùng nhau sau khi chuẩn hóa: “{name}”.")
        plain[name] = _plain(value)
    return plain
