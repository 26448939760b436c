"""What the agencies wrote, taken over with its source; headings added, renamed and moved."""

from datetime import date

import pytest

from reports.narrative.models import Section
from tayninh_portal.models import Change
from tests.reports.activities import Activity
from tests.reports.composition import accepted, make_report
from tests.reports.ledger import Sent
from tests.reports.reading import words

DAY = date(2019, 6, 3)


@pytest.fixture
def report(cast):
    return make_report(cast)


def address(report, code: str, activity: str = "") -> str:
    section = report.sections.get(code=code)
    return f"/bao-cao/{report.pk}/muc/{section.pk}/{activity}"


def headings(report) -> list[str]:
    return [f"{s.level} {s.number} {s.code}" for s in report.sections.order_by("order")]


def test_accepted_results_and_counted_facts_stand_beside_their_section(cast, maker, report):
    round_ = maker.round()
    maker.due(round_, cast.a, "provincial", accepted(propaganda="Phát thanh hằng tuần"))
    waiting = Sent("certified", "held", 1, True, {"propaganda": "Chưa chấp nhận"}, [], DAY)
    maker.due(round_, cast.b, "provincial", waiting)
    maker.activity(Activity(DAY, cast.b.pk, "meeting"))
    maker.activity(Activity(DAY, cast.b.pk, "post", state="draft"))
    page = words(cast.client("specialist").get(address(report, "propaganda")))
    assert "Sở Xây dựng Đợt minh họa 1 Phát thanh hằng tuần" in page
    assert "Hội nghị, cuộc họp phổ biến, 03/6/2019 Việc số 0 (minh họa)" in page
    assert "Chưa chấp nhận" not in page
    assert "Việc số 1" not in page
    assert "Các cơ quan viết cho mục này" not in words(
        cast.client("specialist").get(address(report, "inspections"))
    )


def test_they_are_filtered_without_accents(cast, maker, report):
    maker.activity(Activity(DAY, cast.a.pk, "training"))
    maker.activity(Activity(DAY, cast.b.pk, "training"))
    page = words(cast.client("specialist").get(address(report, "training") + "?loc=so y te"))
    assert ("Việc số 1" in page, "Việc số 0" in page) == (True, False)


def test_words_are_taken_over_once_with_their_agency(cast, maker, report):
    round_ = maker.round()
    maker.due(round_, cast.a, "provincial", accepted(proposals="Tăng biên chế\ncho xã"))
    client = cast.client("specialist")
    section = report.sections.get(code="proposals")
    source = f"submission-{cast.a.submissions.get().pk}"
    for _ in range(2):
        client.post(
            address(report, "proposals", "lay/"),
            {"seen_version": section.version, "source": source},
        )
    section.refresh_from_db()
    assert section.text == "- Sở Xây dựng: Tăng biên chế cho xã"
    assert Change.objects.of(section).filter(action="amend").count() == 1
    page = words(client.get(f"/bao-cao/{report.pk}/"))
    assert "Sở Xây dựng: Tăng biên chế cho xã" in page


def test_words_that_are_not_offered_are_not_taken_over(cast, report):
    client = cast.client("specialist")
    answer = client.post(
        address(report, "proposals", "lay/"),
        {"seen_version": 1, "source": "submission-999"},
        follow=True,
    )
    assert "Nội dung này không còn trong danh sách" in words(answer)
    assert report.sections.get(code="proposals").text == ""


def test_somebody_elses_words_meanwhile_are_not_lost(cast, maker, report):
    maker.activity(Activity(DAY, cast.a.pk, "proposal"))
    section = report.sections.get(code="proposals")
    Section.objects.filter(pk=section.pk).update(text="Lời người khác", version=2)
    fact = cast.a.facts.get()
    cast.client("specialist").post(
        address(report, "proposals", "lay/"), {"seen_version": 1, "source": f"fact-{fact.pk}"}
    )
    assert report.sections.get(code="proposals").text == "Lời người khác"


