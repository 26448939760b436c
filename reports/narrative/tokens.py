"""Tokens: places in a section's text where a number of the catalogue stands.

``{visits.total}`` prints the figure, ``{violations.total@category=late}`` a cell of one, and a
ratio (``{complaints.rate}``) the two counts it is made of: “03/04”. So nobody types a number, and
every printed one opens its records. Braces serve nothing else: whatever else they hold is refused
when it is saved, and printed as it stands where it was stored before.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

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
    keys: list[str] = []
    for typed in _TOKEN.findall(text):
        try:
            keys += _counted(_figure(typed))
        except UnknownFigure:
            continue
    return tuple(dict.fromkeys(keys))


def keys_of(texts: Iterable[str]) -> tuple[str, ...]:
    """Keys named anywhere in ``texts``, each once."""
    return tuple(dict.fromkeys(key for text in texts for key in keys_in(text)))


def check(text: str) -> list[str]:
    """What is wrong with a text, as sentences to show at its field; empty where all is well."""
    found = [CONTROL] if has_control_characters(text, lines=True) else []
    for typed in dict.fromkeys(_TOKEN.findall(text)):
        try:
            _figure(typed)
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

    ``facts`` were gathered with the keys of the text; KeyError where they were not.
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
            try:
                figure = _figure(piece)
            except UnknownFigure:
                words += token_of(piece)
                continue
            runs += [content.Text(words)] if words else []
            runs += printed(figure, facts)
            words = ""
        else:
            words += piece
    return (*runs, content.Text(words)) if words else tuple(runs)


def _counted(figure: Figure) -> tuple[str, ...]:
    return figure.parts if figure.kind == "ratio" else (figure.key,)


def _figure(typed: str) -> Figure:
    """The figure or cell a token names, its parts in order. Raises ``UnknownFigure``."""
    name, _, cell = typed.strip().partition("@")
    key = name.strip()
    if len(typed) > _LONGEST or ("@" in typed and not cell.strip()):
        raise UnknownFigure(f"Không có số liệu nào có mã “{_short(typed.strip())}”.")
    if cell:
        parts = [part.partition("=") for part in cell.split(",")]
        named = {dimension.strip(): value.strip() for dimension, _, value in parts}
        if len(named) < len(parts):
            raise UnknownFigure(f"Mã “{_short(typed.strip())}” ghi một cách chia hai lần.")
        key = cell_key(key, **named)
    figure = find(key)
    if figure.base is not None and cell:
        for dimension, value in named.items():
            if not _names_a_part(figure.base.dimensions[dimension], dimension, value):
                raise UnknownFigure(
                    f"Số liệu “{figure.label}” không có phần nào là “{dimension}={value}”."
                )
    return figure


def _names_a_part(dimension: Dimension, name: str, text: str) -> bool:
    """Whether there is such a part: a misspelt code would print 00 and nobody would notice."""
    value = dimension.read(text)
    try:
        label = dimension.labels([value]).get(value)
    except OverflowError:
        return False
    if label is None or (label == text and name != "agency"):
        return False
    return text == "" or label != UNRECORDED.get(name)


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
