"""What is suggested beside a text somebody wrote: taken or left, and never put in by itself."""

from datetime import date

import pytest
from django.urls import reverse

from reports.freezing.composition import compose_now
from reports.narrative.beside import Beside, beside, named
from reports.narrative.models import Section
from reports.narrative.numbers import numbers_of
from reports.narrative.suggestions import suggestion
from tayninh_portal.models import Change
from tayninh_portal.paper.content import Table, plain_text
from tayninh_portal.paper.wording import deserialize
from tests.reports.composition import make_report, violation
from tests.reports.reading import words

pytestmark = pytest.mark.once

ONE = "Tổ kiểm tra {visits.total} lượt."
TWO = "Không có vi phạm."
THREE = "Có {violations.total} vi phạm."


def written(text: str, seen: str) -> Section:
    return Section(text=text, suggested=seen, is_written=True)


@pytest.mark.parametrize(
    ("text", "seen", "now", "found"),
    [
        (f"{ONE} {TWO}", f"{ONE} {TWO}", f"{ONE} {TWO}", Beside()),
        # Proposed since, and in place of a sentence that stands in the text.
        (f"{ONE} {TWO}", f"{ONE} {TWO}", f"{ONE} {THREE}", Beside((THREE,), (), (TWO,))),
        # Deleted by the writer: left, whatever the suggestion says again.
        (ONE, f"{ONE} {TWO}", f"{ONE} {TWO}", Beside((), (TWO,), ())),
        # Rewritten in the writer's words: the old sentence is offered no more than as left.
        (f"{ONE} Tốt.", f"{ONE} {TWO}", f"{ONE} {THREE}", Beside((THREE,), (), ())),
        # Moved and put on a line of its own: still there.
        (f"{TWO}\n{ONE}", f"{ONE} {TWO}", f"{ONE}\n{TWO}", Beside()),
        ("", f"{ONE} {TWO}", "", Beside()),
    ],
)
def test_a_sentence_is_offered_until_it_was_seen(text, seen, now, found):
    assert beside(written(text, seen), now) == found


def test_beside_a_text_nobody_wrote_stands_nothing():
    assert beside(Section(text="", suggested=""), ONE) == Beside()


# --- from the first draft to the writer's text ------------------------------------------------
@pytest.fixture
def report(cast):
    return make_report(cast)


def page(client, report, code="oversight"):
    return client.get(address(report, code))


def address(report, code="oversight", name="section-update"):
    return reverse(name, args=[report.pk, report.sections.get(code=code).pk])


def save(client, report, text, code="oversight", **fields):
    form = page(client, report, code).context["form"]
    sent = {
        "text": text,
        "seen": form["seen"].value(),
        "seen_version": form["seen_version"].value(),
    }
    answer = client.post(address(report, code), sent | fields)
    assert answer.status_code == 302
    return report.sections.get(code=code)


def printed(report, code="oversight"):
    stated = deserialize(compose_now(report)[0])
    (blocks,) = (each.blocks for each in stated.sections if each.code == code)
    return [plain_text(block.runs) for block in blocks if not isinstance(block, Table)]


NONE = "Năm 2019, Sở Nội vụ không tổ chức lượt kiểm tra công vụ nào."
ONE_VISIT = (
    "Năm 2019, Tổ kiểm tra công vụ của Sở Nội vụ kiểm tra 01 lượt (có báo trước) tại Sở Xây dựng "
    "vào ngày 05/7/2019."
)


def test_until_it_is_saved_a_section_reads_as_the_figures_of_the_moment(cast, maker, report):
    client = cast.client("specialist")
    assert printed(report) == [NONE]
    assert page(client, report).context["form"]["text"].value() == NONE
    maker.visit(day=date(2019, 7, 5), place=0)
    assert printed(report) == [ONE_VISIT]
    assert Change.objects.of(report.sections.get(code="oversight")).count() == 1