def test_a_heading_is_added_after_all_under_the_chosen_one_and_numbered(cast, report):
    client = cast.client("specialist")
    form = client.get(f"/bao-cao/{report.pk}/them-muc/").context["form"]
    sent = {
        "client_id": form["client_id"].value(),
        "after": report.sections.get(code="dissemination").pk,
        "place": "beside",
        "heading": "Khen thưởng",
    }
    for _ in range(2):
        client.post(f"/bao-cao/{report.pk}/them-muc/", sent)
    added = report.sections.get(heading="Khen thưởng")
    assert headings(report)[4:8] == [
        "3 c oversight",
        f"2 2 {added.code}",
        "2 3 results",
        "3 a rules_reviewed",
    ]
    assert "2. Khen thưởng" in words(client.get(f"/bao-cao/{report.pk}/"))


def test_a_heading_is_added_right_under_another(cast, report):
    client = cast.client("specialist")
    form = client.get(f"/bao-cao/{report.pk}/them-muc/").context["form"]
    after = report.sections.get(code="strengths")
    sent = {"client_id": form["client_id"].value(), "after": after.pk, "place": "under"}
    client.post(f"/bao-cao/{report.pk}/them-muc/", sent | {"heading": "Về trang phục"})
    added = report.sections.get(heading="Về trang phục")
    assert (added.level, added.number, added.order) == (3, "a", after.order + 1)


def test_a_fourth_level_is_not_added(cast, report):
    client = cast.client("specialist")
    form = client.get(f"/bao-cao/{report.pk}/them-muc/").context["form"]
    after = report.sections.get(code="propaganda")
    sent = {"client_id": form["client_id"].value(), "after": after.pk, "place": "under"}
    page = client.post(f"/bao-cao/{report.pk}/them-muc/", sent | {"heading": "Quá sâu"})
    assert "Mục mới chỉ đứng cùng cấp hoặc ngay dưới mục đã chọn." in words(page)
    assert not report.sections.filter(heading="Quá sâu").exists()


def test_a_heading_is_renamed_and_the_log_says_so(cast, report):
    section = report.sections.get(code="training")
    cast.client("specialist").post(
        address(report, "training", "doi-ten/"), {"seen_version": 1, "heading": "Bồi dưỡng"}
    )
    section.refresh_from_db()
    assert (section.heading, section.number) == ("Bồi dưỡng", "b")
    assert Change.objects.of(section).latest("pk").label == "Đổi tên mục"


def moving(report, code, to) -> dict:
    """The button beside a heading as a browser sends it."""
    return {"to": to, "seen_version": report.sections.get(code=code).version}


def test_a_heading_moves_with_all_under_it(cast, report):
    client = cast.client("specialist")
    before = headings(report)
    client.post(address(report, "results", "chuyen/"), moving(report, "results", "up"))
    assert headings(report)[:4] == [
        "1 I part_results",
        "2 1 results",
        "3 a rules_reviewed",
        "3 b training",
    ]
    assert headings(report)[6:8] == ["2 2 dissemination", "3 a directives"]
    client.post(address(report, "results", "chuyen/"), moving(report, "results", "down"))
    assert headings(report) == before


@pytest.mark.parametrize(("code", "to"), [("directives", "up"), ("directions", "down")])
def test_the_outermost_heading_stays(cast, report, code, to):
    before = headings(report)
    answer = cast.client("specialist").post(
        address(report, code, "chuyen/"), moving(report, code, to), follow=True
    )
    assert "đã ở vị trí ngoài cùng trong cấp của nó" in words(answer)
    assert headings(report) == before


@pytest.mark.parametrize("many", [1, 30])
def test_a_section_takes_as_many_queries_for_one_agencys_words_as_for_thirty(
    cast, maker, report, django_assert_num_queries, many
):
    for _ in range(many):
        maker.activity(Activity(DAY, cast.a.pk, "proposal"))
    client = cast.client("specialist")
    client.get(address(report, "proposals"))
    # Two for the numbers, since what is counted now asks for the period before; one for remarks.
    with django_assert_num_queries(15):
        client.get(address(report, "proposals"))
