"""The content of pages as WeasyPrint writes it: what a marked content says, and how it changes.

Read and changed as bytes: WeasyPrint writes an operator a line and every string in hexadecimal, so
that no operator can stand inside one. To parse the content of 390 pages, walk it and write it with
pikepdf takes 1.7 s, nearly as long as all the rest of this finish.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import pikepdf

_MARKED = re.compile(rb"/\w+\n<</MCID (\d+)>>\nBDC\n")
_PIECE = re.compile(rb"/(\w+) [\d.]+ Tf\n|\[(.*)\] TJ\n|(\S+) (\S+) Tm\n")
_TEXT_END = b"ET\n"
_HEX = re.compile(rb"<([0-9a-f]*)>")
_BRACKET = re.compile(rb"^(BDC|BMC|EMC)\n", re.MULTILINE)
# A line of a ToUnicode table: <code> <text in UTF-16>.
_CODE_TO_TEXT = re.compile(rb"^<([0-9a-f]{4})> <((?:[0-9a-f]{4})+)>$", re.MULTILINE | re.IGNORECASE)
# Every font of our papers is of type 0: two bytes, four digits, a letter.
_DIGITS = 4
_ARTIFACT = b"/Artifact\n<</Type /Pagination>>\nBDC\n"


@dataclass(frozen=True, slots=True)
class Said:
    """What a marked content shows: its letters, where its first begins, the face of its last."""

    text: str
    left: float
    baseline: float
    face: bytes
    # Where its last string of letters ends, in the content of the page; 0 where nothing is shown.
    end: int


@dataclass
class Page:
    """The content of a page, and what will be put where in it."""

    data: bytes
    found: dict[int, re.Match[bytes]]
    # (from, to) -> the bytes that stand there afterwards
    changes: dict[tuple[int, int], bytes] = field(default_factory=dict)

    @property
    def next_mark(self) -> int:
        return max(self.found, default=-1) + 1


class Pages:
    """All pages of a file, by their index."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self._pdf = pdf
        self._pages = [self._read(page) for page in pdf.pages]
        self._faces: dict[bytes, dict[bytes, str]] = {}
        self._said: dict[tuple[int, int], Said] = {}

    def _read(self, page: pikepdf.Page) -> Page:
        data = page.Contents.read_bytes()
        return Page(data, {int(found[1]): found for found in _MARKED.finditer(data)})

    def height(self, page: int) -> float:
        """In points."""
        return float(self._pdf.pages[page].MediaBox[3])

    def said(self, page: int, mark: int) -> Said:
        """What the marked content shows."""
        key = (page, mark)
        if key not in self._said:
            self._said[key] = self._reading(page, mark)
        return self._said[key]

    def _reading(self, page: int, mark: int) -> Said:
        content = self._pages[page]
        start = content.found[mark].end()
        stop = content.data.find(_TEXT_END, start)
        letters: list[str] = []
        face, left, baseline, end = b"", 0.0, 0.0, 0
        for piece in _PIECE.finditer(content.data, start, max(stop, start)):
            if piece[1]:
                face = piece[1]
            elif piece[2] is not None:
                table = self._face(face)
                codes = b"".join(_HEX.findall(piece[2]))
                letters += (
                    table.get(codes[at : at + _DIGITS], "\ufffd")
                    for at in range(0, len(codes), _DIGITS)
                )
                end = piece.end(2)
            elif not letters:
                left, baseline = float(piece[3]), float(piece[4])
        return Said("".join(letters), left, baseline, face, end)

    def _face(self, name: bytes) -> dict[bytes, str]:
        """The letters of a face by their codes in hexadecimal."""
        if name not in self._faces:
            fonts = self._pdf.pages[0].Resources.Font
            # The range of codes before the table is written like a line of it.
            lines = fonts[f"/{name.decode()}"].ToUnicode.read_bytes().rpartition(b"codespacerange")
            self._faces[name] = {
                code.lower(): bytes.fromhex(text.decode()).decode("utf-16-be")
                for code, text in _CODE_TO_TEXT.findall(lines[2])
            }
        return self._faces[name]

    @cached_property
    def _words(self) -> list[str]:
        """Every word of the data that travels with the file, in order."""
        words: set[str] = set()
        for attached in self._pdf.attachments.values():
            data = attached.get_file().read_bytes()
            # In JSON, which is what is attached, words stand between quotes as well as spaces.
            plain = data.replace(b'"', b" ").replace(b"\\", b" ")
            words.update(plain.decode(errors="replace").casefold().split())
        return sorted(words)

    def _begins_a_word(self, beginning: str) -> bool:
        at = bisect_left(self._words, beginning)
        return at < len(self._words) and self._words[at].startswith(beginning)

    def shows(self, page: int, mark: int) -> bool:
        """Whether the marked content shows letters: for the space between two boxes it is empty."""
        content = self._pages[page]
        start = content.found[mark].end()
        return content.data.find(b"] TJ", start, content.data.find(_TEXT_END, start)) > 0

    def part_line(self, page: int, mark: int, word: str, following: str) -> bool:
        """End the line with a space, as its words have one between them and those that follow.

        ``word``: the last of the line, with what of it stands on lines before. False where the line
        ends inside it (after a hyphen, or because it is longer than its cell). The space is in no
        sight: nothing is drawn for it, and the next line has a place of its own.
        """
        said = self.said(page, mark)
        may_be_cut = " " not in said.text.strip() or not word[-1].isalnum()
        if may_be_cut and self._begins_a_word((word + following.split()[0]).casefold()):
            return False
        space = next((code for code, text in self._face(said.face).items() if text == " "), None)
        if space:
            self._pages[page].changes[said.end, said.end] = b"<" + space + b">"
        return True

    def set_label_apart(self, page: int, mark: int, length: int) -> int:
        """Make the first ``length`` letters of the marked content one of their own: its number.

        A marked content that begins inside a text object ends inside it, so the rest of the text
        is opened and closed there too.
        """
        content = self._pages[page]
        found = content.found[mark]
        end = content.data.index(_TEXT_END, found.end())
        shown = next(piece for piece in _PIECE.finditer(content.data, found.end(), end) if piece[2])
        cut, within = _cut(shown[2], length)
        number = content.next_mark
        content.found[number] = found
        label = shown[2][:cut] + b">" * within
        content.changes[found.span()] = b""
        content.changes[shown.start(), shown.start(2) + cut] = (
            _opened(b"/Lbl", number)
            + b"["
            + label
            + b"] TJ\nEMC\n"
            + _opened(b"/Span", mark)
            + b"["
            + b"<" * within
        )
        content.changes[end, end] = b"EMC\n"
        content.changes[_closing(content.data, found.end())] = b""
        return number

    def save(self, kept: Mapping[int, Collection[int]]) -> None:
        """Write what changed; a marked content that is not among ``kept`` is an artifact."""
        for at, content in enumerate(self._pages):
            for mark in content.found.keys() - kept.get(at, ()):
                content.changes[content.found[mark].span()] = _ARTIFACT
            if content.changes:
                stream = self._pdf.make_stream(_changed(content))
                self._pdf.pages[at].Contents = stream


def _opened(tag: bytes, mark: int) -> bytes:
    return tag + f"\n<</MCID {mark}>>\nBDC\n".encode()


def _cut(shown: bytes, letters: int) -> tuple[int, bool]:
    """Where the first letters of an array of strings end, and whether inside a string."""
    for string in _HEX.finditer(shown):
        held = len(string[1]) // _DIGITS
        if held > letters:
            return string.start(1) + letters * _DIGITS, True
        letters -= held
        if not letters:
            return string.end(), False
    # The rest of the label is drawn in another face.
    return len(shown), False


def _closing(data: bytes, start: int) -> tuple[int, int]:
    """From where to where the operator stands that closes what was opened before ``start``."""
    depth = 1
    for operator in _BRACKET.finditer(data, start):
        depth += -1 if operator[1] == b"EMC" else 1
        if not depth:
            return operator.span()
    raise ValueError("A marked content is not closed")


def _changed(content: Page) -> bytes:
    parts: list[bytes] = []
    at = 0
    for (start, end), put in sorted(content.changes.items()):
        parts += content.data[at:start], put
        at = end
    return b"".join([*parts, content.data[at:]])
