"""What stands where on the pages: the parts the decree names, found by their words and places.

A part is found also where it is set wrongly, so that its rule can say how; a part that cannot be
found is None or empty, and its rule says that.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tayninh_portal.paper.conformity.findings import POINT
from tayninh_portal.paper.conformity.sheets import Line, NoPaper, Sheet
from tayninh_portal.paper.form import MOTTO, STATE, DocumentKind, Form
from tayninh_portal.paper.layout import EACH_PAGE

# Marks of the portal on a draft and on an illustration. The decree knows nothing of them; so they
# are no words of a paper, and stand with these, out of its margins.
# So is the line on which every page of a biên bản is signed.
_MARKS = re.compile(
    rf"(?=.)(?:{re.escape(EACH_PAGE.partition(':')[0])}: .+?)?(?:(?:DỰ THẢO|BẢN MINH HỌA) ?)*"
)
# Stamped under the number, and beside it under the subject of a công văn.
URGENCY = frozenset({"HOẢ TỐC", "HỎA TỐC", "THƯỢNG KHẨN", "KHẨN"})
_ANNEX = re.compile(r"phụ lục( [ivxl]+)?", re.IGNORECASE)
_DASHES = re.compile(r"\s*[-–—]\s*")
# Further below than this, what stands there is another part.
_NEAR_MM = 9
# So much room parts the name from the authority above it.
_SIGNATURE_MM = 10


@dataclass(frozen=True)
class Paragraph:
    """Lines of one page that belong together, after what came before."""

    sheet: Sheet
    lines: tuple[Line, ...]

    @property
    def text(self) -> str:
        return " ".join(line.text for line in self.lines)


@dataclass(frozen=True)
class Signature:
    """Recipients on the left, on the right the authority and, signed, the name; ``first``: where
    the body ends. Of a biên bản all who sign are ``authority``, over the recipients."""

    title: Line
    recipients: tuple[Line, ...]
    authority: tuple[Line, ...]
    signer: Line | None
    first: Line


@dataclass(frozen=True)
class Parts:
    """A document. ``main``: its pages before the annexes, whose letters stand between ``left`` and
    ``right``; ``beside``: titles and notes of tables."""

    main: tuple[Sheet, ...]
    annexes: tuple[tuple[Sheet, ...], ...]
    left: float
    right: float
    state: Line | None
    motto: Line | None
    organ: tuple[Line, ...]
    number: Line | None
    place: Line | None
    kind: Line | None
    subject: tuple[Line, ...]
    addressees: tuple[Line, ...]
    body: tuple[Paragraph, ...]
    beside: tuple[Line, ...]
    signature: Signature | None

    @property
    def sheets(self) -> list[Sheet]:
        return [*self.main, *(sheet for annex in self.annexes for sheet in annex)]


def is_mark(line: Line) -> bool:
    """Whether a line is of marks alone: programs part it or do not."""
    return bool(_MARKS.fullmatch(line.text))


def number_of(sheet: Sheet) -> Line | None:
    """The page number: digits alone in the first or the last line, wherever that is."""
    lines = [line for line in sheet.lines if not is_mark(line)]
    for line in (*lines[:1], *lines[-1:]):
        if line.text.isdigit() and not sheet.in_a_grid(line):
            return line
    return None


def content(sheet: Sheet) -> list[Line]:
    """The lines of a page but its number and the marks."""
    number = number_of(sheet)
    return [line for line in sheet.lines if line is not number and not is_mark(line)]


def parts_of(sheets: Sequence[Sheet], kind: DocumentKind, form: Form) -> Parts:
    """The parts of a document of ``kind``; letters smaller than the body of ``form`` may have are a
    note where they stand under a table. Raises ``NoPaper`` where nothing can be read."""
    main, annexes = _divided(sheets)
    if not any(content(sheet) for sheet in main):
        raise NoPaper("Tệp PDF không có chữ nào đọc được (bản quét?) nên không đo được.")
    first = main[0]
    lines = content(first)
    state = _same(lines, STATE)
    left = [line for line in lines if line.centre < first.width / 2]
    right = [line for line in lines if line not in left]
    number = _row(left, lambda line: line.text.lower().startswith("số:"))
    title = _same([line for line in lines if not number or line.top > number.top], kind.name)
    is_letter = kind.layout == "letter"
    subject = _letter_subject(left, number) if is_letter else _subject(first, lines, title)
    above = max((line.bottom for line in (*subject, title, number) if line), default=0)
    addressees = _addressees([line for line in lines if line.top > above])
    is_minutes = kind.layout == "minutes"
    signature = _signed_by_all(main) if is_minutes else _signature(main)
    # In a biên bản the day of the session stands below, in the words.
    highest = title.top if is_minutes and title else 80
    begins = addressees[-1].bottom if addressees else above
    left_edge = min(line.left for sheet in main for line in content(sheet))
    smallest = form.body.style.size_pt.low
    body, beside = _body(main, begins, signature, left_edge, smallest)
    return Parts(
        main=main,
        annexes=annexes,
        left=left_edge,
        right=max(line.right for sheet in main for line in content(sheet)),
        state=state,
        motto=_same(right, MOTTO),
        organ=tuple(line for line in left if number and line.bottom < number.top),
        number=number,
        place=_row(
            [line for line in right if line.top < highest], lambda line: "ngày" in line.text
        ),
        kind=title,
        subject=subject,
        addressees=addressees,
        body=body,
        beside=beside,
        signature=signature,
    )


def joined(lines: Sequence[Line]) -> Line:
    """Pieces of one row as one line."""
    ordered = sorted(lines, key=lambda line: line.left)
    return Line(
        ordered[0].left,
        max(line.right for line in lines),
        min(line.top for line in lines),
        max(line.bottom for line in lines),
        " ".join(line.text for line in ordered),
        frozenset(look for line in lines for look in line.looks),
    )


def _divided(sheets: Sequence[Sheet]) -> tuple[tuple[Sheet, ...], tuple[tuple[Sheet, ...], ...]]:
    """The pages of the document, and those of each annex."""
    parted: list[list[Sheet]] = [[]]
    for sheet in sheets:
        lines = content(sheet)
        if parted[0] and lines and _ANNEX.fullmatch(lines[0].text):
            parted.append([])
        parted[-1].append(sheet)
    return tuple(parted[0]), tuple(tuple(annex) for annex in parted[1:])


def _same(lines: Iterable[Line], text: str) -> Line | None:
    """The line that says ``text``, whatever its capitals, dashes and spaces."""
    wanted = _DASHES.sub("-", text).lower()
    return next((line for line in lines if _DASHES.sub("-", line.text).lower() == wanted), None)


def _row(lines: Sequence[Line], begins: Callable[[Line], bool]) -> Line | None:
    """The row of the first line that ``begins`` it, with what stands on it."""
    first = next((line for line in lines if begins(line)), None)
    if first is None:
        return None
    return joined([line for line in lines if abs(line.bottom - first.bottom) < 1])


def _subject(sheet: Sheet, lines: Sequence[Line], title: Line | None) -> tuple[Line, ...]:
    """The lines right under the name of the kind, down to the rule drawn under the last."""
    found: list[Line] = []
    for line in lines:
        above = found[-1] if found else title
        if above is None or line.top <= above.top:
            continue
        is_over = bool(found) and bool(sheet.rules_under(above))
        if is_over or line.top - above.bottom > _NEAR_MM / 2 or line.text.startswith("Kính gửi"):
            break
        found.append(line)
    return tuple(found)


def _letter_subject(left: Sequence[Line], number: Line | None) -> tuple[Line, ...]:
    """The lines that begin with "V/v", or those right under the number, in the left column."""
    under = [line for line in left if number and line.top > number.top + 2]
    begins = [at for at, line in enumerate(under) if line.text.lower().startswith("v/v")]
    near = [at for at, line in enumerate(under) if number and line.top - number.bottom < _NEAR_MM]
    found: list[Line] = []
    for line in under[(begins or near or [len(under)])[0] :]:
        is_far = bool(found) and line.top - found[-1].bottom > _NEAR_MM / 3
        if is_far or line.text in URGENCY or line.text.startswith("Kính gửi"):
            break
        found.append(line)
    return tuple(found)


def _addressees(lines: Sequence[Line]) -> tuple[Line, ...]:
    lines = [line for line in lines if line.text not in URGENCY]
    if not lines or not lines[0].text.startswith("Kính gửi"):
        return ()
    found = [lines[0]]
    for above, line in pairwise(lines):
        if not line.text.startswith("- ") or line.top - above.bottom > 3:
            break
        found.append(line)
    return tuple(found)


def _signature(main: Sequence[Sheet]) -> Signature | None:
    for sheet in main:
        lines = content(sheet)
        title = next((each for each in lines if each.text.lower().startswith("nơi nhận")), None)
        if title is None:
            continue
        middle = sheet.width / 2
        under = [line for line in lines if line.top > title.top - 3 and line is not title]
        right = [line for line in under if line.left > middle - 5 and line.centre > middle]
        return Signature(
            title,
            _recipients([line for line in under if line not in right and line.top > title.top]),
            *_signed(right),
            title,
        )
    return None


def _signed_by_all(main: Sequence[Sheet]) -> Signature | None:
    """Of a biên bản: those who sign stand between the last sentence ("./.") and the recipients."""
    lines = content(main[-1])
    title = next((line for line in lines if line.text.lower().startswith("nơi nhận")), None)
    ends = [line.bottom for line in lines if line.text.endswith("./.")]
    if title is None or not ends:
        return None
    signing = [line for line in lines if max(ends) < line.top and line.bottom < title.top + 1]
    under = [line for line in lines if line.top > title.top + 1]
    return Signature(title, _recipients(under), tuple(signing), None, [*signing, title][0])


def _recipients(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Up to the line of the file copy ("Lưu"), with what broke over."""
    found: list[Line] = []
    for line in lines:
        if found and line.top - found[-1].bottom > 3:
            break
        found.append(line)
    return tuple(found)


