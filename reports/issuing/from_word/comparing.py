"""A Word file that came back held against the one that went out, section by section.

Pure functions of the two manuscripts and of what the sections say now. A change is one paragraph:
changed, inserted, removed or moved; it can be taken over where the paragraph is a line of the
section as it stands, and says why where it is not.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property

from reports.documents.annual import CLOSING, OPENING, WAITING
from reports.freezing.block_diff import Piece
from reports.issuing.from_word.noted import Said, said_in
from reports.issuing.from_word.templates import (
    TABLE_TEMPLATE,
    Figures,
    Typed,
    as_printed,
    normal,
    of_item,
    printed,
    restored,
    rewritten,
    typed_in,
)
from reports.issuing.marked import aligned
from reports.remarks.sentences import successor
from tayninh_portal.lib.worddiff import word_diff
from tayninh_portal.paper.word.blocks import WORDS
from tayninh_portal.paper.wording import UNCONFIRMED
from tayninh_portal.uploads.manuscript import (
    BODY,
    COMMENT,
    DELETED,
    INSERTED,
    SEEN,
    TABLE,
    Comment,
    Item,
    Manuscript,
)

OUTSIDE = ""
NOTES = (WAITING, UNCONFIRMED)

PARTICULARS = "Lời mở đầu, lời kết được sửa ở “Sửa thông tin chung”."
NO_SECTION = "Mục này không còn trong báo cáo."
HEADING = "Tên mục được đổi ở “Đổi tên mục”, mục mới được thêm ở “Thêm mục”."
OF_FIGURES = "Bảng, biểu đồ và chú thích của chúng lập từ số liệu nên không sửa ở đây."
OVERTAKEN = "Đoạn này đã được sửa trên cổng từ khi tải tệp; đối chiếu rồi sửa ở màn hình soạn."
WHOLE = (
    "Chỗ sửa nằm giữa một tỷ lệ, viện dẫn rút gọn hoặc tên phụ lục; sửa ở màn hình soạn của mục."
)


class Kind(StrEnum):
    """What became of a paragraph."""

    CHANGED = "changed"
    INSERTED = "inserted"
    REMOVED = "removed"
    MOVED = "moved"


@dataclass(frozen=True)
class Line:
    """A line of a section as it stands: what is written, and the template of what it prints ("" for
    none, as a table has none of its own)."""

    source: str
    template: str = ""


@dataclass(frozen=True)
class Change:
    """One paragraph that reads otherwise, the ``number``-th of its section.

    ``old`` and ``new`` are templates, "" where there is none; ``authors`` those who tracked it,
    none where it was not tracked. ``follows``: the templates before it in the file, the nearest
    first. ``reason``: why it cannot be taken over, "" where it can; ``is_taken``: the section says
    so already.
    """

    section: str
    number: int
    kind: Kind
    old: str
    new: str
    authors: tuple[str, ...]
    follows: tuple[str, ...]
    pieces: Sequence[tuple[str, str]] = ()
    reason: str = ""
    is_taken: bool = False

    @property
    def is_open(self) -> bool:
        """Whether it can be taken over now."""
        return not self.reason and not self.is_taken


@dataclass
class SectionBack:
    """What came back under one heading (``OUTSIDE`` for what stands under none): changes, numbers
    that were typed over with their sentences, comments, and paragraphs that have no place."""

    code: str
    heading: str
    changes: list[Change] = field(default_factory=list)
    typed: list[tuple[Typed, str]] = field(default_factory=list)
    said: list[Said] = field(default_factory=list)
    unplaced: list[str] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Whether it came back as it went."""
        return not (self.changes or self.typed or self.said or self.unplaced)


def compare(
    went: Manuscript, came: Manuscript, current: Mapping[str, Sequence[Line]]
) -> list[SectionBack]:
    """Everything that came back otherwise, in the order of what went out.

    ``current``: code of each section → its lines. Both files are ``pared``.
    """
    before, after = placed(went), placed(came)
    codes = [code for code in dict.fromkeys([*before, *after]) if code != OUTSIDE]
    found = []
    for code in (*codes, OUTSIDE):
        each = _Place(code, before.get(code, ()), after.get(code, ()), went.figures, came.comments)
        back = each.back()
        back.changes = [_judged(change, current.get(code)) for change in back.changes]
        found.append(back)
    met = {said.comment.number for back in found for said in back.said}
    # What stands nowhere in the text any more is told all the same.
    found[-1].said += [Said(each, "") for each in came.comments if each.number not in met]
    return [back for back in found if not back.is_empty]


