"""A Word file is given back, and words of it are taken over."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import IO

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone

from reports.freezing.composition import Composition, composition_now
from reports.freezing.models import Snapshot
from reports.issuing.from_word.comparing import (
    Change,
    Line,
    SectionBack,
    compare,
    pared,
    taken_over,
)
from reports.issuing.from_word.templates import TABLE_TEMPLATE, of_block
from reports.issuing.further_forms import form_of
from reports.issuing.models import PaperKind, WordReturn
from reports.narrative import tokens
from reports.narrative.forms import SectionForm
from reports.narrative.models import Report, Section
from reports.narrative.reports import write_section
from reports.narrative.suggestions import suggestion, text_of
from reports.narrative.writing import locked_for_writing
from tayninh_portal.errors import Conflict
from tayninh_portal.paper.content import Note
from tayninh_portal.paper.wording import same_but_the_minute
from tayninh_portal.records import Act, require
from tayninh_portal.uploads.kinds import DOCX
from tayninh_portal.uploads.manuscript import Manuscript
from tayninh_portal.uploads.opening import check_upload, read_word

_MEGABYTE = 1024 * 1024
HEAVY = (
    "Tệp nặng quá {most} MB. Bản Word của báo cáo chỉ vài trăm KB: xóa ảnh chèn thêm rồi lưu lại."
)
OF_ANOTHER = "Tệp này lập từ {report}, không phải báo cáo đang mở; hãy đưa tệp về ở báo cáo đó."
ANOTHER = "một báo cáo khác"
NO_VERSION = (
    "Tệp này không lập từ phiên bản nào của báo cáo mà cổng còn giữ; tải lại bản Word của báo cáo "
    "rồi chuyển phần sửa sang."
)
MOVED_ON = "Mục này đã đổi từ khi mở trang nên chưa lấy; đọc lại rồi chọn lại."


@dataclass(frozen=True)
class Returned:
    """A file that was given back beside the report as it stands. ``came``: what is compared of it;
    ``sections``: code → its row; ``is_current``: the report still says what the file was made
    of."""

    came: Manuscript
    places: Sequence[SectionBack]
    composition: Composition
    sections: dict[str, Section]
    is_current: bool


def give_back(report: Report, act: Act, *, upload: IO[bytes]) -> tuple[WordReturn, bool]:
    """Read a Word file of the report; ``(row, False)`` where this very file was given back before.

    Nothing of the report changes. Raises ``Refused``, and ``ValidationError`` on ``upload`` for a
    file that is none of ours, of another report, of no version that is kept, or harmful.
    """
    require(act.by, "report.write", report, at=act.at)
    came = _read(upload)
    snapshot = _snapshot_of(came, report, act)
    sha256 = hashlib.sha256(upload.read()).hexdigest()
    try:
        handed_out = _handed_out(snapshot)
    except ValueError as error:
        # The machine's, since the files are ours.
        raise ValidationError({"upload": str(error)}) from None
    if not handed_out:
        raise ValidationError({"upload": NO_VERSION})
    went, came = pared(came, handed_out)
    with locked_for_writing(report):
        return WordReturn.objects.get_or_create(
            report=report,
            sha256=sha256,
            defaults={
                "snapshot": snapshot,
                "went": went.plain(),
                "came": came.plain(),
                "at": act.at or timezone.now(),
                "by": act.by,
            },
        )


def returned(row: WordReturn) -> Returned:
    """What the file says otherwise than the one that was handed out, judged against the report of
    this moment."""
    composition = composition_now(row.report)
    went, came = Manuscript.from_plain(row.went), Manuscript.from_plain(row.came)
    return Returned(
        came,
        compare(went, came, _current(composition)),
        composition,
        {section.code: section for section in composition.sections},
        same_but_the_minute(row.snapshot.content, composition.content),
    )


def take_over(row: WordReturn, section: Section, act: Act, *, numbers: Sequence[int]) -> Section:
    """Write the changes of one section that were chosen, by their numbers.

    Words of an earlier report stay as unconfirmed as they are. Raises ``Refused``, ``Conflict``
    where the section reads otherwise by now, ``ValidationError`` for words it cannot hold.
    """
    now = returned(row)
    here = [
        change for place in now.places if place.code == section.code for change in place.changes
    ]
    chosen: list[Change] = [each for each in here if each.is_open and each.number in numbers]
    if len(chosen) < len(set(numbers)) or act.seen_version is None:
        raise Conflict(MOVED_ON)
    facts = now.composition.facts
    text = taken_over(_current(now.composition)[section.code], chosen)
    # What the box of the section would not take is not taken from a file either.
    SectionForm.base_fields["text"].clean(text)
    return write_section(
        section,
        by=act.by,
        at=act.at,
        text=text,
        seen_version=act.seen_version,
        client_id=act.client_id,
        confirm=False,
        # What it was begun from stood before who wrote in the file.
        suggested=None if section.is_written else suggestion(section.code, facts),
    )


def _read(upload: IO[bytes]) -> Manuscript:
    most = settings.MAX_UPLOAD_BYTES
    if upload.seek(0, 2) > most:
        raise ValidationError({"upload": HEAVY.format(most=most // _MEGABYTE)})
    try:
        check_upload(upload, kinds=(DOCX,), max_bytes=most)
        return read_word(upload)
    except ValueError as error:
        raise ValidationError({"upload": str(error)}) from None


def _snapshot_of(came: Manuscript, report: Report, act: Act) -> Snapshot:
    """What the file was made of, by what stands in it. Raises ``ValidationError``."""
    kind, _, number = came.record.partition(":")
    if kind != "report" or number != str(report.pk):
        known = number.isascii() and number.isdecimal() and len(number) < 19
        others = Report.objects.visible_to(act.by).filter(pk=int(number) if known else 0)
        other = others.first() if kind == "report" else None
        said = f"{other}".replace("Báo cáo", "báo cáo") if other else ANOTHER
        raise ValidationError({"upload": OF_ANOTHER.format(report=said)})
    snapshot = report.snapshots.filter(sha256=came.version).first()
    if snapshot is None:
        raise ValidationError({"upload": NO_VERSION})
    return snapshot


def _handed_out(snapshot: Snapshot) -> list[Manuscript]:
    """The Word file of the snapshot as it is handed out, in each of its kinds, read by the reader
    of those that come back."""
    papers = snapshot.renderings.exclude(kind=PaperKind.CHECK_SHEET).select_related("snapshot")
    files = (form_of(paper, "docx") for paper in papers.select_related("file", "issuance", "paper"))
    return [read_word(BytesIO(file.data)) for file in files if file]


def _current(composition: Composition) -> dict[str, list[Line]]:
    """Code of each section → its lines, each with what it prints."""
    told = {section.code: section.blocks for section in composition.stated.sections}
    facts = composition.facts
    found = {}
    for section in composition.sections:
        blocks = iter(block for block in told[section.code] if not isinstance(block, Note))
        lines = []
        for source in text_of(section, facts).splitlines():
            # A citation may be short in what is told, never longer by a block.
            prints = [of_block(next(blocks)) for _ in tokens.blocks(source, facts)]
            own = len(prints) == 1 and prints[0] != TABLE_TEMPLATE
            lines.append(Line(source, prints[0] if own else ""))
        found[section.code] = lines
    return found
