"""The workflow of an uploaded workbook. Who may write a record by hand may import records."""

from __future__ import annotations

from dataclasses import replace

from inspections.imports.models import ImportKind, ImportState
from tayninh_portal.records import Move

S = ImportState

# Kind of workbook → the permission asked for its template, its check and its import.
PERMISSION = {
    ImportKind.VISITS.value: "visit.create",
    ImportKind.COMPLAINTS.value: "complaint.create",
}

IMPORT = Move(
    "import",
    "Nhập vào cổng",
    (S.CHECKED,),
    S.IMPORTED,
    "visit.create",
    undoable=False,
)
FAIL = Move(
    "fail",
    "Dừng vì cả tệp chưa hợp lệ khi nhập",
    (S.CHECKED,),
    S.FAULTY,
    "visit.create",
    undoable=False,
)
DISCARD = Move(
    "discard",
    "Bỏ tệp chưa nhập",
    (S.CHECKED,),
    S.DISCARDED,
    "visit.create",
    undoable=False,
)
MOVES: tuple[Move, ...] = (IMPORT, FAIL, DISCARD)


def step_of(move: Move, kind: str) -> Move:
    """The move under the permission of the kind."""
    return replace(move, permission=PERMISSION[kind])
