"""What became of frozen numbers since: figures old and new, and the rows behind them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from reports.figures.catalog import CATALOG
from reports.freezing.frozen import kept_of
from reports.freezing.frozen_rows import added_up, ask_rows
from reports.freezing.models import Freeze, FrozenRow
from reports.narrative.models import Report
from tayninh_portal.lib.consistency import one_state
from tayninh_portal.lib.dates import signed_vi
from tayninh_portal.lib.together import Question, read
from tayninh_portal.models import Change

# What each set of rows holds, in the order and words of the screen.
SETS: dict[str, str] = {
    "visits": "Lượt kiểm tra",
    "plan_lines": "Dòng kế hoạch kiểm tra",
    "findings": "Vi phạm, thiếu sót",
    "notices": "Thông báo kết quả kiểm tra",
    "answered": "Kết quả xử lý vi phạm, thiếu sót",
    "remedies": "Nội dung đến hạn khắc phục",
    "head_criticisms": "Đề nghị phê bình người đứng đầu",
    "complaints": "Phản ánh, kiến nghị",
    "due": "Cơ quan phải báo cáo tự kiểm tra",
    "submissions": "Kết quả tự kiểm tra được chấp nhận",
    "own_violations": "Vụ việc cơ quan tự phát hiện",
    "facts": "Kết quả triển khai",
    "visited_agencies": "Cơ quan được kiểm tra",
    "group_agencies": "Cơ quan thuộc các nhóm báo cáo",
    "reporting_agencies": "Cơ quan có kết quả triển khai",
}


# Actions of the change log that mend what was recorded; the others carry the work on.
CORRECTING = frozenset(
    {"amend", "update", "touch", "withdraw", "reopen", "discard", "cancel", "merge", "reserve"}
)


@dataclass(frozen=True)
class Since:
    """From which version to which a record went after the freeze, and whether it was mended."""

    old: int
    new: int
    is_correction: bool


@dataclass(frozen=True)
class FigureChange:
    """A count or sum that is another number today."""

    key: str
    label: str
    unit: str
    old: int
    new: int

    @property
    def signed(self) -> str:
        """How much more or less, with its sign."""
        return signed_vi(self.new - self.old)


@dataclass(frozen=True)
class RowChange:
    """A row that came in (``old`` None), went away (``new`` None) or was corrected."""

    old: FrozenRow | None
    new: FrozenRow | None

    @property
    def row(self) -> FrozenRow:
        """The row as it is now, or was last."""
        found = self.new or self.old
        assert found is not None  # one of the two is what changed
        return found

    @property
    def lines(self) -> list[tuple[str, Any, Any]]:
        """Head, then the old and the new content of each cell; the same where nothing changed."""
        was = dict(self.old.cells) if self.old else {}
        return [(head, was.get(head, value), value) for head, value in self.row.cells]

    @property
    def what(self) -> str:
        """What happened, in a word."""
        if self.old is None:
            return "Mới được tính"
        return "Đã sửa" if self.new else "Không còn được tính"


@dataclass(frozen=True)
class Changes:
    """What changed since a freeze; ``rows`` by set of rows, those without a change left out."""

    figures: tuple[FigureChange, ...]
    rows: tuple[tuple[str, tuple[RowChange, ...]], ...]


def corrected_since(rows: Iterable[FrozenRow]) -> dict[int, Since]:
    """Rows whose record has moved on since, by row.

    One query of the change log for each type of record among them.
    """
    kept: dict[str, dict[int, list[FrozenRow]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        kept[row.record_type][row.record_id].append(row)
    found: dict[int, Since] = {}
    for name, records in kept.items():
        lines = Change.objects.filter(record_type=name, record_id__in=list(records))
        for pk, version, action in lines.order_by("version").values_list(
            "record_id", "version", "action"
        ):
            for row in records[pk]:
                if version > row.version:
                    before = row.pk in found and found[row.pk].is_correction
                    found[row.pk] = Since(row.version, version, before or action in CORRECTING)
    return found


def changes_since(freeze: Freeze, report: Report) -> Changes:
    """Figures and rows of the report's period today against those of ``freeze``."""
    with one_state():
        return read(ask_changes(freeze, report))


def ask_changes(freeze: Freeze, report: Report) -> Question[Changes]:
    """``changes_since``, to be read together with something else."""
    now, before = (
        ask_rows(report.period, report.cutoff_on),
        freeze.rows.order_by("base", "position"),
    )

    def answer() -> Changes:
        rows = now.answer()
        was, by_set = _by_set(list(before)), _by_set(rows)
        changed = ((name, tuple(_changes(was[name], by_set[name]))) for name in SETS)
        return Changes(
            _figures(freeze, added_up(rows)),
            tuple((name, found) for name, found in changed if found),
        )

    return Question((*now.rows, before), answer)


def _figures(freeze: Freeze, numbers: Mapping[str, int]) -> tuple[FigureChange, ...]:
    kept = kept_of(freeze)
    return tuple(
        FigureChange(
            key,
            kept.facts.called(kept.definitions[key].label),
            kept.definitions[key].unit,
            old,
            numbers[key],
        )
        for key, old in freeze.figures.items()
        if key in CATALOG and key in kept.definitions and numbers[key] != old
    )


def _by_set(rows: Sequence[FrozenRow]) -> dict[str, list[FrozenRow]]:
    found: dict[str, list[FrozenRow]] = defaultdict(list)
    for row in rows:
        found[row.base].append(row)
    return found


def _changes(old: list[FrozenRow], new: list[FrozenRow]) -> list[RowChange]:
    """Rows of one set that are not the same, by record; a record may have several rows in a set."""
    was: dict[tuple[str, int], list[FrozenRow]] = defaultdict(list)
    for row in old:
        was[row.record_type, row.record_id].append(row)
    found = []
    for row in new:
        mine = was[row.record_type, row.record_id]
        same = next((each for each in mine if each.cells == row.cells), mine[0] if mine else None)
        if same is not None:
            mine.remove(same)
        if same is None or _said(same) != _said(row):
            found.append(RowChange(same, row))
    return found + [RowChange(row, None) for rows in was.values() for row in rows]


def _said(row: FrozenRow) -> tuple[object, ...]:
    return row.version, row.cells, row.amounts, row.parts
