"""The append-only change log, and what every counted record carries."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from functools import cache
from typing import Any, ClassVar

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from tayninh_portal.guards import InsertOnlyModel
from tayninh_portal.keyring import log_hash, log_key_id


class Versioned(models.Model):
    """A counted record: created once (``client_id``), changed by versions, every one logged.

    ``client_id`` comes from the form that was shown, so that a double click or an upload sent
    twice finds the row that exists. ``version`` is the number of the last ``Change``; every write
    goes through ``tayninh_portal.records``, which raises it by one.
    """

    # Fields that must never be copied into the log: identities and free text about persons.
    LOG_LEAVES_OUT: ClassVar[tuple[str, ...]] = ()
    # Rows of its own that ``log_data`` reads, by the names they are prefetched with.
    LOG_ROWS: ClassVar[tuple[str, ...]] = ()
    # What these are called where they differ from the log: key in ``log_data`` → words.
    LOG_OWNED: ClassVar[Mapping[str, str]] = {}

    client_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField("ghi nhận lúc", editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="người ghi nhận",
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
    )

    class Meta:
        abstract = True

    def log_data(self) -> dict[str, Any]:
        """The record as it is kept in the log: column name → value, without ``LOG_LEAVES_OUT``.

        A record that owns rows of its own (counts of a submission, a visit's team) names them in
        ``LOG_ROWS`` and adds them.
        """
        return {
            field.attname: field.value_from_object(self)
            for field in self._meta.concrete_fields
            if field.name not in self.LOG_LEAVES_OUT
        }

    def log_hashes(self) -> dict[str, Any]:
        """What the log leaves out, as keyed hashes by column: a change is seen, nothing is told."""
        place = f"{self._meta.label_lower} {self.pk} {self.version}"
        columns = {
            name: log_hash(f"{place} {name}", getattr(self, name)) for name in _left_out(type(self))
        }
        return {"key": log_key_id(), "columns": columns}


@cache
def _left_out(model: type[Versioned]) -> tuple[str, ...]:
    left_out = [f for f in model._meta.concrete_fields if f.name in model.LOG_LEAVES_OUT]
    return tuple(field.attname for field in left_out)


class ChangeQuerySet(models.QuerySet["Change"]):
    """The log of one record."""

    def of(self, record: models.Model) -> ChangeQuerySet:
        """Lines about ``record``, oldest first."""
        return self.filter(record_type=record._meta.label_lower, record_id=record.pk).order_by(
            "version"
        )


class Change(InsertOnlyModel):
    """One line of the log: who did what to which record, when, and the record after it.

    The pair (record, version) names the record as it then was; a freeze keeps such pairs.
    """

    record_type = models.CharField(max_length=60)
    record_id = models.BigIntegerField()
    version = models.PositiveIntegerField()
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    # The form it came from: the same form sent twice is known by it.
    client_id = models.UUIDField(null=True, blank=True, editable=False)
    action = models.CharField(max_length=40)
    label = models.CharField(max_length=120)
    from_state = models.CharField(max_length=30, blank=True)
    to_state = models.CharField(max_length=30, blank=True)
    note = models.TextField(blank=True)
    data = models.JSONField(encoder=DjangoJSONEncoder)
    # What ``data`` leaves out, as keyed hashes; None in lines from before there were any.
    left_out = models.JSONField(null=True, editable=False)

    objects = ChangeQuerySet.as_manager()

    class Meta:
        verbose_name = "dòng nhật ký"
        constraints = [
            models.UniqueConstraint(
                fields=["record_type", "record_id", "version"],
                name="change_once_a_version",
            )
        ]

    def __str__(self) -> str:
        return f"{self.record_type} {self.record_id} v{self.version}: {self.label}"