def test_once_it_is_saved_only_the_writer_changes_it(cast, maker, report):
    client = cast.client("specialist")
    section = save(client, report, f"{NONE} Việc kiểm tra chuyển sang năm sau.")
    assert (section.is_written, section.suggested) == (True, NONE)
    maker.visit(day=date(2019, 7, 5), place=0)
    assert printed(report) == [f"{NONE} Việc kiểm tra chuyển sang năm sau."]
    shown = page(client, report)
    assert [said for said, _, _ in shown.context["beside"]["fresh"]] == [ONE_VISIT]
    assert [said for said, _, _ in shown.context["beside"]["stale"]] == [NONE]
    assert ONE_VISIT in words(shown)


def test_a_suggested_sentence_is_taken_with_what_was_typed(cast, maker, report):
    client = cast.client("specialist")
    save(client, report, "Lời của người soạn.")
    maker.visit(day=date(2019, 7, 5), place=0)
    shown = page(client, report)
    ((_, text, source),) = shown.context["beside"]["fresh"]
    sent = {"seen_version": 2, "text": "Lời mới.", "source": source}
    assert client.post(address(report, name="section-take"), sent).status_code == 302
    assert report.sections.get(code="oversight").text == f"Lời mới.\n{text}"
    assert page(client, report).context["beside"]["fresh"] == []


def test_a_sentence_that_is_suggested_no_more_is_not_taken_and_nothing_is_lost(cast, report):
    client = cast.client("specialist")
    save(client, report, "Lời của người soạn.")
    sent = {"seen_version": 2, "text": "Lời mới.", "source": "suggested-0123456789abcdef"}
    shown = client.post(address(report, name="section-take"), sent)
    assert "Nội dung này không còn trong danh sách" in words(shown)
    assert shown.context["form"]["text"].value() == "Lời mới."


def test_saving_beside_an_older_proposal_does_not_count_as_having_seen_the_new(cast, maker, report):
    client = cast.client("specialist")
    save(client, report, "Lời của người soạn.")
    maker.visit(day=date(2019, 7, 5), place=0)
    section = save(client, report, "Lời thứ hai.", seen=named(NONE))
    assert section.suggested == NONE
    assert [said for said, _, _ in page(client, report).context["beside"]["fresh"]] == [ONE_VISIT]
    section = save(client, report, "Lời thứ ba.")
    assert section.suggested == suggestion("oversight", numbers_of(report).facts)
    shown = page(client, report).context["beside"]
    assert (shown["fresh"], [said for said, _, _ in shown["left"]]) == ([], [ONE_VISIT])


def test_a_section_emptied_by_its_writer_stays_empty(cast, maker, report):
    maker.visit(day=date(2019, 7, 5), place=0, found=[violation()])
    save(cast.client("specialist"), report, "", code="oversight")
    assert printed(report) == []


# --- opening and closing ----------------------------------------------------------------------
def test_opening_and_closing_are_the_writers_too(cast, report):
    client = cast.client("specialist")
    address = reverse("report-update", args=[report.pk])
    form = client.get(address).context["form"]
    sent = {name: form[name].value() or "" for name in form.fields}
    told = deserialize(compose_now(report)[0])
    assert plain_text(told.closing.runs) == (
        "Trên đây là báo cáo kết quả thực hiện Quyết định số 1847/QĐ-TTg năm 2019 trên địa bàn "
        "tỉnh Tây Ninh, kính gửi Bộ Nội vụ tổng hợp."
    )
    sent |= {"opening": "Ủy ban nhân dân tỉnh\nbáo cáo như sau:", "closing": "Kính gửi Bộ Nội vụ."}
    assert client.post(address, sent).status_code == 302
    told = deserialize(compose_now(report)[0])
    assert [plain_text(each.runs) for each in (told.opening, told.closing)] == [
        "Ủy ban nhân dân tỉnh báo cáo như sau:",
        "Kính gửi Bộ Nội vụ.",
    ]
    shown = client.post(address, sent | {"closing": "Có {visits.total} lượt.", "seen_version": 2})
    assert "closing" in shown.context["form"].errors


def test_confirming_what_nobody_took_over_changes_nothing(cast, maker, report):
    maker.visit(day=date(2019, 7, 5), place=0)
    sent = {"seen_version": 1}
    address_ = address(report, name="section-confirm")
    assert cast.client("specialist").post(address_, sent).status_code == 302
    section = report.sections.get(code="oversight")
    assert (section.is_written, section.version, printed(report)) == (False, 1, [ONE_VISIT])
