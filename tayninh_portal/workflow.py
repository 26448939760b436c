"""A workflow: the table of a record's transitions, and the one way to carry one out.

The table holds facts that a lawyer can read: name, label, states from and to, permission, what it
asks (a form), what it does (a function that is handed its transition), for whom it waits. Whether
*this* person may do it to *this* record is the permission's rule (``access``), whether the record
stands where it can be done is asked here. Words for the screen stand beside the table.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, Concatenate, Generic, ParamSpec, TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction as database
from django.db.models import Q, QuerySet
from django.urls import reverse

from tayninh_portal.access import AGENCY, PERMISSIONS, Allowed, Denied, Verdict, may, may_each
from tayninh_portal.errors import Conflict, Refused
from tayninh_portal.models import Versioned
from tayninh_portal.record_forms import RecordForm
from tayninh_portal.records import STALE, Act, StateChange, sent_before, state_of

if TYPE_CHECKING:
    from tayninh_portal.models import User
    from tayninh_portal.scope import FirstOf, Scope, Without

M = TypeVar("M", bound=Versioned)
P = ParamSpec("P")
Action = Callable[Concatenate[StateChange, Act, Sequence[M], P], list[M]]


@dataclass(frozen=True)
class Transition(StateChange, Generic[M, P]):
    """One line of the table.

    ``form`` is what it asks; with nothing but the plain ``RecordForm`` it is a button. ``again``:
    on its page one shows once more who one is (``second_factor.again``).
    """

    permission: str
    action: Action[M, P]
    form: type[RecordForm] = RecordForm
    again: bool = False

    @property
    def is_button(self) -> bool:
        """Whether it asks nothing, and so has no page of its own."""
        return self.form is RecordForm


@dataclass(frozen=True)
class Words:
    """What the screen says of a transition: its button, its page, and what is said when done.

    ``consequence`` says what follows, where a person has to know it first; ``submit`` is the button
    of the page where it says more than ``button``. ``sign`` is an icon, ``style`` a button's style
    ("danger": what cannot be undone).
    """

    button: str
    done: str
    heading: str = ""
    submit: str = ""
    sign: str = "check-lg"
    style: str = "outline-secondary"
    consequence: str = ""


@dataclass(frozen=True)
class Button:
    """A transition as the page of a record offers it; grey with the reason where it is denied."""

    name: str
    url: str
    words: Words
    verdict: Verdict
    form: RecordForm | None


@dataclass(frozen=True)
class Workflow(Generic[M]):
    """The transitions of one kind of record.

    ``rows`` are the records a person may see, with the relations its pages and rules read. Who
    re-reads a record reads it from there. ``noun`` begins the names of its addresses, ``templates``
    is the folder of its ``_crumbs.html`` and ``_about.html``. ``closed`` says why a transition
    cannot be done in a state: by (transition, state) or by state alone. ``words`` go by transition,
    or by (transition, state) where they differ. ``waits_for`` says for whom a record waits in a
    state: they have it to do.
    """

    model: type[M]
    noun: str
    templates: str
    rows: Callable[[User], QuerySet[M]]
    transitions: tuple[Transition[M, ...], ...]
    words: Mapping[str | tuple[str, str], Words]
    closed: Mapping[str | tuple[str, str], str] = field(default_factory=dict)
    waits_for: Mapping[str, Scope | FirstOf | Without] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Transition[M, ...]:
        """The transition of that name. Raises ``KeyError``."""
        for transition in self.transitions:
            if transition.name == name:
                return transition
        raise KeyError(name)

    def verdict(self, user: User, transition: Transition[M, P], row: M, day: date) -> Verdict:
        """Whether ``user`` may carry it out on ``row``: role, rule of person and object, state."""
        return self.verdicts(user, transition, [row], day)[0]

    def verdicts(
        self, user: User, transition: Transition[M, P], rows: Sequence[M], day: date
    ) -> list[Verdict]:
        """``verdict`` for many; the rule is asked once."""
        found = may_each(user, transition.permission, rows, on=day)
        return [
            verdict and self._in_a_source(transition, row)
            for verdict, row in zip(found, rows, strict=True)
        ]

    def perform(
        self,
        transition: Transition[M, P],
        rows: Sequence[M],
        act: Act,
        *args: P.args,
        **asked: P.kwargs,
    ) -> list[M]:
        """Carry ``transition`` out on ``rows``, all or nothing; the rows as they stand afterwards.

        1. the role 2. the same form once more: done already 3. the version the person saw
        4. rule and state 5. what the form requires 6. the action, in one transaction

        Raises ``Refused``, ``Conflict``, ``ValidationError``.
        """
        if not self.check(transition, rows, act):
            return [type(row)._default_manager.get(pk=row.pk) for row in rows]
        _require_answers(transition.form, asked)
        with database.atomic():
            return transition.action(transition, act, rows, *args, **asked)

    def check(self, transition: Transition[M, P], rows: Sequence[M], act: Act) -> bool:
        """Steps 1 to 4 of ``perform``, for a page that has something to read before; False where
        this very form was carried out before.

        Raises ``Refused``, ``Conflict``.
        """
        role = may(act.by, transition.permission, on=act.day)
        if not role:
            raise Refused(role.reason, of_role=role.of_role)
        for row in rows:
            if sent_before(row, act.client_id, act.by):
                return False
            if act.seen_version is not None and act.seen_version != row.version:
                raise Conflict(STALE)
        for verdict in self.verdicts(act.by, transition, rows, act.day):
            if not verdict:
                raise Refused(verdict.reason, of_role=verdict.of_role)
        return True

    def waiting(self, user: User, day: date, *states: str) -> Q:
        """Records in one of ``states`` that wait there for ``user``."""
        found = Q(pk__in=())
        for state in states:
            found |= Q(state=state) & self.waits_for[state].q(user, day)
        return found

    def people(self, rows: Iterable[M], day: date) -> dict[int, set[int]]:
        """Number of each record → numbers of the people it waits for as it stands."""
        given = list(rows)
        found: dict[int, set[int]] = {row.pk: set() for row in given}
        for state, scope in self.waits_for.items():
            found |= scope.people([row for row in given if state_of(row) == state], day)
        return found

    def buttons(self, user: User, row: M, day: date) -> list[Button]:
        """What can be done in this state, as far as the person's roles go at all.

        What agencies alone do is never another's: no grey button for that.
        """
        found = []
        for transition in self.transitions:
            words = self.words_of(transition, row)
            if words is None or not self._in_a_source(transition, row):
                continue
            if not may(user, transition.permission, on=day):
                continue
            verdict = self.verdict(user, transition, row, day)
            if verdict or not PERMISSIONS[transition.permission][0] <= AGENCY:
                form = None
                if transition.is_button:
                    form = transition.form(record=row, user=user, auto_id=False)
                url = self.url(transition, row)
                found.append(Button(transition.name, url, words, verdict, form))
        return found

    def words_of(self, transition: Transition[M, P], row: M) -> Words | None:
        """Its words for a record in this state; None for one that has no page."""
        return self.words.get((transition.name, state_of(row))) or self.words.get(transition.name)

    def url(self, transition: Transition[M, P], row: M) -> str:
        """The address of the transition's page."""
        return reverse(f"{self.noun}-{transition.name.replace('_', '-')}", args=[row.pk])

    def record_url(self, row: M) -> str:
        """The address of the record."""
        return reverse(f"{self.noun}-detail", args=[row.pk])

    def _in_a_source(self, transition: Transition[M, P], row: M) -> Verdict:
        state = state_of(row)
        if state in transition.sources:
            return Allowed()
        reason = self.closed.get((transition.name, state)) or self.closed.get(state)
        return Denied(reason or f"“{transition.label}” không làm được ở trạng thái hiện nay.")


_registered: dict[str, Workflow[Any]] = {}


def register(workflow: Workflow[M]) -> Workflow[M]:
    """Make a workflow known to the frame: its diagram, and the tests that walk every transition."""
    _registered[workflow.noun] = workflow
    return workflow


def workflows() -> tuple[Workflow[Any], ...]:
    """Every workflow, by noun."""
    return tuple(_registered[noun] for noun in sorted(_registered))


def _require_answers(form: type[RecordForm], asked: Mapping[str, Any]) -> None:
    """What the form requires is required of imports and commands as well."""
    missing = {
        name: question.error_messages["required"]
        for name, question in form.base_fields.items()
        if name in asked and question.required and not _answered(asked[name])
    }
    if missing:
        raise ValidationError(missing)


def _answered(value: object) -> bool:
    return value is not None and (not isinstance(value, str) or bool(value.strip()))
