"""Passwords made of what everybody here would try: “password” itself, the house, the province.

Django's list of common passwords is English: “matkhau12345” and “Tayninh@2026” pass it, and length
alone makes them no harder to guess. So what is left without such words, without years and without
digits in a row has to be long enough by itself.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from django.core.exceptions import ValidationError

from tayninh_portal.lib.vietnamese import fold
from tayninh_portal.models import User

_WORDS = Path(__file__).parent / "data" / "weak_words.txt"
# A year, or a character three times and more.
_NOT_OWN = re.compile(r"(?:19|20)[0-9]{2}|(.)\1{2,}")
_RUNS = "01234567890", "09876543210"
_SHORTEST_RUN = 3


class OwnWordsValidator:
    """At least ``least`` letters and digits are the person's own."""

    def __init__(self, least: int = 6) -> None:
        self.least = least

    def validate(self, password: str, user: User | None = None) -> None:
        """Raises ``ValidationError`` with a sentence."""
        if len(own_part(password)) < self.least:
            raise ValidationError(
                "Mật khẩu này chỉ gồm những từ ai cũng đoán được (“mật khẩu”, tên tỉnh, tên cơ "
                "quan, năm, dãy số). Thêm vài từ của riêng bạn, không liên quan tới công việc.",
                code="password_of_common_words",
            )

    def get_help_text(self) -> str:
        """What may stand beside the box."""
        return "Không chỉ gồm tên tỉnh, tên cơ quan, năm, dãy số hay chữ “mật khẩu”."


def own_part(password: str) -> str:
    """The letters and digits that are left without the words everybody would try."""
    letters = re.sub(r"[^a-z0-9]", "", fold(password.translate(_INSTEAD)))
    for pattern in (_words(), _NOT_OWN, _runs()):
        letters = pattern.sub("", letters)
    return letters


# Letters people write otherwise to satisfy a rule: T@yn1nh is Tayninh. The sign between a word and
# a year falls out as a letter “a”, which makes nothing of its own.
_INSTEAD = str.maketrans({"@": "a", "$": "s"})


@cache
def _words() -> re.Pattern[str]:
    """The listed words, the longest first, so that no shorter one leaves its rest."""
    lines = _WORDS.read_text(encoding="utf-8").splitlines()
    words = sorted((x for x in lines if x and not x.startswith("#")), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, words)))


@cache
def _runs() -> re.Pattern[str]:
    """Digits in their order, three and more."""
    runs = {
        row[start:end]
        for row in _RUNS
        for start in range(len(row))
        for end in range(start + _SHORTEST_RUN, len(row) + 1)
    }
    return re.compile("|".join(sorted(runs, key=len, reverse=True)))
