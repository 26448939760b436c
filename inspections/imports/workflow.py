"""What becomes of an uploaded workbook. Who may write a record by hand may import records.

No workflow of the frame: which permission is asked depends on the kind of the workbook, a batch is
seen by nobody but the one who uploaded it, and whether it is imported or found faulty is known only
when its rows were read once more, which no transaction waits for.
"""

from __future__ import annotations

from inspections.imports.models import KEPT, ImportKind, ImportState
from tayninh_portal.records import StateChange

S = ImportState

# Kind of workbook → the permission asked for its template, its check and its import.
PERMISSION = {
    ImportKind.VISITS.value: "visit.create",
    ImportKind.COMPLAINTS.value: "complaint.create",
}

CHECK = StateChange("check", "Kiểm tra xong tệp", (S.UPLOADED,), (S.CHECKED, S.FAULTY))
CONFIRM = StateChange("confirm", "Cho nhập cả tệp", (S.CHECKED,), (S.IMPORTING,))
IMPORT = StateChange("import", "Nhập vào cổng", (S.IMPORTING,), (S.IMPORTED,))
FAIL = StateChange("fail", "Dừng vì cả tệp chưa hợp lệ khi nhập", (S.IMPORTING,), (S.FAULTY,))
STOP = StateChange("stop", "Dừng nhập, chưa ghi gì", (S.IMPORTING,), (S.CHECKED,))
DISCARD = StateChange("discard", "Bỏ tệp chưa nhập", KEPT, (S.DISCARDED,))
