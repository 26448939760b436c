"""What the papers beside a report are drafted from, and the sentences they share."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from reports.documents.annual import SYMBOL, IssuedAs
from tayninh_portal.lib.dates import count2, local_day, short_date
from tayninh_portal.lib.periods import Period
from tayninh_portal.paper.content import Cell, Figure, Item, Run, Text
from tayninh_portal.paper.form import two_digits
from tayninh_portal.paper.letterheads import SHORT_ROOM
from tayninh_portal.paper.wording import Wording

_TOKEN = re.compile(r"\{([\w.]+)\}")


@dataclass(frozen=True)
class Matter:
    """A report as a paper beside it sees it.

    ``figures``: its counts and sums, by key. ``answers``: how the letter it answers is cited, ""
    for none, with the day it is due. ``memo``: number and day of the tờ trình. ``warns``: were
    warnings of its numbers accepted. ``on``: the day the paper is drawn.
    """

    stated: Wording
    figures: Mapping[str, int]
    on: date
    code: str
    answers: str = ""
    due_on: date | None = None
    memo: tuple[str, date] | None = None
    issued: IssuedAs | None = None
    warns: bool = False

    @property
    def subject(self) -> str:
        """The report by its title, within a sentence: “Báo cáo thực hiện … năm 2019”."""
        period = self._period
        named = "" if period.name == period.day_range else f" {period.name}"
        return f"Báo cáo {self.title}{named}"

    @property
    def title(self) -> str:
        """Its trích yếu within a sentence; an abbreviation keeps its capitals."""
        title = self.stated.title
        return title if title[1:2].isupper() else title[:1].lower() + title[1:]

    @property
    def days(self) -> str:
        """The days it counts: up to that of its words while the period is not over."""
        period = self._period
        last = min(period.end, max(local_day(self.stated.at), period.start))
        return f"từ ngày {short_date(period.start)} đến ngày {short_date(last)}"

    @property
    def due(self) -> str:
        """Until when it is asked for: “, chậm nhất ngày 15/01/2020”."""
        return f", chậm nhất ngày {short_date(self.due_on)}" if self.due_on else ""

    @property
    def number(self) -> str:
        """Number and day of the issued report, with room for them before."""
        if self.issued is None:
            return f"Báo cáo số {SHORT_ROOM}/{SYMBOL} ngày {SHORT_ROOM}"
        number, day = two_digits(str(self.issued.number)), short_date(self.issued.issued_on)
        return f"Báo cáo số {number}/{SYMBOL} ngày {day}"

    @property
    def _period(self) -> Period:
        return Period(self.stated.period_start, self.stated.period_end, self.stated.preset)


# What a reader of a tờ trình is told of the report: a sentence, the number it is about, and what
# is said where that is none.
SUMMARY = (
    (
        "Kiểm tra công vụ {visits.total} lượt tại {visits.agencies} cơ quan, đơn vị (đột xuất "
        "{visits.surprise} lượt)",
        "visits.total",
        "Không tổ chức lượt kiểm tra công vụ nào trong kỳ",
    ),
    (
        "Ghi nhận {violations.total} trường hợp vi phạm",
        "violations.total",
        "Không ghi nhận trường hợp vi phạm nào",
    ),
    (
        "Kiến nghị xử lý {violations.recommended} trường hợp vi phạm, đã xử lý "
        "{handlings.recommended} trường hợp",
        "violations.recommended",
        "",
    ),
    (
        "Ghi nhận {unit_findings.total} nội dung thiếu sót của cơ quan, đơn vị",
        "unit_findings.total",
        "",
    ),
    (
        "Đến hạn khắc phục {remedies.due} nội dung, đã khắc phục xong {remedies.done} nội dung",
        "remedies.due",
        "",
    ),
    (
        "Tiếp nhận {complaints.total} phản ánh, kiến nghị, đã xử lý {complaints.handled} trường "
        "hợp",
        "complaints.total",
        "Không phát sinh phản ánh, kiến nghị",
    ),
    (
        "Có {self_inspections.total.done}/{self_inspections.total.due} cơ quan, đơn vị, địa phương "
        "tổ chức tự kiểm tra",
        "self_inspections.total.due",
        "",
    ),
)


def summary(figures: Mapping[str, int]) -> tuple[Item, ...]:
    """The report in a few lines; a number an old snapshot does not hold is not spoken of."""
    said = []
    for sentence, about, none in SUMMARY:
        if not figures.keys() >= set(_TOKEN.findall(sentence)):
            continue
        words = sentence if figures[about] else none
        if words:
            said.append(told(words, figures))
    ends = [Text(";")] * len(said[1:]) + [Text(".")]
    return tuple(Item("-", (*cell, end)) for cell, end in zip(said, ends, strict=False))


def told(sentence: str, figures: Mapping[str, int]) -> Cell:
    """A sentence with a figure of the report at each ``{key}``."""
    parts: list[Run] = []
    for at, piece in enumerate(_TOKEN.split(sentence)):
        if at % 2:
            parts.append(Figure(piece, figures[piece], count2(figures[piece])))
        elif piece:
            parts.append(Text(piece))
    return tuple(parts)
