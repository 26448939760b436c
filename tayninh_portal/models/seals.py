"""Seals of the change log, and what the nightly checks of log and records found."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from django.db import models

from tayninh_portal.guards import InsertOnlyModel
from tayninh_portal.lib.canonical import canonical_bytes, sha256_hex

# A leaf as it is stored: the number of the line, the hash of its content.
_NUMBER, _LEAF = 8, 40


class Seal(InsertOnlyModel):
    """The lines of the log up to number ``through`` that no seal before had, under one signature.

    ``leaves`` holds number and content hash of each of its ``count`` lines, ``root`` is the tree
    over them. ``head`` is the hash of all that and of the head before (``previous``), and what is
    signed: who knows a head knows every line before it. ``key`` is the public key (Ed25519).
    """

    number = models.PositiveIntegerField("số", unique=True)
    at = models.DateTimeField("lúc")
    through = models.BigIntegerField("đến dòng")
    count = models.PositiveIntegerField("số dòng")
    leaves = models.BinaryField()
    root = models.CharField(max_length=64)
    previous = models.CharField(max_length=64, blank=True)
    head = models.CharField("dấu", max_length=64, unique=True)
    key = models.CharField(max_length=64)
    signature = models.CharField(max_length=128)

    class Meta:
        verbose_name = "dấu niêm phong"
        ordering = ["number"]

    def __str__(self) -> str:
        return f"Dấu niêm phong số {self.number}"

    def sealed(self) -> Iterator[tuple[int, bytes]]:
        """Number and content hash of each line, in their order."""
        stored = bytes(self.leaves)
        for at in range(0, len(stored), _LEAF):
            leaf = stored[at : at + _LEAF]
            yield int.from_bytes(leaf[:_NUMBER], "big", signed=True), leaf[_NUMBER:]

    def statement(self) -> dict[str, object]:
        """What the head is the hash of."""
        return {
            "number": self.number,
            "at": self.at,
            "through": self.through,
            "count": self.count,
            "root": self.root,
            "previous": self.previous,
            "key": self.key,
        }

    def head_of_statement(self) -> str:
        """What ``head`` has to be."""
        return sha256_hex(self.statement())

    def public(self) -> dict[str, Any]:
        """What is given outside: names the seal and lets anybody check head and signature."""
        stated = self.statement() | {"head": self.head, "signature": self.signature}
        plain: dict[str, Any] = json.loads(canonical_bytes(stated))
        return plain


def leaf(number: int, content: bytes) -> bytes:
    """A line as it stands in a tree and among ``leaves``."""
    return number.to_bytes(_NUMBER, "big", signed=True) + content


class LogCheck(InsertOnlyModel):
    """What one nightly check found: a sentence for each difference, without personal data."""

    at = models.DateTimeField("lúc")
    differences = models.JSONField(default=list)
    notes = models.JSONField(default=list)
    checked = models.JSONField(default=dict)

    class Meta:
        verbose_name = "lần kiểm tra nhật ký"
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"Lần kiểm tra {self.pk}"
