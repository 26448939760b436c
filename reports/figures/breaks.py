"""Breaks of the registry: days on which agencies of a group ended, so that counts before and after
stand over two different lists of agencies.

Found in the registry itself: 01/7/2025, when the districts ended and the communes were made anew,
is data and no constant.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Case, CharField, Count, Q, Value, When

from inspections.agencies.models import Agency
from reports.figures.kinds import GROUP_LABELS, GROUP_OF_KIND, Rows, as_called
from tayninh_portal.lib.dates import count2, short_date


@dataclass(frozen=True)
class Break:
    """The first day of the new registry, how many agencies of each group ended the day before, and
    the groups that nobody is left in."""

    day: date
    ended: Mapping[str, int]
    gone: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """What a reader of figures from both sides of the day has to know."""
        before = self.day - timedelta(days=1)
        named = [
            f"{count2(number)} cơ quan thuộc nhóm “{as_called(GROUP_LABELS[group], before)}”"
            for group, number in self.ended.items()
        ]
        ended = " và ".join(filter(None, ["; ".join(named[:-1]), named[-1]]))
        gone = "".join(
            f" Nhóm “{as_called(GROUP_LABELS[group], before)}” không còn cơ quan nào từ ngày này."
            for group in self.gone
        )
        return (
            f"Từ ngày {short_date(self.day)}, {ended} đã chấm dứt hoạt động theo quyết định sắp "
            f"xếp.{gone} Số liệu theo nhóm trước và từ ngày {short_date(self.day)} được tính trên "
            "hai danh mục cơ quan khác nhau, không so sánh được với nhau."
        )


def breaks_between(start: date, end: date) -> tuple[Break, ...]:
    """Breaks with days of the period on both sides, the oldest first. Two queries at the most."""
    ended = (
        _grouped()
        .filter(ends_on__gte=start, ends_on__lt=end)
        .values("ends_on", "group")
        .annotate(number=Count("pk"))
    )
    days: dict[date, dict[str, int]] = {}
    for row in ended:
        first = row["ends_on"] + timedelta(days=1)
        days.setdefault(first, {})[row["group"]] = row["number"]
    if not days:
        return ()
    left = _left(sorted(days))
    return tuple(
        Break(
            day=day,
            ended={group: days[day][group] for group in GROUP_LABELS if group in days[day]},
            gone=tuple(g for g in GROUP_LABELS if g in days[day] and (day, g) not in left),
        )
        for day in sorted(days)
    )


def _left(days: Iterable[date]) -> set[tuple[date, str]]:
    """Days and groups with at least one agency."""
    standing = list(_grouped().values_list("group", "starts_on", "ends_on"))
    return {
        (day, group)
        for day in days
        for group, starts_on, ends_on in standing
        if starts_on <= day and (ends_on is None or ends_on >= day)
    }


def _grouped() -> Rows:
    """Agencies that stand in a group by their own legal kind, units under others left out."""
    cases = [
        When(legal_kind__in=kinds, then=Value(group)) for group, kinds in GROUP_OF_KIND.items()
    ]
    known = Q(legal_kind__in=[kind for kinds in GROUP_OF_KIND.values() for kind in kinds])
    group = Case(*cases, output_field=CharField())
    return Agency.objects.filter(known).order_by().annotate(group=group)
