"""Identities kept apart and encrypted, and the record of every reading.

Luật 91/2025/QH15 (Bảo vệ dữ liệu cá nhân): no name of a caller or of an accused official stands in
a record, a list, an export, a log or the report. A record points here; the payload is encrypted
with the field keys; opening it takes a permission and a reason and leaves an ``IdentityReading``.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models

from tayninh_portal.guards import InsertOnlyModel


class Identity(models.Model):
    """Encrypted JSON: name, address, phone, and (complaints) the content as told; of a paper about
    a visit its words, section by section.

    ``phone_index`` is a keyed blind index by which a returning caller is found without decrypting.
    """

    payload = models.TextField()
    phone_index = models.CharField(max_length=64, blank=True, db_index=True)
    created_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "thông tin định danh"

    def __str__(self) -> str:
        return f"định danh {self.pk}"


class IdentityReading(InsertOnlyModel):
    """Somebody opened an identity, when and why."""

    identity = models.ForeignKey(Identity, on_delete=models.PROTECT, related_name="readings")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    reason = models.CharField("lý do xem", max_length=300)
    record_type = models.CharField(max_length=60)
    record_id = models.BigIntegerField()

    class Meta:
        verbose_name = "lần xem định danh"
        indexes = [models.Index(fields=["-at", "-id"], name="reading_newest")]

    def __str__(self) -> str:
        return f"{self.record_type} {self.record_id}"
