"""What a check finds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from reports.checks.remedies import Remedy
from tayninh_portal.lib.canonical import sha256_hex
from tayninh_portal.lib.dates import number_vi

# Check, section and subject: what a problem is about, whatever its sentence says of it now.
Identity = tuple[str, str, str]
# A sentence with more names is not read; the annex lists all of them.
NAMED = 10


class Level(StrEnum):
    """How much a problem matters.

    An error is a contradiction or something unfinished: the report does not go up with it. A
    warning may be right after all: somebody accepts it by name, with a reason. A note is looked at
    by who writes: it keeps nothing from going up, and nobody accepts it.
    """

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True)
class CheckProblem:
    """A sentence about what does not fit, and what to do about it.

    ``check`` is the name of the check; ``section`` the code of the heading it is about, empty for
    the whole report; ``figure`` the key of a number whose records show it, if there is one.
    ``on_paper`` is the sentence as the check sheet prints it once it was accepted, where what is
    printed must say less. ``subject`` tells two problems of one check and section apart where the
    figure does not; no count stands in it. ``remedies`` are the ways to put it right.
    ``words``: those of the text it questions, after what stands right before
    them; they are underlined on the screen.
    """

    level: Level
    check: str
    section: str
    text: str
    advice: str
    figure: str = ""
    on_paper: str = ""
    subject: str = ""
    remedies: tuple[Remedy, ...] = ()
    words: tuple[str, str] = ("", "")

    @property
    def printed(self) -> str:
        """What the check sheet says of it."""
        return self.on_paper or self.text

    @property
    def fingerprint(self) -> str:
        """SHA-256 of check, place and sentence: when a number in the sentence changes, the problem
        is another one and what was accepted before does not count for it."""
        return sha256_hex([self.check, self.section, self.text])

    @property
    def identity(self) -> Identity:
        """What stays when a number in the sentence changes: by it a reason given before is known
        again, and asked about once."""
        return self.check, self.section, self.subject or self.figure


def named(agencies: Sequence[str]) -> str:
    """Names of agencies as a sentence lists them: 'A; B và 12 cơ quan khác'."""
    listed = "; ".join(agencies[:NAMED])
    if len(agencies) > NAMED:
        listed += f" và {number_vi(len(agencies) - NAMED)} cơ quan khác"
    return listed
