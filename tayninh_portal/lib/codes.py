"""Tracking codes: what a citizen keeps to follow their complaint without an account.

The code alone opens the case's public state, so it must not be guessed: 12 characters of 32 are
60 bits from the system's random source. It is read aloud over the telephone and copied from
paper, so the alphabet is Crockford's base 32, without I, L, O and U: whoever writes O or I for a
0 or a 1 is understood.
"""

import re
import secrets
import unicodedata

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_GROUPS, _GROUP_LENGTH = 3, 4
_LENGTH = _GROUPS * _GROUP_LENGTH

_MISREAD = str.maketrans("OIL", "011")
_BETWEEN = re.compile(r"[\s.\-_\u2010-\u2015\u2212]")


def new_tracking_code() -> str:
    """Return a new code, 'XXXX-XXXX-XXXX'. Uniqueness is for the database to guard."""
    return _grouped("".join(secrets.choice(ALPHABET) for _ in range(_LENGTH)))


def normalise_code(text: str) -> str:
    """Return a code as new_tracking_code() wrote it, whatever way it was copied.

    Case, spaces, dashes and full-width characters do not matter; O is read as 0, I and L as 1.
    Raises ValueError with a sentence for a text that cannot be a code.
    """
    plain = _BETWEEN.sub("", unicodedata.normalize("NFKC", text)).upper().translate(_MISREAD)
    if len(plain) != _LENGTH or not set(plain) <= set(ALPHABET):
        raise ValueError(
            f"Mã tra cứu gồm {_LENGTH} chữ và số, viết dạng XXXX-XXXX-XXXX. "
            "Kiểm tra lại mã trên phiếu tiếp nhận."
        )
    return _grouped(plain)


def looks_like_code(text: str) -> bool:
    """Say whether a text is a code and hardly anything else.

    Twelve plain letters are words more often ('phong to chuc'): a code has a digit, or its dashes.
    Where nothing may slip through, ask normalise_code().
    """
    try:
        code = normalise_code(text)
    except ValueError:
        return False
    return any(character.isdigit() for character in text) or text.strip().upper() == code


def _grouped(plain: str) -> str:
    return "-".join(
        plain[start : start + _GROUP_LENGTH] for start in range(0, _LENGTH, _GROUP_LENGTH)
    )