def _signed(lines: Sequence[Line]) -> tuple[tuple[Line, ...], Line | None]:
    """The authority, and the name where there is one under the room for the signature."""
    for at, (above, below) in enumerate(pairwise(lines), start=1):
        if below.top - above.bottom > _SIGNATURE_MM:
            return tuple(lines[:at]), below
    return tuple(lines), None


def _body(
    main: Sequence[Sheet],
    begins: float,
    signature: Signature | None,
    left: float,
    smallest: float,
) -> tuple[tuple[Paragraph, ...], tuple[Line, ...]]:
    """The paragraphs, and what stands beside them: captions and notes of tables."""
    pages: list[tuple[Sheet, list[Line]]] = []
    beside: list[Line] = []
    for sheet in main:
        top = begins if sheet is main[0] else 0
        end = signature.first.top - 3 if signature and signature.first in sheet.lines else 1000
        lines = [line for line in content(sheet) if top < line.top < end]
        around = [line for line in lines if _is_beside(line, sheet, smallest)]
        beside += around
        pages.append(
            (sheet, [line for line in lines if line not in around and not sheet.in_a_grid(line)])
        )
        if end < 1000:
            break
    return (
        tuple(
            Paragraph(sheet, tuple(group))
            for sheet, lines in pages
            for group in _paragraphs(lines, left)
        ),
        tuple(beside),
    )


def _is_beside(line: Line, sheet: Sheet, smallest: float) -> bool:
    """A title right over a table or a drawing, a note right under one: slanted, or at its edge in
    letters smaller than the ``smallest`` of the body."""
    if all(look.bold for look in line.looks):
        return any(
            0 <= grid.top - line.bottom < _NEAR_MM and abs(line.centre - grid.centre) < 5
            for grid in sheet.grids
        )
    over = [grid for grid in sheet.grids if -1 <= line.top - grid.bottom < _NEAR_MM]
    if all(look.size < smallest - POINT for look in line.looks):
        return any(line.left < grid.left + 2 for grid in over)
    return bool(over) and all(look.italic for look in line.looks)


def _paragraphs(lines: Sequence[Line], left: float) -> list[list[Line]]:
    """Each begins with an indent, or after a wider step than from line to line."""
    steps = [below.bottom - above.bottom for above, below in pairwise(lines)]
    step = min((each for each in steps if each > 3), default=0.0)
    found: list[list[Line]] = []
    for at, line in enumerate(lines):
        if not found or line.left > left + 2 or steps[at - 1] > step + 1.2:
            found.append([line])
        else:
            found[-1].append(line)
    return found
