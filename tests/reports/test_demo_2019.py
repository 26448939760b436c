"""The demo of 2019 brings out the figures of the real report, and says what in it is invented."""

from datetime import date

import pytest
from django.core.management import CommandError, call_command

from inspections.agencies.models import Agency
from inspections.complaints.models import Complaint
from inspections.findings.models import Finding
from inspections.submissions.models import Submission
from inspections.visits.models import Visit
from reports.documents.drawing import document_of
from reports.figures.catalog import compute
from reports.issuing.renderings import issued_as
from reports.narrative.models import Report
from tayninh_portal.lib.periods import parse_period
from tayninh_portal.models import Change, User
from tayninh_portal.paper.letterheads import ILLUSTRATIVE_MARK

pytestmark = pytest.mark.slow

YEAR = parse_period("calendar-2019")


def test_it_counts_what_the_real_report_counts(demo):
    keys = [
        "visits.total",
        "complaints.total",
        "complaints.handled",
        "self_inspections.provincial.due",
        "self_inspections.provincial.done",
        "self_inspections.district.due",
        "self_inspections.district.done",
        "self_inspections.commune.due",
        "self_inspections.commune.done",
    ]
    assert list(compute(YEAR, keys).values()) == [87, 3, 3, 26, 26, 9, 9, 0, 0]


def test_everything_invented_is_marked(demo):
    for model in (Visit, Finding, Complaint, Submission):
        assert model.objects.count() > 0
        assert model.objects.filter(is_illustrative=False).count() == 0
    assert User.objects.filter(is_illustrative=False).count() == 0
    assert User.objects.exclude(full_name__contains="(minh họa)").count() == 0


def test_it_went_through_the_domain_at_the_time_of_the_story(demo):
    assert Change.objects.filter(record_type="inspections.visit", action="conclude").count() == 87
    newest = Change.objects.order_by("-at").values_list("at", flat=True).first()
    assert newest.year == 2020


def test_its_report_went_the_whole_way_and_says_that_nobody_signed_it(demo):
    report = Report.objects.get(year=2019)
    issuance = report.issuance
    assert (report.state, str(issuance), issuance.issued_on) == (
        "issued",
        "13/BC-UBND",
        date(2020, 1, 14),
    )
    assert issuance.signing.signer.endswith("(minh họa)")
    kinds = report.renderings.order_by("kind").values_list("kind", flat=True)
    assert list(kinds) == ["check_sheet", "for_signature", "issued"]
    document = document_of(issuance.snapshot.content, "issued", issued_as(issuance))
    assert document.marks == (ILLUSTRATIVE_MARK,)


def test_it_is_the_same_every_time(demo):
    first = list(Visit.objects.order_by("pk").values_list("agency__name", "day", "on_roll"))
    again = list(
        Finding.objects.order_by("pk").values_list("category__code", "visit__agency__name")
    )
    # Written down once: a change of the generator shows here and is then meant.
    assert (first[0], len(first), again[0], len(again)) == (
        ("UBND xã Chà Là", date(2019, 1, 3), 16),
        87,
        ("early_leave", "UBND xã Lộc Hưng"),
        74,
    )


def test_a_portal_in_use_is_left_in_peace(demo):
    before = (Agency.objects.count(), Change.objects.count())
    call_command("load_demo", year=2019, if_empty=True)
    with pytest.raises(CommandError, match="Cổng đã có dữ liệu"):
        call_command("load_demo", year=2019)
    assert (Agency.objects.count(), Change.objects.count()) == before


def test_it_prints_one_account_for_each_role(demo, capsys):
    call_command("demo_accounts")
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines[1:]] == [
        "chuyenvien1",
        "lanhdaoso",
        "trucduongday",
        "vanthuso",
        "vanphong",
        "vanthutinh",
        "lanhdaotinh",
        "daumoi.ban-quan-ly-khu-kinh-te-tinh",
        "thutruong.ban-quan-ly-khu-kinh-te-tinh",
        "quantri",
    ]


def test_a_year_without_a_demo_is_refused_with_a_sentence(db):
    with pytest.raises(CommandError, match="Chỉ có dữ liệu minh họa năm 2019 và các năm sau 2025"):
        call_command("load_demo", year=2018)
    with pytest.raises(CommandError, match="Nhập ngày theo dạng ngày/tháng/năm"):
        call_command("load_demo", day="hôm nay")
