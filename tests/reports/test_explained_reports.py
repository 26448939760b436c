"""What moved a number of a report, and what the report before said of it."""

import re
from dataclasses import replace
from datetime import date

import pytest

from reports.freezing.frozen import kept_of
from reports.freezing.frozen_facts import serialize
from reports.freezing.models import Freeze, FrozenRow, Snapshot
from reports.narrative.before import before
from tayninh_portal.lib.canonical import sha256_hex
from tayninh_portal.lib.periods import parse_period
from tests.reports.composition import make_report, violation
from tests.reports.freezing import frozen
from tests.reports.issuing import bring_up, issue, sign
from tests.reports.reading import lines, words

pytestmark = pytest.mark.once

VISITS = "/so-lieu/visits.total/giai-thich/?ky=calendar-2019"
MAY, DECEMBER = date(2019, 5, 6), date(2018, 12, 3)


def in_force(cast, year: int, *, definition: str = "") -> Freeze:
    """The report of ``year`` issued from its numbers of now; told by another definition."""
    report = make_report(cast, year=year, period=parse_period(f"calendar-{year}"))
    freeze, snapshot = frozen(cast, report)
    if definition:
        freeze, snapshot = redefined(freeze, snapshot, definition)
    report = bring_up(report, cast, snapshot)
    sign(report, cast)
    report.refresh_from_db()
    issue(report, cast, number=year)
    return freeze


def redefined(freeze: Freeze, snapshot: Snapshot, definition: str) -> tuple[Freeze, Snapshot]:
    """The same freeze as of a day on which visits were counted otherwise."""
    kept = kept_of(freeze)
    was = {**kept.definitions}
    was["visits.total"] = replace(was["visits.total"], definition=definition)
    facts = serialize(replace(kept, definitions=was))
    fields = {name: getattr(freeze, name) for name in ("report", "report_version", "at", "by")}
    other = Freeze.objects.create(
        **fields, figures=freeze.figures, facts=facts, sha256=sha256_hex(facts)
    )
    for row in freeze.rows.all():
        row.pk, row.freeze = None, other
        FrozenRow.objects.bulk_create([row])
    fields = {name: getattr(snapshot, name) for name in ("report", "report_version", "at", "by")}
    content = snapshot.content
    return other, Snapshot.objects.create(
        **fields, content=content, freeze=other, sha256=sha256_hex(content)
    )


@pytest.mark.parametrize(
    ("definition", "why"),
    [
        ("", "Do hồ sơ kỳ trước được bổ sung, đính chính sau khi báo cáo"),
        ("Mỗi chuyến đi là một lượt.", "Do thay đổi cách tính"),
    ],
)
def test_what_the_report_before_said_otherwise_has_a_line(cast, two_years, page, definition, why):
    in_force(cast, 2018, definition=definition)
    assert "Báo cáo năm 2018" not in words(page(VISITS))
    two_years.visit(day=DECEMBER, place=3)
    answer = page(VISITS)
    for at in range(3):
        assert lines(answer, at)[-3:] == [
            ("Cộng", "4", "4", "0"),
            (why, "", "", "+1"),
            ("So với Báo cáo năm 2018", "4", "3", "+1"),
        ]
    assert (
        "Báo cáo năm 2018 đã ban hành ghi 03 lượt; đếm lại theo hồ sơ hiện nay là 04 lượt: chênh "
        f"lệch {why[:1].lower()}{why[1:]}."
    ) in words(answer)
    assert bool(definition) == (f"Cách tính tại Báo cáo năm 2018: {definition}" in words(answer))


def test_a_frozen_number_is_compared_with_the_report_before(cast, two_years, page):
    before = in_force(cast, 2018)
    freeze, _ = frozen(cast)
    for day in (DECEMBER, MAY):
        two_years.visit(day=day, place=3)
    address = f"/bao-cao/{freeze.report_id}/so-lieu-chot/{freeze.pk}/{{}}giai-thich/"
    answer = page(address.format("visits.total/"))
    assert lines(answer, 0) == [
        (cast.a.name, "3", "1", "+2"),
        (cast.district.name, "0", "2", "−2"),
        (cast.commune.name, "1", "0", "+1"),
        ("Cộng", "4", "3", "+1"),
    ]
    links = re.findall(r'<td class="num"><a href="([^"]+)">', answer.content.decode())
    assert f"/bao-cao/{before.report_id}/so-lieu-chot/{before.pk}/visits.total@" in links[1]
    assert {page(link).status_code for link in links} == {200}
    cell = page(address.format("violations.total@category=late/"))
    assert lines(cell, 0)[-1] == ("Cộng", "6", "1", "+5")
    ratio = page(address.format("headcounts.rate/")).content.decode()
    assert f'<a href="{address.format("headcounts.present/")}">Giải thích:' in ratio
    number = page(address.format("visits.total/").removesuffix("giai-thich/"))
    assert "Giải thích số này" in words(number)


def test_a_frozen_number_of_another_definition_is_compared_with_a_count(cast, two_years, page):
    in_force(cast, 2018, definition="Mỗi chuyến đi là một lượt.")
    freeze, _ = frozen(cast)
    two_years.visit(day=DECEMBER, place=3)
    answer = page(f"/bao-cao/{freeze.report_id}/so-lieu-chot/{freeze.pk}/visits.total/giai-thich/")
    assert lines(answer, 0)[-3:] == [
        ("Cộng", "4", "4", "0"),
        ("Do thay đổi cách tính", "", "", "+1"),
        ("So với Báo cáo năm 2018", "4", "3", "+1"),
    ]


def test_a_frozen_one_asks_as_often(cast, two_years, django_assert_num_queries):
    in_force(cast, 2018)
    freeze, _ = frozen(cast)
    client = cast.client("specialist")
    address = f"/bao-cao/{freeze.report_id}/so-lieu-chot/{freeze.pk}/violations.total/giai-thich/"
    client.get(address)
    with django_assert_num_queries(9):
        assert client.get(address).status_code == 200


def test_the_parts_of_an_issued_report_are_compared_with_as_it_told_them(cast, two_years, year):
    freeze = in_force(cast, 2018)
    late = "violations.total@category=late"
    two_years.visit(day=DECEMBER, place=0, found=[violation()])
    was = before(year)
    assert was is not None
    assert (was.figures[late], was.figures) == (1, freeze.told)