def placed(held: Manuscript) -> dict[str, list[Item]]:
    """Code of the section → its paragraphs and tables; what is typed after a section is its own,
    what stands before the first and after the last is ``OUTSIDE``."""
    found: dict[str, list[Item]] = defaultdict(list)
    code = OUTSIDE
    for item in held.items:
        begun = [held.sections[mark] for mark in item.marks if mark in held.sections]
        code = begun[0] if begun else OUTSIDE if code == CLOSING else code
        found[code].append(item)
    return dict(found)


def pared(came: Manuscript, went: Sequence[Manuscript]) -> tuple[Manuscript, Manuscript]:
    """What ``compare`` needs of the file that went out, and of the one that came back.

    Outside the sections, in cells and beside them only what did not go out in these words, or has a
    comment or a number typed over. ``went`` are the file as it is handed out, in all of its kinds;
    controls and bookmarks are those of the first, whatever the other file says of them.
    """
    first = went[0]
    known = {normal(item.text) for each in went for item in each.items}
    kept = []
    came = replace(came, figures=first.figures, sections=first.sections)
    for code, items in placed(came).items():
        for item in items:
            if code == OUTSIDE and item.place == TABLE:
                continue
            if code == OUTSIDE or item.place not in (BODY, TABLE):
                if as_printed(item, first.figures) in known:
                    item = replace(item, place=SEEN)
                if item.place == SEEN and not _is_noted(item, first.figures):
                    continue
            kept.append(item)
    body = [
        item
        for code, items in placed(first).items()
        for item in items
        if code != OUTSIDE and item.place in (BODY, TABLE)
    ]
    return replace(first, items=body), replace(came, items=kept)


def _is_noted(item: Item, figures: Figures) -> bool:
    """Whether something was written at it: a comment, or a number over its figure."""
    return bool(typed_in(item, figures)) or any(part.fate == COMMENT for part in item.parts)


def taken_over(lines: Sequence[Line], chosen: Sequence[Change]) -> str:
    """The text of a section with the chosen changes in it. They are open ones."""
    instead: dict[int, str | None] = {}
    behind: dict[int, list[str]] = defaultdict(list)
    # Where what came in among them stands: what follows it comes behind it.
    landed: dict[str, int] = {}
    for change in chosen:
        at = _at(lines, change.old) if change.old else -1
        if change.kind is Kind.CHANGED:
            instead[at] = rewritten(lines[at].source, change.old, change.new)
        elif change.kind is not Kind.INSERTED:
            instead[at] = None
        if change.kind in (Kind.INSERTED, Kind.MOVED):
            places = (
                landed.get(each, _at(lines, each))
                for each in change.follows
                if each in landed or _at(lines, each) >= 0
            )
            where = landed[change.new] = next(places, -1)
            words = rewritten(lines[at].source, change.old, change.new) if change.old else None
            behind[where].append(change.new if words is None else words)
    text = list(behind[-1])
    for at, line in enumerate(lines):
        kept = instead.get(at, line.source)
        text += [kept] if kept is not None else []
        text += behind[at]
    return "\n".join(text)


def _at(lines: Sequence[Line], template: str) -> int:
    """Where a line prints a template, -1 for nowhere."""
    return next((at for at, line in enumerate(lines) if line.template == template), -1)


def _judged(change: Change, lines: Sequence[Line] | None) -> Change:
    """The change with whether it can be taken over, and whether it was."""
    if change.reason or change.section in (OPENING, CLOSING):
        return replace(change, reason=change.reason or PARTICULARS)
    if lines is None:
        return replace(change, reason=NO_SECTION)
    is_there = bool(change.old) and _at(lines, change.old) >= 0
    says_new = bool(change.new) and _at(lines, change.new) >= 0
    if change.kind is Kind.INSERTED:
        return replace(change, is_taken=says_new)
    if not is_there:
        gone = says_new or change.kind is Kind.REMOVED
        return replace(change, is_taken=gone, reason="" if gone else OVERTAKEN)
    line = lines[_at(lines, change.old)]
    if change.new and rewritten(line.source, change.old, change.new) is None:
        return replace(change, reason=WHOLE)
    if change.kind is Kind.MOVED:
        stands = "\n".join(each.source for each in lines)
        return replace(change, is_taken=taken_over(lines, [change]) == stands)
    return change


