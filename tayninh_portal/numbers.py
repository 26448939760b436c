"""How the number of a record stands in an address, and numbers that leave no gap behind.

Numbers that count up tell more than they seem to: who sees 57 and 59 knows that there is a 58 they
may not see. A record whose very being must not be told bears a number below zero, drawn at random;
in an address it stands as ``k`` and digits.
"""

from __future__ import annotations

import secrets

from django.urls import register_converter

# So many that two drawn alike are a lost race, and few enough for every column and script.
NUMBERS = 10**12


def drawn_number() -> int:
    """A number for a record that nobody may guess to be there."""
    return -1 - secrets.randbelow(NUMBERS)


def in_address(number: int) -> str:
    """How a number stands in an address."""
    return f"k{-number}" if number < 0 else str(number)


class RecordNumber:
    """``<record:pk>``: 57 is ``57``, -81234 is ``k81234``."""

    regex = "k?[0-9]+"

    def to_python(self, value: str) -> int:
        """The number; ``int`` of Django's own takes as many digits, and the database finds none."""
        return -int(value[1:]) if value.startswith("k") else int(value)

    def to_url(self, value: int | str) -> str:
        """What stands in the address."""
        return in_address(int(value))


register_converter(RecordNumber, "record")
