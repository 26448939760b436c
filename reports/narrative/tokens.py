"""Tokens: places in a section's text where a number of the catalogue stands.

``{visits.total}`` prints the figure, ``{violations.total@category=late}`` a cell of one, and a
ratio (``{complaints.rate}``) the two counts it is made of: “03/04”. So nobody types a number, and
every printed one opens its records. Braces serve nothing else: whatever else they hold is refused
when it is saved, and printed as it stands where it was stored before.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError

from reports.figures.catalog import UnknownFigure, cell_key, find
from reports.figures.kinds import Dimension, Figure
from reports.figures.names import UNRECORDED
from reports.narrative.facts import Facts
from reports.narrative.words import in_words
from tayninh_portal.lib.vietnamese import has_control_characters
from tayninh_portal.paper import content
from tayninh_portal.paper.typed import blocks_from_text

# The text between two braces; a token never goes over the end of a line.
_TOKEN = re.compile(r"\{([^{}\n]*)\}")
# More than the longest cell of the catalogue has.
_LONGEST = 160
_SHOWN = 40

CONTROL = "Nội dung có ký tự điều khiển không hợp lệ; hãy gõ lại đoạn này."
BRACES = (
    "Dấu ngoặc nhọn chỉ dùng để chèn số liệu, dạng {{mã số liệu}}, mở và đóng trên cùng một dòng; "
    "hãy sửa đoạn “{place}”."
)
PLAIN = (
    "Ô này in đúng như đã nhập nên không chèn được số liệu; hãy bỏ dấu ngoặc nhọn. Mã số liệu chỉ "
    "dùng trong nội dung của mục."
)
UNKNOWN = "{reason} Chọn số liệu trong danh sách bên cạnh, hoặc bỏ dấu ngoặc nhọn ở “{place}”."


def keys_in(text: str) -> tuple[str, ...]:
    """Keys of the catalogue a text names, each once, in order; what is no key is left out.

    The two parts stand for a ratio, which has no number of its own. Parts of a cell are in
    alphabetical order, however they were typed.
    """
    return keys_of([text])


def keys_of(texts: Iterable[str]) -> tuple[str, ...]:
    """Keys named anywhere in ``texts``, each once; a query for each dimension they name."""
    known = _known(typed for text in texts for typed in _TOKEN.findall(text))
    return tuple(dict.fromkeys(key for named in known for key in _counted(named.figure)))


def check(text: str) -> list[str]:
    """What is wrong with a text, as sentences to show at its field; empty where all is well."""
    found = [CONTROL] if has_control_characters(text, lines=True) else []
    for typed in dict.fromkeys(_TOKEN.findall(text)):
        try:
            named = _named(typed)
            if wrong := _wrong_part(named, _labels([named])):
                raise UnknownFigure(wrong)
        except UnknownFigure as error:
            found.append(UNKNOWN.format(reason=error, place=_short(f"{{{typed}}}")))
    for line in text.splitlines():
        left = _TOKEN.sub("", line)
        if "{" in left or "}" in left:
            found.append(BRACES.format(place=_short(line)))
    return found


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
    """
    return tuple(_filled(block, facts) for block in blocks_from_text(text))


def token_of(key: str) -> str:
    """How a figure is written in a text."""
    return f"{{{key}}}"


def printed(figure: Figure, facts: Facts) -> content.Cell:
    """What a figure prints: its number, or for a ratio the numbers of its two parts."""
    runs: list[content.Run] = []
    for key in _counted(figure):
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
        if at % 2:
            figure = _figure_in(piece, facts)
            if figure is None:
                words += token_of(piece)
                continue
            runs += [content.Text(words)] if words else []
            runs += printed(figure, facts)
            words = ""
        else:
            words += piece
    return (*runs, content.Text(words)) if words else tuple(runs)


def _figure_in(typed: str, facts: Facts) -> Figure | None:
    """The figure a token names, if ``facts`` hold its numbers; nothing is asked."""
    try:
        figure = _named(typed).figure
    except UnknownFigure:
        return None
    counted = _counted(figure)
    return figure if all(key in facts.figures or key in facts.cells for key in counted) else None


def _counted(figure: Figure) -> tuple[str, ...]:
    return figure.parts if figure.kind == "ratio" else (figure.key,)


class Named(NamedTuple):
    """What a token names: the figure or cell, and of a cell its parts as typed."""

    figure: Figure
    parts: Mapping[str, str]

    def dimensions(self) -> Iterator[tuple[str, Dimension, str]]:
        """Name, dimension and text of each part."""
        if self.figure.base is not None:
            for name, text in self.parts.items():
                yield name, self.figure.base.dimensions[name], text


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


def _known(tokens: Iterable[str]) -> list[Named]:
    """What ``tokens`` name, those left out that name nothing there is."""
    found = []
    for typed in dict.fromkeys(tokens):
        try:
            found.append(_named(typed))
        except UnknownFigure:
            continue
    labels = _labels(found)
    return [named for named in found if not _wrong_part(named, labels)]


# Labels of the values of a dimension, by the function that knows them.
_Labels = Mapping[Callable[[Iterable[Any]], Mapping[Any, str]], Mapping[Any, str]]


def _labels(tokens: Iterable[Named]) -> _Labels:
    """How every part is called that ``tokens`` name, each kind of part asked for once."""
    values: dict[Callable[[Iterable[Any]], Mapping[Any, str]], list[Any]] = {}
    for named in tokens:
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


def _wrong_part(named: Named, labels: _Labels) -> str:
    """Which part of a cell there is not, as a sentence; "" where there are all.

    A misspelt code would print 00 and nobody would notice.
    """
    for name, dimension, text in named.dimensions():
        label = labels[dimension.labels].get(dimension.read(text))
        is_called = label is not None and (label != text or name == "agency")
        if not is_called or (text != "" and label == UNRECORDED.get(name)):
            return f"Số liệu “{named.figure.label}” không có phần nào là “{name}={text}”."
    return ""


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
