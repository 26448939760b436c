"""Stored papers against the words they were made of, and drawn once more."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from itertools import repeat
from typing import cast

from django.db.models import QuerySet

from reports.documents.drawing import Added, Kind
from reports.documents.redrawing import Stored, compare
from reports.issuing.models import PaperKind, Rendering
from reports.issuing.renderings import added_to, seal_within
from reports.issuing.verifying.stored import report_named, wrong_with
from tayninh_portal.lib.processes import cores, spread
from tayninh_portal.storage import path_of

# A process has its libraries to load first: for fewer papers each none is begun.
PAPERS_A_WORKER = 2
STOPPED = (
    "Việc vẽ lại các bản PDF dừng giữa chừng vì một tiến trình bị tắt (có thể do thiếu bộ nhớ); "
    "chạy lại với --workers 1."
)


def check_papers(*, draw: bool, workers: int | None = None) -> Iterator[str | None]:
    """A stored paper says what its snapshot and issuance say; drawn again it looks the same.

    ``workers``: how many processes draw, by default one a core. Why this machine cannot draw is
    told once.
    """
    rows = Rendering.objects.select_related(
        "report", "snapshot", "issuance__signing", "paper", "file", "seal"
    ).defer("seal__leaves")
    count, seen, undrawn = rows.count(), 0, ""
    hands = workers or min(cores(), count // PAPERS_A_WORKER)
    compared = spread(partial(compare, redraw=draw), _known(rows), workers=hands if draw else 1)
    try:
        for (place, wrong), found in compared:
            for sentence in (*wrong, *found.differences):
                yield f"{place}: {sentence}"
            if found.undrawn and not undrawn:
                undrawn = found.undrawn
                yield f"{place}: {undrawn}"
            seen += 1
            yield None
    except BrokenProcessPool:
        yield STOPPED
        return
    # Bytes that are gone or altered are told with the files.
    yield from repeat(None, count - seen)


def paper_named(rendering: Rendering) -> str:
    """How a paper is called in a line."""
    kind = PaperKind(rendering.kind).label
    report = report_named(rendering.report.year, rendering.report_id)
    return f"{report}, {kind} (PDF số {rendering.pk})"


def stored_of(rendering: Rendering, added: Added) -> Stored:
    """What a paper was drawn of, for any process."""
    return Stored(
        path=path_of(rendering.file.sha256),
        content=rendering.snapshot.content,
        kind=cast(Kind, str(rendering.kind)),
        added=added,
        seal=seal_within(rendering),
        version=rendering.template_version,
        engine=rendering.engine,
    )


def _known(rows: QuerySet[Rendering]) -> Iterator[tuple[tuple[str, list[str]], Stored]]:
    """Each paper whose bytes are whole: its name with what is wrong in its rows, and what it was
    drawn of."""
    for rendering in rows.order_by("pk").iterator(20):
        if wrong_with(rendering.file):
            continue
        wrong, added = list(_wrong_with_rows(rendering)), None
        try:
            added = added_to(rendering)
        except (ValueError, KeyError) as error:
            wrong.append(f"không so được với bản chụp: {error}")
        yield (paper_named(rendering), wrong), stored_of(rendering, added)


def _wrong_with_rows(rendering: Rendering) -> Iterator[str]:
    """Snapshot, issuance and bản trình ký of a paper belong together."""
    if rendering.snapshot.report_id != rendering.report_id:
        yield "làm từ bản chụp của một báo cáo khác."
    if rendering.issuance and rendering.issuance.snapshot_id != rendering.snapshot_id:
        yield "làm từ một bản chụp khác bản được ban hành."
    if rendering.paper and rendering.paper.snapshot_id != rendering.snapshot_id:
        yield "làm từ một bản chụp khác bản được trình ký."
