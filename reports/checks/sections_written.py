"""Every heading of the outline has something under it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reports.checks.problems import Level, Problem
from reports.documents.annual import is_waiting
from reports.documents.told import ToldSection


def sections_written(figures: Mapping[str, int], sections: Sequence[ToldSection]) -> list[Problem]:
    """A warning at each heading that holds neither words nor headings."""
    return [
        Problem(
            Level.WARNING,
            section.code,
            "Mục này chưa có nội dung; bản in sẽ ghi là chưa có nội dung của đơn vị soạn thảo.",
        )
        for at, section in enumerate(sections)
        if is_waiting(sections, at)
    ]
