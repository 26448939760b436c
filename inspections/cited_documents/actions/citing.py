"""How a text names a document."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Protocol

from tayninh_portal.lib.dates import short_date

# How a trích yếu joins a citation: some openings follow the issuer by themselves ("ban hành Kế
# hoạch …"), a noun takes "về", all others "về việc".
JOINS_ITSELF = (
    "về",
    "thực hiện",
    "triển khai",
    "ban hành",
    "quy định",
    "sửa đổi",
    "bãi bỏ",
    "hướng dẫn",
    "phê duyệt",
)
# Nouns; titles of papers keep their capital.
NOUNS = ("chế độ", "chính sách", "công tác", "kết quả", "một số", "tình hình", "văn hóa")
TITLES = ("chương trình", "danh mục", "đề án", "kế hoạch", "nội quy", "quy chế")

_DAY = re.compile(r" ngày \d{2}/\d{1,2}/\d{4} của ")


class Citable(Protocol):
    """What a citation is made of; a document or a frozen copy of one."""

    @property
    def kind_name(self) -> str: ...
    @property
    def number(self) -> str: ...
    @property
    def issued_on(self) -> date: ...
    @property
    def issuer(self) -> str: ...
    @property
    def subject(self) -> str: ...


def cite(document: Citable, first: bool) -> str:
    """How a text names a document: full the first time, type and number afterwards.

    Nghị định 30/2020/NĐ-CP, Phụ lục I, II.6: the first citation gives type, number, day, issuer
    and trích yếu ('Kế hoạch số 1441/KH-UBND ngày 05/7/2019 của Ủy ban nhân dân tỉnh thực hiện
    Quyết định số 1847/QĐ-TTg'), later ones type and number. Reads the document's own fields only.
    """
    short = f"{document.kind_name} số {document.number}"
    if not first:
        return short
    issued = f"{short} ngày {short_date(document.issued_on)} của {document.issuer}"
    return f"{issued} {_joined(document.subject)}"


def shortened(citation: str) -> str:
    """The later form of a full citation: what stands before its day."""
    return _DAY.split(citation, maxsplit=1)[0]


def _joined(subject: str) -> str:
    """The trích yếu as it follows the issuer."""
    text = re.sub(r"^v/v:?\s+", "về việc ", subject, flags=re.IGNORECASE)
    if _opens_with(TITLES, text):
        return f"về {text}"
    # An abbreviation keeps its capitals.
    lowered = text if text[1:2].isupper() else text[:1].lower() + text[1:]
    if _opens_with(JOINS_ITSELF, text):
        return lowered
    return f"về {lowered}" if _opens_with(NOUNS, text) else f"về việc {lowered}"


def _opens_with(words: Iterable[str], text: str) -> bool:
    return any(text.lower().startswith(f"{word} ") for word in words)
