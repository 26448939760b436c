"""What a document says: frozen blocks that paper and screen are drawn from.

The blocks hold words and figures and no appearance: sizes, punctuation of lists, capitals and
places are the decree's (`form.py`). Everything is checked when it is made, so that a document
that exists can be printed, and is brought to composed Unicode (TCVN 6909:2001).
"""

import dataclasses
import datetime as dt
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar, Literal, get_args

from tayninh_portal.paper import codec
from tayninh_portal.paper.checked import Checked

# Whoever makes blocks finds what stands in them, and around them, here too.
from tayninh_portal.paper.issuing import OrganLine as OrganLine
from tayninh_portal.paper.issuing import Signature as Signature
from tayninh_portal.paper.runs import Cell as Cell
from tayninh_portal.paper.runs import Figure as Figure
from tayninh_portal.paper.runs import Run as Run
from tayninh_portal.paper.runs import Text as Text
from tayninh_portal.paper.runs import plain_text as plain_text
from tayninh_portal.paper.runs import row as row
from tayninh_portal.paper.runs import runs as runs

# Raised when the JSON of a document changes its shape; older snapshots then need a reader.
JSON_VERSION = 1

_MARKER = re.compile(r"[-+]|[a-zđ]\)|\d{1,3}[.)]")

Align = Literal["left", "right", "center"]
ColumnKind = Literal["text", "number"]
ChartKind = Literal["bars", "lines"]
Urgency = Literal["HOẢ TỐC", "THƯỢNG KHẨN", "KHẨN"]


@dataclass(frozen=True, slots=True)
class Heading(Checked):
    """A title of the body: level 1 `I.`, 2 `1.`, 3 `a)`, 4 `-`.

    `number` is bare ('I', '1', 'a', or '' for none); the form adds full stop or bracket.
    """

    TAG: ClassVar[str] = "heading"
    level: int
    number: str
    text: str

    def __post_init__(self) -> None:
        if self.level not in (1, 2, 3, 4):
            raise ValueError(f"Đề mục chỉ có cấp 1 đến 4, không có cấp {self.level!r}")
        self._text("number", what="Số của đề mục", empty=True)
        self._text("text", what="Đề mục")


@dataclass(frozen=True, slots=True)
class Paragraph(Checked):
    """Sentences that stand together; the form indents and justifies them."""

    TAG: ClassVar[str] = "paragraph"
    runs: tuple[Run, ...]

    def __post_init__(self) -> None:
        _check_runs(self, "Đoạn văn")


@dataclass(frozen=True, slots=True)
class Item(Checked):
    """A paragraph with a marker: '-', '+', 'a)' or '1.' (a numbered paragraph without title)."""

    TAG: ClassVar[str] = "item"
    marker: str
    runs: tuple[Run, ...]

    def __post_init__(self) -> None:
        if not isinstance(self.marker, str) or not _MARKER.fullmatch(self.marker):
            raise ValueError(f"Dấu đầu dòng {self.marker!r} không dùng được")
        _check_runs(self, "Ý liệt kê")


@dataclass(frozen=True, slots=True)
class Note(Checked):
    """A line about the data where it stands, such as 'Số liệu minh họa.'."""

    TAG: ClassVar[str] = "note"
    text: str

    def __post_init__(self) -> None:
        self._text("text", what="Ghi chú")


@dataclass(frozen=True, slots=True)
class TableColumn(Checked):
    """A table column. `names_row` marks the column whose cells are the headers of their rows."""

    label: str
    align: Align = "left"
    width_percent: int | None = None
    kind: ColumnKind = "text"
    names_row: bool = False

    def __post_init__(self) -> None:
        self._text("label", what="Tên cột")
        if self.align not in get_args(Align):
            raise ValueError(f"Cột {self.label}: không biết cách căn {self.align!r}")
        if self.kind not in get_args(ColumnKind):
            raise ValueError(f"Cột {self.label}: không biết loại {self.kind!r}")
        if self.width_percent is not None and not 1 <= self.width_percent <= 100:
            raise ValueError(f"Cột {self.label}: độ rộng phải từ 1 đến 100 phần trăm")


