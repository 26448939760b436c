"""What people are told, declared once a noun: from the workflow, the log and the calendar.

A room declares a ``Subject`` in its ``news.py``. For whom a record waits in a state stands in its
workflow already, so that “được giao” and “bị trả lại” are derived from there; what else is told is
a ``News`` a line of the log is heard by, and a ``Clock`` the morning reads.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

from django.db.models import Model, QuerySet

from tayninh_portal.models.notices import NoticeKind
from tayninh_portal.workflow import Workflow

if TYPE_CHECKING:
    from tayninh_portal.models import Change, User

M = TypeVar("M", bound=Model)
# Every workflow calls the state so in which a record is back with who sent it.
SENT_BACK = "returned"


class People(Protocol):
    """Whose a row is: a ``Scope``, or whoever comes first (``FirstOf``)."""

    def people(self, rows: Iterable[Any], day: date) -> dict[int, set[int]]:
        """Number of each row → numbers of its people on ``day``."""


@dataclass(frozen=True)
class News:
    """One thing that is told: at which lines of the log (``on``), to whom.

    ``in_state``: only while the record then stands there, once for each time it came there,
    whoever joins later included. ``not_from``: not where it came from one of these states, since
    the same people had it there already. Who did it is not told, but for ``to_oneself``.
    """

    kind: NoticeKind
    on: tuple[str, ...]
    who: People
    in_state: str = ""
    not_from: frozenset[str] = frozenset()
    to_oneself: bool = False

    def hears(self, line: Change) -> bool:
        """Whether ``line`` is this news."""
        if line.action not in self.on or line.from_state in self.not_from:
            return False
        return not self.in_state or line.to_state == self.in_state


@dataclass(frozen=True)
class Clock(Generic[M]):
    """What has to be done by a day: which rows, the path to their last day, by whom.

    ``late``: who is told as well once the day is past.
    """

    rows: Callable[[], QuerySet[M]]
    due: str
    who: People
    late: People | None = None


@dataclass(frozen=True)
class Subject(Generic[M]):
    """What notices of one noun are about, and what may be said of a record.

    ``rows`` are the records a person may see. ``title`` and ``where`` go into mails: a number, a
    day, an agency, never a person's name and nothing anybody typed as text. ``until`` is the last
    day, None without one. ``via`` is the path to the record whose log tells (``lines_of``), where
    that is another one. ``instead`` says who is told of a state where that is not everybody it
    waits for; ``joined`` are the lines by which people may join later.
    """

    model: type[M]
    rows: Callable[[User], QuerySet[M]]
    title: Callable[[M], str]
    where: Callable[[M], str]
    url: Callable[[M], str]
    until: Callable[[M], date | None] = lambda row: None
    workflow: Workflow[Any] | None = None
    own: tuple[News, ...] = ()
    instead: Mapping[str, People] = field(default_factory=dict)
    joined: tuple[str, ...] = ()
    clock: Clock[M] | None = None
    lines_of: type[Model] | None = None
    via: str = "pk"

    @property
    def record_type(self) -> str:
        """The label of the record its notices are about."""
        return self.model._meta.label_lower

    @property
    def news(self) -> tuple[News, ...]:
        """Everything that is told of it but for the calendar."""
        return (*self._waiting(), *self.own)

    def _waiting(self) -> Iterator[News]:
        """Who has it to do is told once a record comes to wait for them."""
        waits_for = self.workflow.waits_for if self.workflow else {}
        for state, scope in waits_for.items():
            same = frozenset(other for other, theirs in waits_for.items() if theirs == scope)
            kind = NoticeKind.RETURNED if state == SENT_BACK else NoticeKind.GIVEN
            yield News(
                kind,
                ("create", *self._into(state), *self.joined),
                self.instead.get(state, scope),
                in_state=state,
                # What was sent back is told as that, whoever had it before.
                not_from=frozenset({state}) if kind == NoticeKind.RETURNED else same,
            )

    def _into(self, state: str) -> tuple[str, ...]:
        assert self.workflow is not None
        return tuple(t.name for t in self.workflow.transitions if state in t.targets)


_subjects: dict[str, Subject[Any]] = {}
_by_lines: dict[str, list[Subject[Any]]] = {}


def register(subject: Subject[M]) -> Subject[M]:
    """Make a subject known: its notices can be told, shown and mailed."""
    _subjects[subject.record_type] = subject
    lines_of = (subject.lines_of or subject.model)._meta.label_lower
    _by_lines.setdefault(lines_of, []).append(subject)
    return subject


def subjects() -> tuple[Subject[Any], ...]:
    """Every subject, by the label of its record."""
    return tuple(_subjects[label] for label in sorted(_subjects))


def subject_of(record_type: str) -> Subject[Any] | None:
    """The subject of notices about records of that label."""
    return _subjects.get(record_type)


def subjects_of(record_type: str) -> tuple[Subject[Any], ...]:
    """The subjects told by the log of records of that label."""
    return tuple(_by_lines.get(record_type, ()))
