"""A state of a record with the look of its badge: the colour sits with the choice."""

from __future__ import annotations

from typing import Self

from django.db import models


class State(models.TextChoices):
    """Members are ``value, tone, sign, label``.

    ``tone`` is the tone of the badge (neutral, primary, done, warning, danger); ``sign`` its icon:
    the colour never speaks alone.
    """

    tone: str
    sign: str

    def __new__(cls, value: str, tone: str = "neutral", sign: str = "circle") -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.tone = tone
        member.sign = sign
        return member

    @property
    def within(self) -> str:
        """The label within a sentence: its first letter small, the names in it as they are."""
        label = str(self.label)
        return label[:1].lower() + label[1:]
