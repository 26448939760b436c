"""What a year of inspections is told with: plain rows of plain values, without a model."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

YEAR = 2026
# The clock stands here when everything is read.
LAST_DAY = date(YEAR, 12, 20)
COUNTS = ("on_roll", "present", "absent_excused", "absent_unexcused", "absent_unknown")
Heads = tuple[int | None, ...]


def on(month: int, day: int) -> date:
    """A day of the year."""
    return date(YEAR, month, day)


@dataclass(frozen=True)
class Group:
    """A team by decision. ``guests``: who sits there from another body, until which day (None: as
    long as the team)."""

    name: str
    issuer: str
    symbol: str
    starts_on: date
    ends_on: date
    head: str
    members: tuple[str, ...] = ()
    guests: tuple[tuple[str, date | None], ...] = ()


@dataclass(frozen=True)
class Line:
    """A line of the plan: an agency announced, or so many surprises to a group. ``added``: why it
    came after the number; ``dropped``: why it went."""

    month: int
    agency: str = ""
    group: str = ""
    number: int = 1
    added: str = ""
    dropped: str = ""


@dataclass(frozen=True)
class Answer:
    """What an agency decided, and what the Sở said: “entered”, “confirmed”, “returned”,
    “withdrawn”."""

    measure: str
    day: date
    state: str = "confirmed"
    confirmed: date | None = None
    # Number of the decision, of what has to have one.
    number: str = ""

    @property
    def is_discipline(self) -> bool:
        return self.measure in ("reprimand", "warning")


@dataclass(frozen=True)
class Mending:
    """What has to be put right: by when (``due``, or ``extended`` where the Sở gave time), when
    reported with how many files, when confirmed, when reopened."""

    due: date
    extended: date | None = None
    reported: date | None = None
    done: date | None = None
    proofs: int = 0
    confirmed: date | None = None
    returned: bool = False
    reopened: date | None = None

    @property
    def last_day(self) -> date:
        return self.extended or self.due

    @property
    def is_done(self) -> bool:
        return self.confirmed is not None and self.reopened is None


@dataclass(frozen=True)
class Found:
    """One finding; without a ``kind`` of person about the unit. ``body``: whose person, where it is
    not the visited agency's."""

    category: str
    kind: str = ""
    leader: bool = False
    measure: str = ""
    withdrawn: bool = False
    body: str = ""
    person: str = ""
    answer: Answer | None = None
    mending: Mending | None = None


@dataclass(frozen=True)
class Advice:
    """What the Tổ recommends of the visit as a whole."""

    to: str
    text: str
    condition: str = ""
    mending: Mending | None = None


@dataclass(frozen=True)
class Paper:
    """Report and notice: the days they were sent and issued, its replies."""

    report: date | None = None
    notice: date | None = None
    replies: int = 0
    # Approved, and not numbered.
    waits: bool = False


@dataclass(frozen=True)
class Session:
    """One visit, meant or held.

    ``way``: “planned”, “logged”, “corridor” (one page on the phone), “forms” (every step by its
    form), “trip” (the next agency of the visit before it in the story). ``fate``: “concluded”,
    “draft”, “cancelled”, “dropped”, “to come”. ``line``: the place of its line in the plan.
    ``corrected``: the counts after the visit was opened again, by a second biên bản where the
    first was signed. ``rechecks``: which session it looked at again, and how it found each.
    """

    key: str
    agency: str
    day: date
    hour: int
    team: str = ""
    way: str = "planned"
    announced: bool = False
    cause: str = "plan"
    fate: str = "concluded"
    heads: Heads = (30, 29, 1, 0, 0)
    kinds: tuple[tuple[str, int], ...] = ()
    note: str = ""
    found: tuple[Found, ...] = ()
    advice: tuple[Advice, ...] = ()
    # "": no proposal; “proposed”, or what was decided.
    criticism: str = ""
    calls: int = 0
    minutes: bool = False
    paper: Paper = Paper()
    corrected: Heads = ()
    moved_from: date | None = None
    line: int | None = None
    rechecks: tuple[str, tuple[str, ...]] = ("", ())

    @property
    def is_held(self) -> bool:
        return self.fate == "concluded"

    @property
    def began(self) -> bool:
        return self.fate in ("concluded", "draft", "cancelled")

    @property
    def counts(self) -> Heads:
        """The head-counts as they stand in the end."""
        return self.corrected or self.heads

    @property
    def asked(self) -> tuple[Found | Advice, ...]:
        """What is to be put right, of what stands."""
        rows = (*self.standing, *self.advice)
        return tuple(row for row in rows if row.mending)

    @property
    def standing(self) -> tuple[Found, ...]:
        return tuple(row for row in self.found if not row.withdrawn)
