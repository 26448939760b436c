"""What a finished paper says, read back from its bytes: the data it carries, the words it shows.

Two engines lay the same document out with other breaks of lines and pages, so words are compared
without spaces and without what a page adds by itself (page numbers, heads repeated: artifacts).
"""

import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pikepdf

from tayninh_portal.paper.content import Document
from tayninh_portal.paper.pdf import ATTACHMENT_NAME, SEAL_NAME

# A line of a ToUnicode table: <code> <text in UTF-16>.
_CODE_TO_TEXT = re.compile(rb"^<([0-9a-fA-F]+)> <((?:[0-9a-fA-F]{4})+)>$", re.MULTILINE)
# Every font of our papers is of type 0: two bytes a letter.
_CODE_BYTES = 2


@dataclass(frozen=True)
class ReadBack:
    """``document``: what is attached as data; ``words``: the letters drawn, without spaces.
    ``seal``: the seal of the log that travels with it, if any."""

    document: Document
    words: str
    seal: dict[str, Any] | None = None


def read_back(data: bytes) -> ReadBack:
    """What the PDF of one of our papers says. Raises ValueError for any other file."""
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            attached = pdf.attachments[ATTACHMENT_NAME].get_file().read_bytes()
            seal = None
            if SEAL_NAME in pdf.attachments:
                seal = json.loads(pdf.attachments[SEAL_NAME].get_file().read_bytes())
            words = "".join(letter for page in pdf.pages for letter in _letters(page))
            document = Document.from_json(json.loads(attached))
            return ReadBack(document, "".join(words.split()), seal)
    except (pikepdf.PdfError, KeyError, ValueError) as error:
        raise ValueError("Không đọc lại được tệp PDF của văn bản.") from error


def _letters(page: pikepdf.Page) -> Iterator[str]:
    fonts = page.get("/Resources", pikepdf.Dictionary()).get("/Font", pikepdf.Dictionary())
    tables = {name: _table(font) for name, font in fonts.items()}
    table: dict[int, str] = {}
    marked: list[bool] = []
    for step in pikepdf.parse_content_stream(page):
        name = str(step.operator)
        if name in ("BMC", "BDC"):
            marked.append(str(step.operands[0]) == "/Artifact")
        elif name == "EMC":
            marked.pop()
        elif name == "Tf":
            table = tables[str(step.operands[0])]
        elif name in ("Tj", "TJ") and not any(marked):
            yield from _shown(step.operands[0], table)


def _shown(operand: pikepdf.Object, table: dict[int, str]) -> Iterator[str]:
    parts = operand if isinstance(operand, pikepdf.Array) else [operand]
    for part in parts:
        if isinstance(part, pikepdf.String):
            codes = bytes(part)
            for at in range(0, len(codes), _CODE_BYTES):
                code = int.from_bytes(codes[at : at + _CODE_BYTES], "big")
                yield table.get(code, "\ufffd")


def _table(font: pikepdf.Object) -> dict[int, str]:
    if "/ToUnicode" not in font:
        return {}
    # The range of codes before the table is written like a line of it.
    lines = font.ToUnicode.read_bytes().rpartition(b"endcodespacerange")[2]
    return {
        int(code, 16): bytes.fromhex(text.decode()).decode("utf-16-be")
        for code, text in _CODE_TO_TEXT.findall(lines)
    }