@dataclass(frozen=True)
class _Place:
    """One section of both files."""

    code: str
    went: Sequence[Item]
    came: Sequence[Item]
    figures: Figures
    comments: Sequence[Comment]

    @cached_property
    def _texts(self) -> dict[str, str]:
        """Key → what it prints in words; in a table it may print without the zero before it."""
        tags = (part.figure for item in self.went for part in item.parts)
        in_words = (self.figures[tag] for tag in tags if tag in self.figures)
        return {**dict(self.figures.values()), **dict(in_words)}

    def back(self) -> SectionBack:
        """What came back here, nothing judged yet."""
        found = SectionBack(self.code, next((item.text for item in self.went), ""))
        self._read(found)
        if self.code == OUTSIDE:
            return found
        for number, row in enumerate(self._with_moves(list(self._rows(found)), found), 1):
            found.changes.append(replace(row, number=number, pieces=self._pieces(row)))
        return found

    def _with_moves(self, rows: list[Change], found: SectionBack) -> list[Change]:
        """A paragraph that is gone here and stands, much alike, elsewhere in the section was
        moved."""
        gone = [row for row in rows if row.kind is Kind.REMOVED and not row.reason]
        made = []
        for row in rows:
            likely = gone if row.kind is Kind.INSERTED and not row.reason else []
            old = successor(row.new, [each.old for each in likely])
            if old:
                gone = [each for each in gone if each.old != old]
                new, typed = restored(old, row.new, self._texts)
                found.typed += [(each, printed(new, self._texts)) for each in typed]
                row = replace(row, kind=Kind.MOVED, old=old, new=new)
            made.append(row)
        moved = {row.old for row in made if row.kind is Kind.MOVED}
        return [row for row in made if row.kind is not Kind.REMOVED or row.old not in moved]

    def _read(self, found: SectionBack) -> None:
        """Numbers, comments and what has no place, paragraph by paragraph."""
        found.said += said_in(self.came, self.comments, self.figures)
        for item in self.came:
            said = as_printed(item, self.figures)
            found.typed += [(typed, said) for typed in typed_in(item, self.figures)]
            is_ours = item.place in (BODY, TABLE) and self.code != OUTSIDE
            if said and not (is_ours or item.place == SEEN):
                found.unplaced.append(said)

    def _rows(self, found: SectionBack) -> Iterator[Change]:
        """Paragraphs that read otherwise, in the order of the file that came back."""
        old = [item for item in self.went if item.place in (BODY, TABLE)]
        old = [item for item in old if of_item(item, self.figures)]
        new = [item for item in self.came if item.place in (BODY, TABLE)]
        gone = {_deleted(item): _authors(item) for item in new if not item.text.strip()}
        new = [item for item in new if of_item(item, self.figures)]
        olds, news = iter(old), iter(new)
        follows: tuple[str, ...] = ()
        for was, now in aligned(_as_pieces(old, self.figures), _as_pieces(new, self.figures)):
            one = next(olds) if was else None
            other = next(news) if now else None
            row = self._row(one, other, follows, found)
            if row and row.kind is Kind.REMOVED and one:
                row = replace(row, authors=gone.get(normal(one.text), ()))
            told = [of_item(each, self.figures) for each in (other, one) if each]
            if row:
                yield row
                told.append(row.new)
            follows = (*dict.fromkeys(told), *follows)

    def _row(
        self, one: Item | None, other: Item | None, follows: tuple[str, ...], found: SectionBack
    ) -> Change | None:
        """How a paragraph reads otherwise; None where it does not, or where it is one of ours that
        is no words of the section."""
        old = of_item(one, self.figures) if one else ""
        new = of_item(other, self.figures) if other else ""
        if one and other:
            new, typed = restored(old, new, self._texts)
            found.typed += [(each, printed(new, self._texts)) for each in typed]
        old = "" if old in NOTES else old
        new = "" if new in NOTES else new
        if old == new:
            return None
        kind = Kind.CHANGED if old and new else Kind.INSERTED if new else Kind.REMOVED
        authors = _authors(other) if other else ()
        reason = _unmovable(one if old else None, other)
        return Change(self.code, 0, kind, old, new, authors, follows, reason=reason)

    def _pieces(self, row: Change) -> list[tuple[str, str]]:
        """Old and new in one, with the numbers as they were printed."""
        if TABLE_TEMPLATE in (row.old, row.new):
            return [(row.kind, "Bảng")]
        return [
            (kind.value, printed(text, self._texts)) for kind, text in word_diff(row.old, row.new)
        ]


def _as_pieces(items: Sequence[Item], figures: Figures) -> list[Piece]:
    return [Piece((of_item(item, figures),), item.place == TABLE) for item in items]


def _unmovable(one: Item | None, other: Item | None) -> str:
    """Why a paragraph is no line of the section, "" where it may be one."""
    if any(item.is_heading for item in (one, other) if item):
        return HEADING
    if any(item.place == TABLE for item in (one, other) if item):
        return OF_FIGURES
    # Captions and notes of tables bear no mark of their own.
    if one and not any(mark.startswith(WORDS) for mark in one.marks):
        return OF_FIGURES
    return ""


def _authors(item: Item) -> tuple[str, ...]:
    tracked = (part for part in item.parts if part.fate in (INSERTED, DELETED))
    return tuple(dict.fromkeys(part.by for part in tracked))


def _deleted(item: Item) -> str:
    return normal("".join(part.text for part in item.parts if part.fate == DELETED))
