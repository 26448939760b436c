"""Whether two findings may be about one person: keyed hashes of sealed names, and what a person who
works on the case decided (docs/decisions/0049-what-is-put-right.md, docs/security.md).

A hash is of a name at one agency and made with a key of its own (``Keyring.blind_index``). It lies
beside the sealed name and goes with it; it is read here alone: no list, no search, no export and no
address knows one.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from inspections.findings.models import Finding
from inspections.identities.models import Identity


class NameDigest(models.Model):
    """A sealed name at an agency, or at one it came from or went into; 64 hexadecimal digits."""

    identity = models.ForeignKey(Identity, on_delete=models.CASCADE, related_name="digests")
    digest = models.CharField(max_length=64, db_index=True)

    class Meta:
        verbose_name = "dấu đối chiếu"
        constraints = [
            models.UniqueConstraint(fields=["identity", "digest"], name="name_digest_once")
        ]

    def __str__(self) -> str:
        return f"dấu đối chiếu của {self.identity}"


class Likeness(models.Model):
    """That ``finding`` is, or is not, about the person of an ``earlier`` one.

    It stands on the hashes of both names: where one of them is sealed anew under another name, or
    erased, the decision goes with it.
    """

    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, related_name="likenesses")
    earlier = models.ForeignKey(Finding, on_delete=models.PROTECT, related_name="+")
    ours = models.ForeignKey(NameDigest, on_delete=models.CASCADE, related_name="+")
    theirs = models.ForeignKey(NameDigest, on_delete=models.CASCADE, related_name="+")
    is_same = models.BooleanField("là cùng người")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField("lúc")

    class Meta:
        verbose_name = "đối chiếu người vi phạm"
        constraints = [
            models.UniqueConstraint(fields=["finding", "earlier"], name="likeness_once"),
            models.CheckConstraint(condition=~Q(finding=F("earlier")), name="likeness_of_two"),
        ]

    def __str__(self) -> str:
        return f"đối chiếu nội dung {self.finding_id} với {self.earlier_id}"
