"""What the check sheet of a report holds: whether its numbers add up, and who stands by what.

It goes into the file and not into the paper: the Ministry reads results, the approver and the Văn
phòng read what they rest on (docs/decisions/0029).
"""

from __future__ import annotations

from collections.abc import Iterator

from reports.checks.accepted import Findings
from reports.checks.accepted_table import ACCEPTED_TITLE, accepted_table
from reports.narrative.facts import Facts
from reports.narrative.reconciliation import reconciliation
from tayninh_portal.paper.content import Block, Heading, Paragraph, runs

RECONCILIATION_TITLE = "Đối chiếu số tổng và các phần"
NOTHING_COUNTED = "Kỳ báo cáo không có hồ sơ nào nên không có số liệu để đối chiếu."
NOTHING_ACCEPTED = "Không có cảnh báo nào phải chấp nhận."


def sheet_blocks(facts: Facts, found: Findings) -> tuple[Block, ...]:
    """The parts a snapshot keeps; the seal of the log joins them when the sheet is printed."""
    return tuple(_blocks(facts, found))


def _blocks(facts: Facts, found: Findings) -> Iterator[Block]:
    yield Heading(1, "I", RECONCILIATION_TITLE)
    yield Paragraph(runs(NOTHING_COUNTED)) if facts.is_empty else reconciliation(facts)
    yield Heading(1, "II", ACCEPTED_TITLE)
    yield accepted_table(found) if found.accepted else Paragraph(runs(NOTHING_ACCEPTED))
