"""Some visits of the demo are held under its plans, each with its whole file."""

import pytest

from inspections.minutes.models import Minutes
from inspections.rechecks.models import Recheck
from inspections.remedies.models import Remedy
from inspections.result_papers.models import Reply, ResultPaper
from reports.figures.catalog import compute
from tayninh_portal.lib.periods import parse_period

pytestmark = [pytest.mark.sqlite, pytest.mark.slow]


def of_year(period: str, *keys: str) -> list[int]:
    """Figures of a period, in the order asked for."""
    return list(compute(parse_period(period), list(keys)).values())


def test_some_visits_stand_under_the_plan_with_their_whole_file(demo_2026):
    keys = ("plans.held", "notices.issued", "notices.remedied")
    assert [of_year(year, *keys) for year in ("2025", "2026")] == [[39, 1, 1], [60, 2, 1]]
    signed = Minutes.objects.filter(state="signed").values_list("pages__file__name", flat=True)
    assert sorted(signed) == [
        "bien-ban-01-bb-tkt-2025-1.png",
        "bien-ban-01-bb-tkt1-2026-1.png",
        "bien-ban-02-bb-tkt1-2026-1.png",
    ]
    asked = Remedy.objects.exclude(recommendation=None).order_by("due_on")
    assert [(row.recommendation.visit.agency.name, row.state) for row in asked] == [
        ("Sở Tư pháp", "confirmed"),
        ("Sở Công Thương", "confirmed"),
        ("Sở Y tế", "open"),
    ]
    assert set(Recheck.objects.values_list("visit__agency__name", "result")) == {
        ("Sở Công Thương", "done")
    }
    # The next visit is announced, a surprise never.
    coming = ResultPaper.objects.filter(kind="coming").order_by("-issued_on")
    assert (coming[0].visit.agency.name, coming[0].visit.state) == (
        "Sở Khoa học và Công nghệ",
        "planned",
    )
    assert not coming.filter(visit__is_surprise=True).exists()
    kinds = Reply.objects.order_by("day").values_list("kind", flat=True)
    assert list(kinds) == ["outline", "remedy", "outline", "remedy", "outline"]
