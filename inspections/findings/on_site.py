"""Several findings on the page of their visit: the rows that page is given, persons and unit apart.

A row is the form of a finding. One in which nothing was put is none.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import chain
from typing import Any

from inspections.agencies.picker import AgencyField
from inspections.catalogues.models import Subject
from inspections.findings.forms import FindingForm, Offered, offered_on
from inspections.findings.models import Finding
from inspections.visits.models import Visit
from tayninh_portal.forms import Sent
from tayninh_portal.models import User

# Subject → its rows on a fresh page: the first stands open, the others folded.
AT_FIRST = {Subject.PERSON: 4, Subject.UNIT: 3}
MORE = 3
# More on one page is no page any more.
MOST = 40
# The list of bodies a page proposes from: that of its own box, where it has one.
AGENCIES = "id_agency_list"


class FindingRow(FindingForm):
    """One finding among several; it needs no version and no id of its own, since its page has."""

    SHOWN = ("category", "person_kind", "person_name", "recommended_handling")
    FOLDED = (
        "description",
        "recommendation",
        "condition",
        "is_leader",
        "person_post",
        "agency",
        "field",
        "remedy_due_on",
    )

    def __init__(
        self, data: Sent, *, user: User, day: date, subject: str, offered: Offered, number: int
    ) -> None:
        super().__init__(
            data,
            record=Finding(),
            user=user,
            visit=Visit(day=day),
            subject=subject,
            offered=offered,
            prefix=f"{subject}-{number}",
        )
        self.number = number
        self.empty_permitted, self.use_required_attribute = True, False
        for name in set(self.fields) - {*self.SHOWN, *self.FOLDED}:
            del self.fields[name]
        self.fields["recommended_handling"].help_text = ""
        elsewhere = self.fields.get("agency")
        if isinstance(elsewhere, AgencyField):
            elsewhere.propose_from(AGENCIES)
        if subject == Subject.PERSON:
            self.fields["person_name"].help_text = "Được mã hóa; chỉ ghi họ tên ở ô này."
        else:
            # Nobody is asked for it here; where it was sent all the same it is told, not dropped.
            self.fields["person_name"] = copy.deepcopy(self.base_fields["person_name"])

    @property
    def is_open(self) -> bool:
        """Whether it stands open on the page."""
        return self.number == 1 or (self.is_bound and self.has_changed()) or bool(self.errors)

    @property
    def opens_more(self) -> bool:
        """Whether what is seldom asked stands open: something was put there, or is wrong."""
        put = set(self.changed_data) if self.is_bound else set()
        return not {*put, *self.errors}.isdisjoint(self.FOLDED)

    @property
    def has_stray_name(self) -> bool:
        """Whether a name was sent with a matter of the unit."""
        return self.subject == Subject.UNIT and "person_name" in self.changed_data

    def asked(self) -> dict[str, Any]:
        """Keywords of ``add_finding``."""
        return super().asked() | {"subject": self.subject}


class FindingRows:
    """The rows of one page; ``parts`` what each is called in what is said to be wrong with it."""

    def __init__(self, data: Mapping[str, Any] | None, *, user: User, day: date) -> None:
        self.persons, self.units = (
            _rows(data, subject, user=user, day=day) for subject in (Subject.PERSON, Subject.UNIT)
        )
        self.numbers = {f"{row.subject}-rows": row.number for row in self}

    def __iter__(self) -> Iterator[FindingRow]:
        return chain(self.persons, self.units)

    @property
    def agencies(self) -> list[str]:
        """The bodies a person found there may belong to, as the page proposes them."""
        field = self.persons[0].fields["agency"] if self.persons else None
        return field.labels if isinstance(field, AgencyField) else []

    @property
    def parts(self) -> list[tuple[str, FindingRow]]:
        """The rows and their names."""
        called = {Subject.PERSON: "Cá nhân", Subject.UNIT: "Đơn vị"}
        return [(f"{called[Subject(row.subject)]} {row.number}", row) for row in self]

    @property
    def put(self) -> list[FindingRow]:
        """Those in which something was put."""
        return [row for row in self if row.has_changed()]


def _rows(
    data: Mapping[str, Any] | None, subject: Subject, *, user: User, day: date
) -> list[FindingRow]:
    told = str((data or {}).get(f"{subject}-rows", ""))
    number = min(int(told), MOST) if told.isdecimal() and len(told) < 4 else AT_FIRST[subject]
    if "more" in (data or {}):
        number = min(number + MORE, MOST)
    offered = offered_on(day, subject, Finding())
    return [
        FindingRow(data, user=user, day=day, subject=subject, offered=offered, number=place)
        for place in range(1, number + 1)
    ]