@dataclass(frozen=True, slots=True)
class Table(Checked):
    """Rows under columns, with an optional total row, caption and note ('' for none).

    A table without rows is refused: where nothing happened, a sentence says so.
    """

    TAG: ClassVar[str] = "table"
    columns: tuple[TableColumn, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: tuple[Cell, ...] | None = None
    caption: str = ""
    note: str = ""

    def __post_init__(self) -> None:
        self._tuple("columns", TableColumn, "Các cột của bảng")
        self._tuple("rows", tuple, "Các dòng của bảng")
        self._text("caption", "note", what="Tên hoặc ghi chú của bảng", empty=True)
        if not self.columns or not self.rows:
            raise ValueError("Bảng phải có ít nhất một cột và một dòng")
        if sum(column.width_percent or 0 for column in self.columns) > 100:
            raise ValueError("Tổng độ rộng các cột vượt quá 100 phần trăm")
        for at, cells in enumerate(self.all_rows(), start=1):
            if not isinstance(cells, tuple) or len(cells) != len(self.columns):
                raise ValueError(f"Dòng {at} của bảng phải có {len(self.columns)} ô")
            if not all(isinstance(cell, tuple) and _all_runs(cell) for cell in cells):
                raise ValueError(f"Dòng {at} của bảng có ô không phải là chữ hay số liệu")

    def all_rows(self) -> tuple[tuple[Cell, ...], ...]:
        return self.rows if self.total is None else (*self.rows, self.total)


@dataclass(frozen=True, slots=True)
class Point(Checked):
    """One value of a chart and the label under its mark; ``open``: its days are not over yet.

    A figure without a value has no mark: there is no number yet, which is not none.
    """

    label: str
    figure: Figure
    open: bool = False

    def __post_init__(self) -> None:
        self._text("label", what="Nhãn của biểu đồ")
        if not isinstance(self.figure, Figure):
            raise ValueError(f"Nhãn {self.label} của biểu đồ không có số liệu")
        value = self.figure.value
        if isinstance(value, str) or (value is not None and value < 0):
            raise ValueError(f"Biểu đồ chỉ vẽ được số đếm: {self.figure.key}")


@dataclass(frozen=True, slots=True)
class Series(Checked):
    """What is counted, and its value at each label."""

    name: str
    points: tuple[Point, ...]

    def __post_init__(self) -> None:
        self._text("name", what="Tên chuỗi số liệu của biểu đồ")
        self._tuple("points", Point, "Chuỗi số liệu của biểu đồ")
        if len(self.points) < 2:
            raise ValueError("Biểu đồ phải có ít nhất hai số liệu để so sánh")


@dataclass(frozen=True, slots=True)
class Chart(Checked):
    """A drawing of figures; the table behind it is the block after it.

    ``alternative`` says what the drawing shows to who cannot see it. Series have the same labels.
    """

    TAG: ClassVar[str] = "chart"
    title: str
    alternative: str
    kind: ChartKind
    series: tuple[Series, ...]

    def __post_init__(self) -> None:
        self._text("title", what="Tên biểu đồ")
        self._text("alternative", what="Lời thay cho biểu đồ")
        self._tuple("series", Series, "Số liệu của biểu đồ")
        if self.kind not in get_args(ChartKind):
            raise ValueError(f"Không biết loại biểu đồ {self.kind!r}")
        if not self.series:
            raise ValueError("Biểu đồ không có số liệu")
        labels = {tuple(point.label for point in each.points) for each in self.series}
        if len(labels) != 1:
            raise ValueError("Các chuỗi số liệu của biểu đồ phải có cùng các nhãn")

    def figures(self) -> Iterator[Figure]:
        """Every number drawn."""
        for each in self.series:
            yield from (point.figure for point in each.points)


Block = Heading | Paragraph | Item | Table | Note | Chart
_BLOCKS = (Heading, Paragraph, Item, Table, Note, Chart)


def _all_runs(parts: tuple[Any, ...]) -> bool:
    return all(isinstance(part, (Text, Figure)) for part in parts)


def _check_runs(block: Paragraph | Item, what: str) -> None:
    if not isinstance(block.runs, tuple) or not _all_runs(block.runs):
        raise ValueError(f"{what} phải gồm chữ và số liệu (dùng hàm runs)")
    if not plain_text(block.runs).strip():
        raise ValueError(f"{what} không được để trống")


@dataclass(frozen=True, slots=True)
class Annex(Checked):
    """An annex on pages of its own, across the page where `landscape` is set."""

    title: str
    blocks: tuple[Block, ...]
    landscape: bool = False

    def __post_init__(self) -> None:
        self._text("title", what="Tên phụ lục")
        self._tuple("blocks", _BLOCKS, "Nội dung phụ lục")
        if not self.blocks:
            raise ValueError(f"Phụ lục {self.title} không có nội dung")


@dataclass(frozen=True, slots=True, kw_only=True)
class Document(Checked):
    """One document, whole.

    organ: the head's left column. issuer: the body as a sentence writes it, for the line under an
    annex title. number and date: both, or neither: the bản trình ký (Nghị định 30/2020/NĐ-CP: the
    signature comes first, then number and date), which prints room to write. subject: the trích
    yếu. addressees, bases and recipients come without dashes and final marks. code: under the QR,
    if any; code_url: what the QR opens, else the code itself. created: with time zone; it dates the
    file, so that the same document gives the same bytes. internal: a sheet of the house's own file,
    with a day and neither number nor symbol. letter: a công văn: no name of kind, its subject
    stands under the number. signers: of a biên bản (mẫu 1.9) who signs beside `signature`, row by
    row; it has a number and neither place nor date, and every page is signed. A figure's key has
    one value in the whole document.
    """

    organ: tuple[OrganLine, ...]
    issuer: str
    number: str | None
    symbol: str
    place: str
    date: dt.date | None
    year: int
    kind: str
    subject: str
    addressees: tuple[str, ...]
    bases: tuple[str, ...]
    blocks: tuple[Block, ...]
    signature: Signature
    recipients: tuple[str, ...]
    drafter: str
    urgency: Urgency | None
    annexes: tuple[Annex, ...]
    marks: tuple[str, ...]
    code: str
    code_url: str
    created: dt.datetime
    language: str = "vi"
    internal: bool = False
    letter: bool = False
    signers: tuple[Signature, ...] = ()

    def __post_init__(self) -> None:
        self._tuple("organ", OrganLine, "Tên cơ quan ban hành")
        self._tuple("blocks", _BLOCKS, "Nội dung văn bản")
        self._tuple("annexes", Annex, "Phụ lục")
        self._tuple("signers", Signature, "Người cùng ký")
        if self.signers and not len(self.signers) % 2:
            raise ValueError("Người ký biên bản phải đứng từng hàng hai người")
        for name, what in (
            ("addressees", "Nơi kính gửi"),
            ("bases", "Căn cứ"),
            ("recipients", "Nơi nhận"),
            ("marks", "Dấu ghi trên trang"),
        ):
            self._texts(name, what)
        self._text("issuer", what="Tên cơ quan")
        self._text("place", what="Địa danh", empty=bool(self.signers))
        self._text("subject", what="Trích yếu")
        self._text("language", what="Ngôn ngữ")
        self._text("kind", what="Tên loại văn bản", empty=self.letter)
        self._text("drafter", "code", "code_url", what="Ký hiệu, mã hoặc địa chỉ", empty=True)
        self._text("symbol", what="Ký hiệu văn bản", empty=self.internal)
        self._check_head()
        self._check_body()

    def _check_head(self) -> None:
        if all(line.parent for line in self.organ):
            raise ValueError("Thiếu tên cơ quan ban hành")
        self._check_number()
        if self.date is not None and self.date.year != self.year:
            raise ValueError(f"Ngày văn bản không thuộc năm {self.year}")
        if self.urgency is not None and self.urgency not in get_args(Urgency):
            raise ValueError(f"Không có mức độ khẩn {self.urgency!r}")
        if self.created.tzinfo is None:
            raise ValueError("Thời điểm lập văn bản phải có múi giờ")

    def _check_number(self) -> None:
        if self.internal and (self.number is not None or self.symbol or self.date is None):
            raise ValueError("Giấy nội bộ có ngày mà không có số, ký hiệu")
        if self.signers:
            if self.place or self.date is not None:
                raise ValueError("Biên bản không ghi địa danh, ngày ở phần đầu")
        elif not self.internal and (self.number is None) != (self.date is None):
            raise ValueError("Số và ngày văn bản phải cùng có hoặc cùng để trống")
        if self.number is not None:
            self._text("number", what="Số văn bản")

    def _check_body(self) -> None:
        # The mark './.' closes the last sentence, so there must be one.
        if not self.blocks or not isinstance(self.blocks[-1], (Paragraph, Item)):
            raise ValueError("Nội dung văn bản phải kết thúc bằng một đoạn văn")
        if not self.recipients:
            raise ValueError("Thiếu nơi nhận")
        self.figures()

    def all_runs(self) -> Iterator[Run]:
        for blocks in (self.blocks, *(annex.blocks for annex in self.annexes)):
            for block in blocks:
                if isinstance(block, (Paragraph, Item)):
                    yield from block.runs
                elif isinstance(block, Table):
                    yield from (run for cells in block.all_rows() for cell in cells for run in cell)
                elif isinstance(block, Chart):
                    yield from block.figures()

    def figures(self) -> dict[str, int | str | None]:
        """Key to value of all figures printed; ValueError where one key has two values."""
        found: dict[str, int | str | None] = {}
        for run in self.all_runs():
            if isinstance(run, Figure) and found.setdefault(run.key, run.value) != run.value:
                raise ValueError(f"Số liệu {run.key} có hai giá trị trong cùng một văn bản")
        return found

    # Any: what a field takes is its own; dataclasses.replace knows the names.
    def replace(self, **changes: Any) -> "Document":
        return dataclasses.replace(self, **changes)

    def to_json(self) -> dict[str, Any]:
        """Plain values; `figures` repeats the numbers by key for machines that read the file."""
        return {
            "version": JSON_VERSION,
            "document": codec.encode(self),
            "figures": dict(sorted(self.figures().items())),
        }

    @classmethod
    def from_json(cls, plain: object) -> "Document":
        """The same document back; ValueError for anything `to_json` would not have written."""
        if not isinstance(plain, dict) or set(plain) != {"version", "document", "figures"}:
            raise ValueError("Không phải dữ liệu của một văn bản")
        if plain["version"] != JSON_VERSION:
            raise ValueError(f"Không đọc được phiên bản {plain['version']!r} của dữ liệu văn bản")
        document = codec.decode(cls, plain["document"])
        if document.figures() != plain["figures"]:
            raise ValueError("Bảng số liệu không khớp với nội dung văn bản")
        return document

    def json_bytes(self) -> bytes:
        """The JSON as one canonical byte string (UTF-8, sorted keys), for hashes and files."""
        plain = self.to_json()
        return json.dumps(plain, ensure_ascii=False, sort_keys=True, indent=1).encode() + b"\n"
