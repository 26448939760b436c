"""Whether what was issued is still what was issued: bytes, rows, numbers, papers and guards.

The database refuses to change these rows, and its owner can lift that. So everything is computed
again from what lies deepest: bytes against their hashes, numbers against the rows they were
counted from, papers against the words they were drawn of.
"""

from __future__ import annotations

from reports.issuing.verifying.frozen import check_freezes, check_snapshots
from reports.issuing.verifying.issued import check_issuances, check_signed_copies
from reports.issuing.verifying.papers import check_papers
from reports.issuing.verifying.stored import check_files
from tayninh_portal.sealing.checks import GUARDS, RECORDS, Check, Verdict, verdict_of

# What each check looks at, as it is counted at the end.
CHECKS: tuple[Check, ...] = (
    GUARDS,
    ("tệp trong kho", check_files),
    *RECORDS,
    ("lần chốt số liệu", check_freezes),
    ("bản chụp nội dung", check_snapshots),
    ("lần ban hành", check_issuances),
    ("bản gốc đã ký", check_signed_copies),
)


def verify(*, draw: bool = True, workers: int | None = None) -> Verdict:
    """Check everything, in one state of the database; nothing is written.

    ``draw`` False draws no paper again (a second or more each), and still reads every stored one;
    so many ``workers`` draw at once, by default one a core.
    """
    papers: Check = ("bản PDF", lambda: check_papers(draw=draw, workers=workers))
    return verdict_of((*CHECKS, papers))
