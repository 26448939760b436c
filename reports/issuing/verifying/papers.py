"""Stored papers against the words they were made of, and drawn once more."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from reports.documents.drawing import Kind, document_of
from reports.issuing.models import PaperKind, Rendering
from reports.issuing.renderings import added_to, redraw, seal_within
from reports.issuing.verifying.stored import report_named, wrong_with
from tayninh_portal.errors import Unavailable
from tayninh_portal.paper.content import Document
from tayninh_portal.storage import path_of


def check_papers(*, draw: bool) -> Iterator[str | None]:
    """A stored paper says what its snapshot and issuance say; drawn again it looks the same.

    Where engine and template version are those it was made with, the bytes are compared, else the
    words. The first paper this machine cannot draw ends the drawing, not the reading.
    """
    rows = Rendering.objects.select_related(
        "report", "snapshot", "issuance__signing", "paper", "file", "seal"
    ).defer("seal__leaves")
    for rendering in rows.order_by("pk").iterator(20):
        place = paper_named(rendering)
        # Bytes that are gone or altered are told with the files.
        if not wrong_with(rendering.file):
            data = path_of(rendering.file.sha256).read_bytes()
            try:
                found = list(_wrong_with(rendering, data, draw=draw))
            except Unavailable as error:
                draw, found = False, [str(error)]
            for wrong in found:
                yield f"{place}: {wrong}"
        yield None


def paper_named(rendering: Rendering) -> str:
    """How a paper is called in a line."""
    kind = PaperKind(rendering.kind).label
    report = report_named(rendering.report.year, rendering.report_id)
    return f"{report}, {kind} (PDF số {rendering.pk})"


def _wrong_with(rendering: Rendering, data: bytes, *, draw: bool) -> Iterator[str]:
    # Here, so that the portal starts without the libraries of the paper.
    from tayninh_portal.paper.reading import read_back

    yield from _wrong_with_rows(rendering)
    try:
        stored = read_back(data)
        stated = _document(rendering)
    except (ValueError, TypeError, KeyError) as error:
        yield f"không so được với bản chụp: {error}"
        return
    yield from _unlike(stored.document, stated)
    if stored.seal != seal_within(rendering):
        yield "dấu niêm phong đi kèm tệp khác với dấu trong cổng."
    if not draw:
        return
    again = redraw(rendering)
    if again == data:
        return
    if _is_same_engine(rendering):
        yield "vẽ lại bằng đúng chương trình và mẫu đã dùng thì ra tệp khác từng byte."
    if read_back(again).words != stored.words:
        yield "vẽ lại thì chữ hoặc số trên giấy khác với tệp đã lưu."


def _wrong_with_rows(rendering: Rendering) -> Iterator[str]:
    """Snapshot, issuance and bản trình ký of a paper belong together."""
    if rendering.snapshot.report_id != rendering.report_id:
        yield "làm từ bản chụp của một báo cáo khác."
    if rendering.issuance and rendering.issuance.snapshot_id != rendering.snapshot_id:
        yield "làm từ một bản chụp khác bản được ban hành."
    if rendering.paper and rendering.paper.snapshot_id != rendering.snapshot_id:
        yield "làm từ một bản chụp khác bản được trình ký."


def _document(rendering: Rendering) -> Document:
    return document_of(
        rendering.snapshot.content,
        cast(Kind, rendering.kind),
        added_to(rendering),
        version=rendering.template_version,
    )


def _unlike(stored: Document, stated: Document) -> Iterator[str]:
    """Numbers by their key, other words as a whole: they may be anything."""
    if stored == stated:
        return
    printed, now = stored.figures(), stated.figures()
    changed = sorted(key for key in {*printed, *now} if printed.get(key) != now.get(key))
    for key in changed:
        yield f"số liệu “{key}” trong tệp là {printed.get(key)}, trong bản chụp là {now.get(key)}."
    if stored.number != stated.number:
        yield f"số văn bản trong tệp là {_said(stored.number)}, đã ghi là {_said(stated.number)}."
    elif not changed:
        yield "lời văn trong tệp khác với bản chụp và lần ban hành."


def _said(number: str | None) -> str:
    return number or "để trống"


def _is_same_engine(rendering: Rendering) -> bool:
    # Here, so that the portal starts without the libraries of the paper.
    from tayninh_portal.paper.engine import fingerprint

    return bool(rendering.engine == fingerprint())
