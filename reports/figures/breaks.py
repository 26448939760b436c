"""Breaks of the registry: days on which agencies of a group ended, so that counts before and after
stand over two different lists of agencies.

Found in the registry itself: 01/7/2025, when the districts ended and the communes were made anew,
is data and no constant. So is the document it was done by: what the successions of the day cite.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Case, CharField, Value, When

from inspections.agencies.models import Agency, Succession
from reports.figures.kinds import GROUP_LABELS, GROUP_OF_KIND, Rows, as_called
from tayninh_portal.lib.dates import count2, short_date
from tayninh_portal.lib.together import Question, read

# The group of an agency, its first day and its last.
_Standing = tuple[str, date, date | None]
# The group of who was taken over, the day, and what was written as the basis of it.
_Taken = tuple[str, date, str]
# A document within a basis, from its kind on; “Theo đề án của tỉnh” names none. Braces would make
# tokens of a report's text out of it.
_DOCUMENT = re.compile(
    r"(?:Luật|Nghị quyết|Nghị định|Quyết định|Kết luận)\b[^\d;.{}]{0,80}\d[^{}]*$"
)


@dataclass(frozen=True)
class Basis:
    """A document that agencies of a group were taken over by, as the registry cites it."""

    group: str
    document: str


@dataclass(frozen=True)
class Break:
    """The first day of the new registry, how many agencies of each group ended the day before, the
    groups that nobody is left in, and by which documents others took them over."""

    day: date
    ended: Mapping[str, int]
    gone: tuple[str, ...]
    bases: tuple[Basis, ...] = ()

    def documents_of(self, group: str) -> tuple[str, ...]:
        """The documents by which agencies of ``group`` were taken over, none where none is
        known."""
        return tuple(each.document for each in self.bases if each.group == group)

    @property
    def sentence(self) -> str:
        """What a reader of figures from both sides of the day has to know."""
        before = self.day - timedelta(days=1)
        called = {
            group: f"nhóm “{as_called(label, before, before)}”"
            for group, label in GROUP_LABELS.items()
        }
        named = [
            f"{count2(number)} cơ quan thuộc {called[group]}"
            for group, number in self.ended.items()
        ]
        ended = " và ".join(filter(None, ["; ".join(named[:-1]), named[-1]]))
        gone = "".join(
            f" N{called[group][1:]} không còn cơ quan nào từ ngày này." for group in self.gone
        )
        return (
            f"Từ ngày {short_date(self.day)}, {ended} đã chấm dứt hoạt động do sắp xếp.{gone} Số "
            f"liệu theo nhóm trước và từ ngày {short_date(self.day)} được tính trên hai danh mục "
            "cơ quan khác nhau, không so sánh được với nhau."
        )


def breaks_between(start: date, end: date) -> tuple[Break, ...]:
    """Breaks with days of the period on both sides, the oldest first. One query."""
    return read(ask_breaks(start, end))


def ask_breaks(start: date, end: date) -> Question[tuple[Break, ...]]:
    """``breaks_between``, to be read together with something else."""
    agencies = _grouped(Agency.objects.all()).values_list("group", "starts_on", "ends_on")
    taken = _grouped(
        Succession.objects.filter(on__gt=start, on__lte=end).exclude(basis=""), "predecessor__"
    )
    bases = taken.values_list("group", "on", "basis").distinct().order_by("basis")
    return Question(
        (agencies, bases), lambda: _breaks(list(agencies), list(bases), start=start, end=end)
    )


def _breaks(
    agencies: list[_Standing], taken: list[_Taken], *, start: date, end: date
) -> tuple[Break, ...]:
    ended: dict[date, Counter[str]] = {}
    for group, _, last in agencies:
        if last is not None and start <= last < end:
            ended.setdefault(last + timedelta(days=1), Counter())[group] += 1
    return tuple(
        Break(
            day=day,
            ended={group: ended[day][group] for group in GROUP_LABELS if group in ended[day]},
            gone=tuple(
                group
                for group in GROUP_LABELS
                if group in ended[day] and not any(_stands(each, group, day) for each in agencies)
            ),
            bases=_bases(each for each in taken if each[1] == day),
        )
        for day in sorted(ended)
    )


def _bases(taken: Iterable[_Taken]) -> tuple[Basis, ...]:
    found = [(group, _DOCUMENT.search(basis)) for group, _, basis in taken]
    cited = [Basis(group, named[0].rstrip(" .;")) for group, named in found if named]
    return tuple(dict.fromkeys(cited))


def _stands(agency: _Standing, group: str, day: date) -> bool:
    of, first, last = agency
    return of == group and first <= day and (last is None or last >= day)


def _grouped(rows: Rows, path: str = "") -> Rows:
    """Those of agencies that stand in a group by their own legal kind, units under others left
    out. ``path`` leads from the rows to the agency."""
    kind = f"{path}legal_kind"
    cases = [
        When(**{f"{kind}__in": kinds}, then=Value(group)) for group, kinds in GROUP_OF_KIND.items()
    ]
    known = {f"{kind}__in": [each for kinds in GROUP_OF_KIND.values() for each in kinds]}
    group = Case(*cases, output_field=CharField())
    return rows.filter(**known).order_by().annotate(group=group)
