"""What must never change of an issued report, and a freeze beside its recount from the log."""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from typing import Any

from inspections.rounds.models import DueAgency
from reports.freezing.frozen import frozen_counts, frozen_rows
from reports.freezing.models import Freeze, FrozenRow
from reports.freezing.snapshots import content_for
from reports.issuing.models import Issuance, Signing
from reports.narrative.models import Report
from tayninh_portal.lib.canonical import sha256_hex
from tayninh_portal.models import Change
from tests.reports.log_recount import Line, pairs_of

# Pages kept of every issued report: who reads it.
READERS = ("specialist", "department_registrar", "leader")
LIST = "violations.total@category=late"


def as_issued(cast: Any, report: Report) -> dict[str, Any]:
    """Everything of an issued report that must never change, and what its readers see."""
    issuance = report.issuance
    snapshot, freeze = issuance.snapshot, issuance.snapshot.freeze
    assert _sha256(snapshot.content) == snapshot.sha256 == issuance.sha256
    return {
        "issuance": Issuance.objects.filter(pk=issuance.pk).values().get(),
        "signing": Signing.objects.filter(pk=issuance.signing_id).values().get(),
        "snapshot": _text(snapshot.content),
        "freeze": Freeze.objects.filter(pk=freeze.pk).values().get(),
        "rows": list(FrozenRow.objects.filter(freeze=freeze).order_by("pk").values()),
        "list": list(frozen_rows(freeze, LIST).values_list("record_id", "version", "cells")),
        "read": {name: _sha256(content_for(report, getattr(cast, name))[0]) for name in READERS},
    }


def _text(content: Any) -> str:
    return json.dumps(content, ensure_ascii=False, sort_keys=True)


def _sha256(content: Any) -> str:
    """The portal's; of the same text it is worked out once, a story reads it dozens of times."""
    return _sha256_of(_text(content))


@cache
def _sha256_of(text: str) -> str:
    return sha256_hex(json.loads(text))


def recounted(freeze: Freeze, until: int) -> dict[str, Any]:
    """What the log before the freeze comes to, with the pairs behind visits and violations."""
    stated = Change.objects.filter(pk__lte=until).order_by("pk")
    lines = [
        Line(*row) for row in stated.values_list("record_type", "record_id", "version", "data")
    ]
    due = DueAgency.objects.values_list("round", "agency", "group")
    groups = {(round_, agency): group for round_, agency, group in due}
    pairs = pairs_of(lines, groups, date(2019, 1, 1), date(2019, 12, 31))
    numbers = {key: len(those) for key, those in pairs.items()}
    return {**numbers, "pairs": {key: pairs[key] for key in ("visits.total", "complaints.total")}}


def kept_in(freeze: Freeze) -> dict[str, Any]:
    """The same out of the freeze."""
    groups = ("total", "provincial", "district", "commune")
    keys = ("visits.total", "violations.total", "complaints.total")
    keys += tuple(f"self_inspections.{group}.done" for group in groups)
    assert frozen_counts(freeze, freeze.figures) == freeze.figures
    return {key: freeze.figures[key] for key in keys} | {
        "pairs": {
            key: set(frozen_rows(freeze, key).values_list("record_id", "version"))
            for key in ("visits.total", "complaints.total")
        }
    }
