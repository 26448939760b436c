"""A stored paper beside what its words say and draw now: pure, so that any process can be asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reports.documents.drawing import Added, Kind, document_of, draw, finish_of
from tayninh_portal.paper.content import Document


@dataclass(frozen=True)
class Stored:
    """The file at ``path`` and what it was drawn of: ``content`` of its snapshot, what a row beside
    it ``added``, the ``seal`` that travels within, the ``engine`` and the ``version`` of paper."""

    path: Path
    content: Mapping[str, Any]
    kind: Kind
    added: Added
    seal: Mapping[str, Any] | None
    version: int
    engine: Mapping[str, Any]


@dataclass(frozen=True)
class Compared:
    """``differences``: a sentence each. ``undrawn``: why this machine draws no PDF, if it does
    not."""

    differences: tuple[str, ...]
    undrawn: str = ""


def compare(stored: Stored, *, redraw: bool) -> Compared:
    """Whether the file says what its words say and, drawn once more, looks the same.

    Where engine and version are those it was made with, the bytes are compared, else the words.
    """
    # Here, so that the portal starts without the libraries of the paper.
    from tayninh_portal.paper.pdf import PaperUnavailable
    from tayninh_portal.paper.reading import read_back

    data, version = stored.path.read_bytes(), stored.version
    try:
        said = read_back(data)
        stated = document_of(stored.content, stored.kind, stored.added, version=version)
    except (ValueError, TypeError, KeyError) as error:
        return Compared((f"không so được với bản chụp: {error}",))
    found = list(_unlike(said.document, stated))
    if said.seal != stored.seal:
        found.append("dấu niêm phong đi kèm tệp khác với dấu trong cổng.")
    if not redraw:
        return Compared(tuple(found))
    try:
        again = draw(stored.content, stored.kind, stored.added, version=version, seal=stored.seal)
    except PaperUnavailable as error:
        return Compared(tuple(found), error.reason)
    if again != data:
        if _is_same_engine(stored):
            found.append("vẽ lại bằng đúng chương trình và mẫu đã dùng thì ra tệp khác từng byte.")
        if read_back(again).words != said.words:
            found.append("vẽ lại thì chữ hoặc số trên giấy khác với tệp đã lưu.")
    return Compared(tuple(found))


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


def _is_same_engine(stored: Stored) -> bool:
    # Here, so that the portal starts without the libraries of the paper.
    from tayninh_portal.paper.engine import is_drawn_by

    return is_drawn_by(stored.engine, finish_of(stored.version))
