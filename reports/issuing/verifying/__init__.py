"""Whether what was issued is still what was issued: bytes, rows, numbers, papers and guards.

The database refuses to change these rows, and its owner can lift that. So everything is computed
again from what lies deepest: bytes against their hashes, numbers against the rows they were
counted from, papers against the words they were drawn of.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from reports.issuing.verifying.frozen import check_freezes, check_snapshots
from reports.issuing.verifying.issued import check_issuances, check_signed_copies
from reports.issuing.verifying.papers import check_papers
from reports.issuing.verifying.stored import check_files, check_guards, check_log, check_reports
from tayninh_portal.lib.consistency import one_state

# What each check looks at, as it is counted at the end.
CHECKS: tuple[tuple[str, Callable[[], Iterator[str | None]]], ...] = (
    ("khóa chặn sửa, xóa", check_guards),
    ("tệp trong kho", check_files),
    ("nhật ký của hồ sơ", check_log),
    ("báo cáo", check_reports),
    ("lần chốt số liệu", check_freezes),
    ("bản chụp nội dung", check_snapshots),
    ("lần ban hành", check_issuances),
    ("bản gốc đã ký", check_signed_copies),
)


@dataclass(frozen=True)
class Verdict:
    """``differences``: a sentence each, without personal data. ``checked``: what → how many."""

    differences: tuple[str, ...]
    checked: dict[str, int]


def verify(*, draw: bool = True) -> Verdict:
    """Check everything, in one state of the database; nothing is written.

    ``draw`` False draws no paper again (a second or more each), and still reads every stored one.
    """
    differences: list[str] = []
    checked: Counter[str] = Counter()
    # A check gives None for each thing it has looked at, and a sentence for what differs in it.
    checks = (*CHECKS, ("bản PDF", lambda: check_papers(draw=draw)))
    with one_state():
        for what, check in checks:
            checked[what] = 0
            for found in check():
                if found is None:
                    checked[what] += 1
                else:
                    differences.append(found)
    return Verdict(tuple(differences), dict(checked))
