"""Figures recounted in plain Python from the change log alone, at a line of it.

What the log said of a record last before that line is the version a freeze must have counted. No
model, no query and no condition of the catalogue is asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

Pair = tuple[int, int]


@dataclass(frozen=True)
class Line:
    """One line of the log: a record's number, its version and what it then was."""

    record_type: str
    record_id: int
    version: int
    data: Mapping[str, Any]


def pairs_of(
    lines: Iterable[Line], groups: Mapping[tuple[int, int], str], first: date, last: date
) -> dict[str, set[Pair]]:
    """Figure → the (record, version) pairs behind it, of the lines in their order.

    ``groups``: (round, agency) → the group an agency is due in.
    """
    newest: dict[tuple[str, int], Line] = {}
    for line in lines:
        newest[line.record_type, line.record_id] = line
    of = {
        name: {at: line for (kind, at), line in newest.items() if kind == f"inspections.{name}"}
        for name in ("visit", "finding", "complaint", "round", "submission")
    }

    def is_within(text: str) -> bool:
        return first <= date.fromisoformat(text) <= last

    visits = {
        at: line
        for at, line in of["visit"].items()
        if line.data["state"] == "concluded" and is_within(line.data["day"])
    }
    violations = [
        line
        for line in of["finding"].values()
        if line.data["subject"] == "person"
        and line.data["withdrawn_at"] is None
        and line.data["visit_id"] in visits
    ]
    complaints = [
        line
        for line in of["complaint"].values()
        if is_within(line.data["received_on"])
        and line.data["state"] != "merged"
        and line.data["classification"] not in ("grievance", "denunciation")
    ]
    asked = {
        at
        for at, line in of["round"].items()
        if line.data["state"] != "draft" and is_within(line.data["period_end"])
    }
    done = [
        line
        for line in of["submission"].values()
        if line.data["round_id"] in asked
        and line.data["state"] == "accepted"
        and line.data["held"] == "held"
        and (line.data["inspections_held"] or 0) >= 1
    ]
    found = {
        "visits.total": visits.values(),
        "violations.total": violations,
        "complaints.total": complaints,
        "self_inspections.total.done": done,
    }
    for group in ("provincial", "district", "commune"):
        found[f"self_inspections.{group}.done"] = [
            line for line in done if groups[line.data["round_id"], line.data["agency_id"]] == group
        ]
    return {key: {(line.record_id, line.version) for line in those} for key, those in found.items()}
