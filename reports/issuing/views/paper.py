"""The report's paper on the screen: the paper's own blocks, each figure leading to its records."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from reports.documents.annual import WAITING
from reports.figures.addresses import figure_address
from reports.freezing.links import frozen_address
from reports.freezing.models import Freeze
from reports.narrative.models import Report, Section
from reports.remarks.showing import ByPlace
from tayninh_portal.lib.dates import long_date
from tayninh_portal.lib.periods import Period
from tayninh_portal.models import User
from tayninh_portal.paper.content import Block, Document, Heading, Note
from tayninh_portal.paper.form import roman
from tayninh_portal.paper.html import Doubted, Drawn, FigureAddress, closed, draw, underlined
from tayninh_portal.paper.wording import UNCONFIRMED, Wording, is_waiting
from tayninh_portal.record_forms import RecordForm


class Paper:
    """One document as the screen draws it, for one person: links only to what they may open.

    The numbers of a paper with a ``freeze`` lead to its rows, those of a draft to the records.
    ``sections``: those of the report, where they were read already. ``remarks`` stand at their
    sections. ``doubted``: words to be underlined, by the code of their section.
    """

    def __init__(
        self,
        document: Document,
        stated: Wording,
        report: Report,
        user: User,
        freeze: Freeze | None = None,
        sections: Iterable[Section] | None = None,
        remarks: ByPlace | None = None,
        doubted: Mapping[str, Sequence[Doubted]] | None = None,
    ) -> None:
        self.document = document
        self._stated = stated
        self._address = addresses_in(stated, report, user, freeze)
        self._user, self._remarks = user, remarks or {}
        self._doubted = doubted or {}
        if sections is None:
            sections = report.sections.only("code", "version", "report_id")
        self._sections = {row.code: row for row in sections}

    @property
    def organ(self) -> list[str]:
        """Lines of the issuing body, as the paper writes them."""
        return [line.text.upper() for line in self.document.organ]

    @property
    def date(self) -> str:
        """The day of issue in words; empty as long as there is none."""
        return long_date(self.document.date) if self.document.date else ""

    @property
    def opening(self) -> list[Drawn]:
        """The first paragraph."""
        return self._draw((self._stated.opening,))

    @property
    def closing(self) -> list[Drawn]:
        """The last paragraph, with its mark."""
        return self._draw(closed((self._stated.closing,)))

    @property
    def sections(self) -> list[Drawn]:
        """Each heading with its blocks; ``pk`` of the section, where it still is one, and the form
        of the button that confirms its words (``press``).

        ``carried``: words of an earlier report that nobody confirmed, with the line that says so.
        """
        sections = self._stated.sections
        drawn = []
        for at, section in enumerate(sections):
            blocks: list[Block] = [
                Heading(section.level, section.number, section.heading),
                *section.blocks,
            ]
            mark = Note(UNCONFIRMED)
            kept = blocks.index(mark) if mark in blocks else len(blocks)
            blocks, carried = blocks[:kept], blocks[kept:]
            if is_waiting(sections, at):
                blocks.append(Note(WAITING))
            row = self._sections.get(section.code)
            drawn.append(
                {
                    "code": section.code,
                    "pk": row.pk if row else None,
                    "press": self._button(row) if row and carried else None,
                    "heading": section.heading,
                    "remarks": self._remarks.get(section.code, ()),
                    "level": section.level,
                    "number": section.number,
                    "holds_others": not section.blocks and not is_waiting(sections, at),
                    "blocks": self._told(section.code, blocks, section.level + 1),
                    "carried": self._told(section.code, carried, section.level + 2),
                }
            )
        return drawn

    @property
    def annexes(self) -> list[Drawn]:
        """Each annex with its label and blocks."""
        several = len(self._stated.annexes) > 1
        return [
            {
                "label": f"Phụ lục {roman(at)}" if several else "Phụ lục",
                "title": annex.title.upper(),
                "blocks": self._draw(annex.blocks),
            }
            for at, annex in enumerate(self._stated.annexes, 1)
        ]

    def _button(self, section: Section) -> RecordForm:
        return RecordForm(record=section, user=self._user, auto_id=False)

    def _told(self, code: str, blocks: Sequence[Block], top: int) -> list[Drawn]:
        return underlined(self._draw(blocks, top=top), self._doubted.get(code, ()))

    def _draw(self, blocks: Sequence[Block], top: int = 2) -> list[Drawn]:
        return draw(blocks, top=top, figure_address=self._address)


def addresses_in(
    stated: Wording, report: Report, user: User, freeze: Freeze | None
) -> FigureAddress:
    """Where each number of a paper leads ``user``."""
    if freeze:
        return frozen_address(freeze, user)
    period = Period(stated.period_start, stated.period_end, stated.preset)
    return figure_address(period, user, report.cutoff_on)
