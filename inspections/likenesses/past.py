"""What became before of somebody who may be the person of a finding.

Only what a decision may turn on is told: a reminder in writing before the act, and discipline for
the same act that took effect within the twelve months before it (“tái phạm”, Nghị định
234/2026/NĐ-CP).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from inspections.findings.models import Finding
from inspections.handlings.law import IN_WRITING
from inspections.handlings.models import Handling
from inspections.likenesses.models import Likeness, NameDigest
from tayninh_portal.lib.dates import short_date


@dataclass(frozen=True)
class Past:
    """A handling of an earlier finding that may be about the same person; ``is_same`` what was
    decided about that, None as long as nobody did."""

    finding: Finding
    handling: Handling
    is_same: bool | None

    @property
    def said(self) -> str:
        """What may be said once it is the same person."""
        day = self.handling.took_effect_on
        assert day is not None  # _counts
        if not self.handling.is_discipline:
            return f"Đã được nhắc nhở bằng văn bản ngày {short_date(day)}."
        return (
            f"Tái phạm: đã bị {str(self.handling.form).lower()} về cùng hành vi, quyết định có "
            f"hiệu lực ngày {short_date(day)}."
        )


def pasts_of(findings: Sequence[Finding]) -> list[Past]:
    """For all ``findings`` at once, in their order, the oldest first; three queries, one where no
    name is known. ``category`` is read of each."""
    about = {finding.person_id: finding for finding in findings if finding.person_id}
    alike = _alike(about)
    found: dict[tuple[int, int], tuple[Finding, Handling]] = {}
    for handling in _handled(alike):
        for person in alike[handling.finding.person_id or 0]:
            finding = about[person]
            if _counts(finding, handling):
                found[finding.pk, handling.finding_id] = (finding, handling)
    decided = _decisions(findings) if found else {}
    pasts = [Past(*pair, decided.get(key)) for key, pair in found.items()]
    order = {finding.pk: number for number, finding in enumerate(findings)}
    return sorted(pasts, key=lambda past: (order[past.finding.pk], past.handling.finding.visit_day))


def _alike(persons: Collection[int]) -> dict[int, set[int]]:
    """Identities whose name is one of ``persons`` → those of ``persons`` they are alike with."""
    ours = NameDigest.objects.filter(identity__in=persons).values("digest")
    rows = NameDigest.objects.filter(digest__in=ours, identity__erased_at=None)
    bearers: dict[str, set[int]] = {}
    for digest, identity in rows.values_list("digest", "identity"):
        bearers.setdefault(digest, set()).add(identity)
    found: dict[int, set[int]] = {}
    for same in bearers.values():
        for identity in same:
            found.setdefault(identity, set()).update(same.intersection(persons) - {identity})
    return {identity: theirs for identity, theirs in found.items() if theirs}


def _handled(identities: Collection[int]) -> Iterable[Handling]:
    """What was confirmed about these people that may count."""
    if not identities:
        return ()
    rows = Handling.objects.confirmed().filter(
        Q(is_discipline=True) | Q(form__code__in=IN_WRITING), finding__person__in=identities
    )
    return rows.select_related("form", "finding__category").order_by("pk")


def _decisions(findings: Sequence[Finding]) -> dict[tuple[int, int], bool]:
    rows = Likeness.objects.filter(finding__in=findings)
    return {(row.finding_id, row.earlier_id): row.is_same for row in rows}


def _counts(finding: Finding, handling: Handling) -> bool:
    """Whether it came before the act of ``finding``, and if it is discipline makes it tái phạm."""
    earlier, day = handling.finding, handling.took_effect_on
    if earlier.pk == finding.pk or day is None or day > finding.visit_day:
        return False
    if not handling.is_discipline:
        return True
    is_same_act = earlier.category.code == finding.category.code
    return is_same_act and finding.visit_day <= a_year_after(day)


def a_year_after(day: date) -> date:
    """The last day of the twelve months from ``day`` on; 29/02 ends on 28/02."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return date(day.year + 1, 2, 28)
