"""What a sentence or a table cell is made of: words, and figures of the catalogue."""

import re
from dataclasses import dataclass
from typing import ClassVar

from tayninh_portal.paper.checked import Checked

_DECIMAL = re.compile(r"-?\d+(\.\d+)?")


@dataclass(frozen=True, slots=True)
class Text(Checked):
    """Words in one style."""

    TAG: ClassVar[str] = "text"
    text: str
    bold: bool = False
    italic: bool = False

    def __post_init__(self) -> None:
        self._text("text", what="Đoạn chữ", empty=True)


@dataclass(frozen=True, slots=True)
class Figure(Checked):
    """A number out of the catalogue of figures, with the text that is printed for it.

    `value` is a count or a sum (int), a ratio as decimal text ('96.15'), or None where there is
    no such number; `text` is what the reader sees ('03', '1.204', 'không có số liệu').
    """

    TAG: ClassVar[str] = "figure"
    key: str
    value: int | str | None
    text: str

    def __post_init__(self) -> None:
        self._text("key", what="Mã số liệu")
        self._text("text", what="Số liệu")
        whole = isinstance(self.value, int) and not isinstance(self.value, bool)
        decimal = isinstance(self.value, str) and _DECIMAL.fullmatch(self.value)
        if not (self.value is None or whole or decimal):
            raise ValueError(f"Giá trị của số liệu {self.key} không phải là số: {self.value!r}")


Run = Text | Figure
Cell = tuple[Run, ...]


def runs(*parts: str | Run) -> Cell:
    """Runs from words and figures: `runs('Đã kiểm tra ', Figure(...), ' lượt.')`."""
    return tuple(Text(part) if isinstance(part, str) else part for part in parts)


def row(*cells: str | Run | Cell) -> tuple[Cell, ...]:
    """A table row; a cell is words, a figure, or runs."""
    return tuple(cell if isinstance(cell, tuple) else runs(cell) for cell in cells)


def plain_text(parts: Cell) -> str:
    """The words and the printed figures of runs, without their styles."""
    return "".join(part.text for part in parts)
