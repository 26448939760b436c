"""Tokens: places in a section's text where a number of the catalogue stands.

``{visits.total}`` prints the figure, ``{violations.total@category=late}`` a cell of one, and a
ratio (``{complaints.rate}``), or any two figures with a stroke between them, both: “03/04”. Behind
a bar stands how a number is worked out (``reports.figures.derived``): ``{a/b|%}`` “93,61%”,
``{visits.total|before}`` the number of the period before, ``{visits.total|change}`` the difference,
both of one part as well, ``{violations.total@category=late|before}``, where it was kept.
``{annex:due}`` names an annex, ``{table:violations}``, alone on its line, puts a table there. So
nobody types a number, and every printed one opens its records. Braces serve nothing else: whatever
else they hold is refused when it is saved, and printed as it stands where it was stored before.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError

from reports.figures.catalog import UnknownFigure, cell_key, find
from reports.figures.derived import Derived, as_figure, derived, is_kept
from reports.figures.kinds import Dimension, Figure
from reports.figures.names import UNRECORDED
from reports.narrative.facts import ANNEXES, Facts
from reports.narrative.tables import TABLES
from reports.narrative.words import in_words
from tayninh_portal.lib.text import hidden_characters
from tayninh_portal.lib.vietnamese import has_control_characters
from tayninh_portal.paper import content
from tayninh_portal.paper.typed import blocks_from_text

# The text between two braces; a token never goes over the end of a line.
_TOKEN = re.compile(r"\{([^{}\n]*)\}")
_TABLE = re.compile(r"\s*\{table:(\w+)\}\s*")
# More than the longest cell of the catalogue has.
_LONGEST = 160
_SHOWN = 40

BRACES = (
    "Dấu ngoặc nhọn chỉ dùng để chèn số liệu, dạng {{mã số liệu}}, mở và đóng trên cùng một dòng; "
    "hãy sửa đoạn “{place}”."
)
PLAIN = (
    "Ô này in đúng như đã nhập nên không chèn được số liệu; hãy bỏ dấu ngoặc nhọn. Mã số liệu chỉ "
    "dùng trong nội dung của mục."
)
UNKNOWN = (
    "{reason} Chọn số liệu trong danh sách “Số liệu có thể chèn”, hoặc bỏ dấu ngoặc nhọn ở "
    "“{place}”."
)
NO_TABLE = "Không có bảng nào có mã “{name}”."
NO_ANNEX = "Không có phụ lục nào có mã “{name}”."
TABLE_ALONE = "Bảng “{name}” phải đứng một mình trên một dòng."
NOT_KEPT = (
    "Số liệu của kỳ trước chỉ giữ tổng số và từng phần chia theo một cách: vi phạm theo loại, nội "
    "dung, lĩnh vực, đối tượng, nhóm cơ quan; thiếu sót theo loại, nhóm cơ quan; lượt kiểm tra "
    "theo nhóm cơ quan; kết quả xử lý theo hình thức; phản ánh theo kênh tiếp nhận."
)


def keys_in(text: str) -> tuple[str, ...]:
    """Keys of the catalogue a text names, each once, in order; what is no key is left out.

    The two parts stand for a ratio, which has no number of its own. Parts of a cell are in
    alphabetical order, however they were typed.
    """
    return keys_of([text])


def keys_of(texts: Iterable[str]) -> tuple[str, ...]:
    """Keys named anywhere in ``texts``, each once; a query for each dimension they name."""
    known = _known(typed for text in texts for typed in _TOKEN.findall(text))
    return tuple(dict.fromkeys(key for token in known for key in token.counted))


def check(text: str) -> list[str]:
    """What is wrong with a text, as sentences to show at its field; empty where all is well."""
    found = [hidden_characters(text)] if has_control_characters(text, lines=True) else []
    for line in text.splitlines():
        left = _TOKEN.sub("", line)
        if "{" in left or "}" in left:
            found.append(BRACES.format(place=_short(line)))
        if not _TABLE.fullmatch(line):
            tables = (typed for typed in _TOKEN.findall(line) if typed.startswith("table:"))
            found += [TABLE_ALONE.format(name=_short(typed)) for typed in tables]
    for typed in dict.fromkeys(_TOKEN.findall(text)):
        if wrong := _wrong_with(typed):
            found.append(UNKNOWN.format(reason=wrong, place=_short(f"{{{typed}}}")))
    return found


def _wrong_with(typed: str) -> str:
    kind, stroke, name = typed.partition(":")
    if stroke and kind == "table":
        return "" if name in TABLES else NO_TABLE.format(name=_short(name))
    if stroke and kind == "annex":
        return "" if name in ANNEXES else NO_ANNEX.format(name=_short(name))
    try:
        token = _read(typed)
    except UnknownFigure as error:
        return str(error)
    return _wrong_part(token, _labels([token]))


def refuse_in(**fields: str) -> None:
    """Refuse braces where words print as they stand: headings, the title, the letter answered.

    Raises ``ValidationError`` by field.
    """
    wrong = {name: PLAIN for name, text in fields.items() if "{" in text or "}" in text}
    if wrong:
        raise ValidationError(wrong)


def blocks(text: str, facts: Facts) -> tuple[content.Block, ...]:
    """The text as blocks of the paper, each token a figure with its number out of ``facts``.

    ``facts`` were gathered with the keys of the text: a token without a number in them names none.
    A table nothing stands in is left out.
    """
    found: list[content.Block] = []
    for line in text.splitlines():
        if (table := _TABLE.fullmatch(line)) and table[1] in TABLES:
            found += TABLES[table[1]](facts)
        else:
            found += [_filled(block, facts) for block in blocks_from_text(line)]
    return tuple(found)


def token_of(key: str) -> str:
    """How a figure is written in a text."""
    return f"{{{key}}}"


def printed(figure: Figure, facts: Facts) -> content.Cell:
    """What a figure prints: its number, or for a ratio the numbers of its two parts."""
    return _stroked(_counted(figure), facts)


def _stroked(keys: Iterable[str], facts: Facts) -> content.Cell:
    """The numbers of figures, with a stroke between them where they are two."""
    runs: list[content.Run] = []
    for key in keys:
        if runs:
            runs.append(content.Text("/"))
        runs.append(in_words(key, facts.number(key)))
    return tuple(runs)


def _filled(block: content.Paragraph | content.Item, facts: Facts) -> content.Block:
    runs: list[content.Run] = []
    for run in block.runs:
        runs += _runs(run.text, facts)
    if isinstance(block, content.Item):
        return content.Item(block.marker, tuple(runs))
    return content.Paragraph(tuple(runs))


def _runs(text: str, facts: Facts) -> content.Cell:
    runs: list[content.Run] = []
    words = ""
    for at, piece in enumerate(_TOKEN.split(text)):
        said = _said(piece, facts) if at % 2 else piece
        if isinstance(said, str):
            words += said
            continue
        runs += [content.Text(words)] if words else []
        runs += said
        words = ""
    return (*runs, content.Text(words)) if words else tuple(runs)


def _said(typed: str, facts: Facts) -> content.Cell | str:
    """What a token prints: runs, or words; itself where it names nothing ``facts`` hold."""
    kind, stroke, name = typed.partition(":")
    if stroke and kind == "annex" and name in ANNEXES:
        return facts.annex_label(name)
    try:
        token = _read(typed)
    except UnknownFigure:
        return token_of(typed)
    if not all(key in facts.figures or key in facts.cells for key in token.counted):
        return token_of(typed)
    if token.derived:
        return (as_figure(token.derived, facts.worked_out(token.derived)),)
    return _stroked(token.counted, facts)


def _counted(figure: Figure) -> tuple[str, ...]:
    return figure.parts if figure.kind == "ratio" else (figure.key,)


@dataclass(frozen=True)
class Token:
    """What a token names: figures and cells, the counts and sums they stand for, and, where a
    number is worked out of them, how."""

    named: tuple[Named, ...]
    counted: tuple[str, ...]
    derived: Derived | None = None


class Named(NamedTuple):
    """What a token names: the figure or cell, and of a cell its parts as typed."""

    figure: Figure
    parts: Mapping[str, str]

    def dimensions(self) -> Iterator[tuple[str, Dimension, str]]:
        """Name, dimension and text of each part."""
        if self.figure.base is not None:
            for name, text in self.parts.items():
                yield name, self.figure.base.dimensions[name], text


def _read(typed: str) -> Token:
    """What a token names, parts of cells in order, whether or not there are such parts.

    Raises ``UnknownFigure``.
    """
    if len(typed) > _LONGEST * 2:
        raise UnknownFigure(f"Không có số liệu nào có mã “{_short(typed.strip())}”.")
    figures, bar, how = typed.partition("|")
    named = tuple(_named(part) for part in figures.split("/"))
    keys = tuple(each.figure.key for each in named)
    if bar:
        of = derived(f"{'/'.join(keys)}|{how}")
        if of is None or not (of.how == "share" or all(map(is_kept, keys))):
            raise UnknownFigure(NOT_KEPT)
        return Token(named, of.keys, of)
    if len(named) > 2 or (len(named) == 2 and any(e.figure.kind == "ratio" for e in named)):
        raise UnknownFigure(f"Mã “{_short(typed.strip())}” không phải là hai số đếm.")
    return Token(named, tuple(key for each in named for key in _counted(each.figure)))


def _named(typed: str) -> Named:
    """The figure or cell a token names, its parts in order, whether or not there are such parts.

    Raises ``UnknownFigure``.
    """
    name, _, cell = typed.strip().partition("@")
    key = name.strip()
    if len(typed) > _LONGEST or ("@" in typed and not cell.strip()):
        raise UnknownFigure(f"Không có số liệu nào có mã “{_short(typed.strip())}”.")
    if not cell:
        return Named(find(key), {})
    parts = [part.partition("=") for part in cell.split(",")]
    named = {dimension.strip(): value.strip() for dimension, _, value in parts}
    if len(named) < len(parts):
        raise UnknownFigure(f"Mã “{_short(typed.strip())}” ghi một cách chia hai lần.")
    return Named(find(cell_key(key, **named)), named)


def _known(tokens: Iterable[str]) -> list[Token]:
    """What ``tokens`` name, those left out that name nothing there is."""
    found = []
    for typed in dict.fromkeys(tokens):
        try:
            found.append(_read(typed))
        except UnknownFigure:
            continue
    labels = _labels(found)
    return [token for token in found if not _wrong_part(token, labels)]


# Labels of the values of a dimension, by the function that knows them.
_Labels = Mapping[Callable[[Iterable[Any]], Mapping[Any, str]], Mapping[Any, str]]


def _labels(tokens: Iterable[Token]) -> _Labels:
    """How every part is called that ``tokens`` name, each kind of part asked for once."""
    values: dict[Callable[[Iterable[Any]], Mapping[Any, str]], list[Any]] = {}
    for token in tokens:
        for named in token.named:
            for _, dimension, text in named.dimensions():
                values.setdefault(dimension.labels, []).append(dimension.read(text))
    return {labels: _asked(labels, each) for labels, each in values.items()}


def _asked(
    labels: Callable[[Iterable[Any]], Mapping[Any, str]], values: Iterable[Any]
) -> Mapping[Any, str]:
    try:
        return labels(values)
    except OverflowError:
        return {}


def _wrong_part(token: Token, labels: _Labels) -> str:
    """Which part of a cell there is not, as a sentence; "" where there are all.

    A misspelt code would print 00 and nobody would notice.
    """
    for named in token.named:
        for name, dimension, text in named.dimensions():
            label = labels[dimension.labels].get(dimension.read(text))
            is_called = label is not None and (label != text or name == "agency")
            if not is_called or (text != "" and label == UNRECORDED.get(name)):
                return f"Số liệu “{named.figure.label}” không có phần nào là “{name}={text}”."
    return ""


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
