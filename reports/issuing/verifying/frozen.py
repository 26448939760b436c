"""Numbers against the rows they were counted from, and the words that print them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import chain

from django.db.models import Exists, OuterRef

from reports.documents.drawing import Kind, document_of
from reports.figures.catalog import UnknownFigure
from reports.freezing.freezes import checksum
from reports.freezing.frozen import frozen_values, kept_of
from reports.freezing.models import Freeze, Snapshot
from reports.issuing.verifying.stored import report_named
from tayninh_portal.lib.canonical import sha256_hex
from tayninh_portal.lib.dates import number_vi
from tayninh_portal.models import Change
from tayninh_portal.paper.content import Document, Figure
from tayninh_portal.paper.wording import deserialize


def check_freezes() -> Iterator[str | None]:
    """A freeze has the checksum of its rows, its figures are their sums, its pairs are logged."""
    for freeze in Freeze.objects.select_related("report").order_by("pk"):
        place = freeze_named(freeze)
        for wrong in _wrong_with_freeze(freeze):
            yield f"{place}: {wrong}"
        yield None


def check_snapshots() -> Iterator[str | None]:
    """A snapshot has its checksum, and every number that report and check sheet print is that of
    its freeze's rows."""
    rows = Snapshot.objects.select_related("report", "freeze__report").order_by("pk")
    for snapshot in rows.iterator(20):
        place = snapshot_named(snapshot)
        for wrong in _wrong_with_snapshot(snapshot):
            yield f"{place}: {wrong}"
        yield None


def freeze_named(freeze: Freeze) -> str:
    """How a freeze is called in a line."""
    return f"{report_named(freeze.report.year, freeze.report_id)}, lần chốt số {freeze.pk}"


def snapshot_named(snapshot: Snapshot) -> str:
    """How a snapshot is called in a line."""
    return f"{report_named(snapshot.report.year, snapshot.report_id)}, bản chụp số {snapshot.pk}"


def _wrong_with_freeze(freeze: Freeze) -> Iterator[str]:
    rows = list(freeze.rows.order_by("base", "position"))
    if checksum(freeze.figures, freeze.facts, rows) != freeze.sha256:
        yield "số liệu hoặc các dòng không khớp mã kiểm tra đã ghi."
    try:
        kept = kept_of(freeze)
    except ValueError:
        yield "không đọc được phần dữ liệu đi kèm."
        return
    added: Counter[str] = Counter()
    for row in rows:
        for key, amount in row.amounts.items():
            added[key] += amount or 0
    counted = {key: added[key] for key, each in kept.definitions.items() if each.base}
    yield from _unlike(freeze.figures, counted, "các dòng cộng lại được")
    stated = {key: kept.facts.figures.get(key) for key in counted}
    yield from _unlike(stated, counted, "các dòng cộng lại được", where=" của phần dữ liệu đi kèm")
    line = Change.objects.filter(
        record_type=OuterRef("record_type"),
        record_id=OuterRef("record_id"),
        version=OuterRef("version"),
    )
    for row in freeze.rows.filter(~Exists(line)).order_by("base", "position"):
        yield (
            f"dòng {row.position} của “{row.base}” dẫn tới phiên bản {row.version} của "
            f"{row.record_type} số {row.record_id} mà nhật ký không có."
        )


def _wrong_with_snapshot(snapshot: Snapshot) -> Iterator[str]:
    try:
        if sha256_hex(snapshot.content) != snapshot.sha256:
            yield "nội dung không khớp mã kiểm tra đã ghi."
        papers = _papers_of(snapshot)
        figures = {key: n for paper in papers for key, n in paper.figures().items()}
        # Behind a dash there are no rows; a share or a difference may be none.
        printed = {key: 0 if n is None and "|" not in key else n for key, n in figures.items()}
    except (ValueError, TypeError, KeyError):
        yield "không đọc được nội dung."
        return
    for run in chain.from_iterable(paper.all_runs() for paper in papers):
        if isinstance(run, Figure) and not _is_printed_so(run):
            yield f"số liệu “{run.key}” in là “{run.text}” nhưng có giá trị {run.value}."
    freeze = snapshot.freeze
    if freeze is None:
        return
    if freeze.report_id != snapshot.report_id:
        yield f"dùng lần chốt số {freeze.pk} của một báo cáo khác."
    kept = {key: snapshot.content["figures"].get(key) for key in freeze.figures}
    yield from _unlike(kept, freeze.figures, "lần chốt ghi")
    try:
        counted = frozen_values(freeze, printed)
    except (UnknownFigure, ValueError) as error:
        yield f"không đếm lại được số liệu đã in: {error}"
        return
    yield from _unlike(printed, counted, "các dòng đã chốt cộng lại được", where=" đã in")


def _papers_of(snapshot: Snapshot) -> list[Document]:
    """The report, and the check sheet where the snapshot holds one."""
    has_sheet = deserialize(snapshot.content).check_sheet
    kinds: tuple[Kind, ...] = ("draft", "check_sheet") if has_sheet else ("draft",)
    return [document_of(snapshot.content, kind) for kind in kinds]


def _is_printed_so(run: Figure) -> bool:
    """Whether the digits a reader sees are those of the value (03, 1.204, 93,61%)."""
    if isinstance(run.value, str):
        return run.text == f"{run.value.replace('.', ',')}%"
    if run.value is None:
        return True
    return run.text in (number_vi(run.value), f"{run.value:02d}")


def _unlike(
    given: Mapping[str, object], counted: Mapping[str, object], how: str, where: str = ""
) -> Iterator[str]:
    for key in sorted({*given, *counted}):
        one, other = given.get(key), counted.get(key)
        if one != other:
            yield f"số liệu “{key}”{where} là {_number(one)}, {how} {_number(other)}."


def _number(value: object) -> str:
    return "không có" if value is None else str(value)
