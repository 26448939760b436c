"""The screen of a section: tokens, preview, take-over, versions; headings taken out; the lines."""

import uuid

import pytest
from django.urls import reverse

from reports.narrative.models import Report
from reports.narrative.reports import write_section
from reports.narrative.sections import add_section
from tayninh_portal.lib.periods import parse_period
from tayninh_portal.models import Change
from tayninh_portal.sent import id_of_sent
from tests.reports.activities import Activity
from tests.reports.composition import a_year, make_report
from tests.reports.reading import words

pytestmark = pytest.mark.once

PAGES = ["section-update", "section-versions", "section-remove"]


@pytest.fixture
def report(cast):
    return make_report(cast)


@pytest.fixture
def client(cast):
    return cast.client("specialist")


def at(name, report, code="causes"):
    return reverse(name, args=[report.pk, report.sections.get(code=code).pk])


def write(report, code, text, by):
    section = report.sections.get(code=code)
    return write_section(section, by=by, text=text, seen_version=section.version)


def last_year(cast, code="causes", text="Do {visits.total} lượt kiểm tra."):
    report = make_report(cast, year=2018, period=parse_period("calendar-2018"))
    write(report, code, text, cast.specialist)
    return report


def test_a_section_is_written_from_what_is_suggested(client, maker, report):
    a_year(maker)
    section = report.sections.get(code="oversight")
    address = f"/bao-cao/{report.pk}/muc/{section.pk}/"
    assert "kiểm tra {visits.total} lượt tại" in client.get(address).content.decode()
    text = "Tổ đã kiểm tra {visits.total} lượt.\r\n- Ý thứ hai"
    answer = client.post(address, {"seen_version": "1", "text": text})
    assert answer.url == f"/bao-cao/{report.pk}/#muc-oversight"
    page = words(client.get(f"/bao-cao/{report.pk}/"))
    assert "Tổ đã kiểm tra 03 lượt. - Ý thứ hai Soạn" in page
    assert "kiểm tra 03 lượt tại" not in page


def test_figures_about_the_section_stand_first_with_value_and_token(client, maker, report):
    a_year(maker)
    figures = client.get(at("section-update", report, "inspections")).context["figures"]
    first = figures[0]
    assert (first.token, first.text, first.label) == ("{visits.total}", "03", "Lượt kiểm tra")
    other = client.get(at("section-update", report, "self_inspections")).context["figures"]
    assert other[0].key == "self_inspections.provincial.due"
    assert {f.key for f in figures} == {f.key for f in other}


def test_a_preview_marks_numbers_and_saves_nothing(client, maker, report):
    a_year(maker)
    sent = {"seen_version": 1, "text": "Đã kiểm tra {visits.total} lượt.", "xem-truoc": "1"}
    page = client.post(at("section-update", report), sent)
    assert "Đã kiểm tra 03 lượt." in words(page)
    href = reverse("figure-detail", args=["visits.total"])
    assert f'<a class="doc-figure" href="{href}?ky=calendar-2019" data-panel>03</a>' in (
        page.content.decode()
    )
    assert (page.context["form"]["text"].value(), report.sections.get(code="causes").text) == (
        sent["text"],
        "",
    )


@pytest.mark.parametrize("button", [{}, {"xem-truoc": "1"}])
def test_a_wrong_token_is_told_at_the_box_and_nothing_is_lost(client, report, button):
    text = "Đã kiểm tra {visits.totals} lượt."
    page = client.post(at("section-update", report), {"seen_version": 1, "text": text} | button)
    form = page.context["form"]
    assert form.errors["text"][0].startswith("Không có số liệu nào có mã “visits.totals”.")
    assert form["text"].value() == text
    assert report.sections.get(code="causes").version == 1


PLAIN = (
    "Ô này in đúng như đã nhập nên không chèn được số liệu; hãy bỏ dấu ngoặc nhọn. Mã số liệu chỉ "
    "dùng trong nội dung của mục."
)


@pytest.mark.parametrize("heading", ["Kết quả {visits.total} lượt", "Kết quả {"])
def test_a_heading_takes_no_figure(client, report, heading):
    renaming = at("section-rename", report)
    page = client.post(renaming, {"seen_version": 1, "heading": heading})
    assert page.context["form"].errors == {"heading": [PLAIN]}
    adding = reverse("section-create", args=[report.pk])
    sent = {
        "client_id": client.get(adding).context["form"]["client_id"].value(),
        "after": report.sections.get(code="causes").pk,
        "place": "beside",
        "heading": heading,
    }
    assert client.post(adding, sent).context["form"].errors == {"heading": [PLAIN]}
    assert not report.sections.filter(heading__contains="{").exists()


@pytest.mark.parametrize("field", ["title", "request_title", "request_number"])
def test_what_the_report_says_of_itself_takes_no_figure(client, report, field):
    updating, opening = reverse("report-update", args=[report.pk]), reverse("report-create")
    for address, more in ((updating, {}), (opening, {"year": "2021", "period_kind": "calendar"})):
        form = client.get(address).context["form"]
        sent = {name: form[name].value() or "" for name in form.fields}
        sent |= {"request_number": "28/BNV-CCVC", "request_date": "03/01/2020", **more}
        for name in ("request_due_on", "period_start", "period_end", "cutoff_on"):
            sent[name] = ""
        page = client.post(address, sent | {field: "Kết quả {visits.total} lượt"})
        assert page.context["form"].errors == {field: [PLAIN]}
    assert [other.pk for other in Report.objects.all()] == [report.pk]
    report.refresh_from_db()
    assert report.version == 1


def test_a_control_character_is_told_at_the_box(client, report):
    page = client.post(at("section-update", report), {"seen_version": 1, "text": "Lời\x07 văn"})
    assert list(page.context["form"].errors) == ["text"]


def test_on_the_report_a_token_is_a_marked_number(client, maker, report, cast):
    a_year(maker)
    write(report, "causes", "Qua {visits.total} lượt kiểm tra.", cast.specialist)
    page = client.get(reverse("report-detail", args=[report.pk])).content.decode()
    assert 'Qua <a class="doc-figure" href="/so-lieu/visits.total/' in page


def test_what_is_typed_is_not_lost_when_an_agencys_words_are_taken(client, cast, maker, report):
    maker.activity(Activity(report.period_start, cast.a.pk, "proposal"))
    source = f"fact-{cast.a.facts.get().pk}"
    sent = {"seen_version": 1, "source": source, "text": "Đang gõ dở."}
    for _ in range(2):
        client.post(at("section-take", report, "proposals"), sent)
    lines = report.sections.get(code="proposals").text.splitlines()
    assert (lines[0], len(lines)) == ("Đang gõ dở.", 2)


def test_a_take_over_that_is_refused_gives_back_what_was_typed(client, cast, maker, report):
    sent = {"seen_version": 1, "source": "fact-0", "text": "Đang gõ dở."}
    page = client.post(at("section-take", report, "proposals"), sent)
    assert "Nội dung này không còn trong danh sách" in words(page)
    assert page.context["form"]["text"].value() == "Đang gõ dở."
    write(report, "proposals", "Lời người khác.", cast.specialist_b)
    maker.activity(Activity(report.period_start, cast.a.pk, "proposal"))
    sent["source"] = f"fact-{cast.a.facts.get().pk}"
    page = client.post(at("section-take", report, "proposals"), sent)
    lost = page.context["form"].lost
    assert (lost.by_self, lost.texts) == (
        False,
        (("Nội dung của mục", "Lời người khác.", "Đang gõ dở."),),
    )
    assert "Đang lưu" in words(page)
    assert page.context["form"]["text"].value() == "Đang gõ dở."
    assert report.sections.get(code="proposals").text == "Lời người khác."


@pytest.mark.parametrize(
    ("name", "typed", "field"),
    [
        ("section-update", {"text": "Lời thứ nhất."}, "text"),
        ("section-rename", {"heading": "Tên thứ nhất"}, "heading"),
    ],
)
def test_one_form_sent_twice_is_done_once_and_a_second_window_keeps_its_text(
    client, report, name, typed, field
):
    section, address = report.sections.get(code="causes"), at(name, report)
    sent = typed | {"seen_version": section.version, "client_id": str(uuid.uuid4())}
    for said in (1, 0):
        answer = client.post(address, sent)
        assert answer.status_code == 302
        assert len(client.get(answer.url).context["messages"]) == said
    form_id = uuid.UUID(sent["client_id"])
    assert Change.objects.of(section).last().client_id == id_of_sent(form_id, sent)
    window = {field: "Lời thứ hai", "client_id": str(uuid.uuid4())}
    form = client.post(address, sent | window).context["form"]
    assert (form.lost.by_self, form[field].value()) == (True, "Lời thứ hai")
    assert [texts[1:] for texts in form.lost.texts] == [(typed[field], "Lời thứ hai")]
    assert report.sections.get(code="causes").version == section.version + 1


def test_last_years_words_are_grey_until_confirmed(client, cast, report):
    last_year(cast)
    page = client.post(at("section-carry", report), {"seen_version": 1}, follow=True)
    assert "Lời báo cáo năm trước, chưa xác nhận." in words(page)
    detail = reverse("report-detail", args=[report.pk])
    shown = client.get(detail)
    assert "Lời báo cáo năm trước, chưa xác nhận: Do 00 lượt kiểm tra." in words(shown)
    assert '<div class="paper-carried">' in shown.content.decode()
    client.post(at("section-confirm", report), {"seen_version": 2})
    assert report.sections.get(code="causes").is_confirmed
    assert '<div class="paper-carried">' not in client.get(detail).content.decode()


def test_last_years_words_come_into_every_empty_heading_at_once(client, cast, report):
    last_year(cast)
    page = client.post(reverse("report-carry", args=[report.pk]), follow=True)
    assert "Đã kế thừa nội dung báo cáo năm trước vào 1 mục còn trống" in words(page)
    page = client.post(reverse("report-carry", args=[report.pk]), follow=True)
    assert "Không có mục trống nào" in words(page)


def test_words_somebody_changed_meanwhile_are_not_confirmed_unread(client, cast, report):
    last_year(cast)
    client.post(at("section-carry", report), {"seen_version": 1})
    for who, late in (
        ("specialist", "Bạn đã sửa hồ sơ này từ một cửa sổ khác sau khi mở trang này."),
        ("manager", "Hồ sơ này đã được người khác sửa sau khi bạn mở trang."),
    ):
        page = cast.client(who).post(at("section-confirm", report), {"seen_version": 1})
        assert page.status_code == 409
        assert late in words(page)
    assert not report.sections.get(code="causes").is_confirmed


def test_two_versions_stand_side_by_side_and_the_old_one_goes_into_the_box(client, cast, report):
    write(report, "causes", "Lời thứ nhất.", cast.specialist)
    write(report, "causes", "Lời thứ hai.", cast.specialist)
    page = client.get(at("section-versions", report)).content.decode()
    assert "Lời thứ <del>nhất.</del>" in page
    assert "Lời thứ <ins>hai.</ins>" in page
    first = client.get(at("section-versions", report) + "?cu=1&moi=2").content.decode()
    assert "<ins>Lời thứ nhất.</ins>" in first
    box = client.get(at("section-update", report) + "?ban=2").context["form"]
    assert (box["text"].value(), box["seen_version"].value()) == ("Lời thứ nhất.", 3)
    assert report.sections.get(code="causes").text == "Lời thứ hai."


def test_a_heading_is_taken_out_with_its_reason_and_put_back(client, report):
    address = at("section-remove", report)
    page = client.post(address, {"seen_version": 1, "note": ""})
    assert page.context["form"].errors == {
        "note": ["Hãy ghi lý do bỏ mục của đề cương hoặc mục đã có nội dung."]
    }
    client.post(address, {"seen_version": 1, "note": "Bộ không yêu cầu."})
    detail = reverse("report-detail", args=[report.pk])
    assert "3. Nguyên nhân của những hạn chế" not in words(client.get(detail))
    assert "Nguyên nhân" in words(client.get(reverse("section-create", args=[report.pk])))
    section = report.sections.get(code="causes")
    client.post(at("section-restore", report), {"seen_version": section.version})
    assert "3. Nguyên nhân của những hạn chế" in words(client.get(detail))


def test_the_lines_of_the_report_are_changed(client, report):
    address = reverse("report-update", args=[report.pk])
    form = client.get(address).context["form"]
    sent = {name: form[name].value() or "" for name in form.fields}
    sent |= {
        "request_date": "03/01/2020",
        "request_due_on": "15/01/2020",
        "period_start": "",
        "period_end": "",
        "cutoff_on": "05/01/2020",
        "title": "Kết quả Đề án",
    }
    client.post(address, sent)
    report.refresh_from_db()
    assert (report.title, report.preset, str(report.cutoff_on)) == (
        "Kết quả Đề án",
        "calendar-2019",
        "2020-01-05",
    )
    assert client.post(address, sent).status_code == 302
    window = {"title": "Tên khác", "client_id": str(uuid.uuid4())}
    lost = client.post(address, sent | window).context["form"].lost
    assert lost.by_self
    assert ("Trích yếu", "Kết quả Đề án", "Tên khác") in lost.texts
    report.refresh_from_db()
    assert (report.title, report.version) == ("Kết quả Đề án", 2)


def test_the_label_of_the_reason_says_whether_it_is_asked_for(client, cast, report):
    outline = report.sections.get(code="causes")
    assert "Lý do bỏ mục (không bắt buộc)" not in words(client.get(at("section-remove", report)))
    own, _ = add_section(
        report,
        by=cast.specialist,
        client_id=uuid.uuid4(),
        after=outline,
        level=outline.level,
        heading="Khen thưởng",
    )
    address = at("section-remove", report, own.code)
    assert "Lý do bỏ mục (không bắt buộc)" in words(client.get(address))
    write(report, own.code, "Đã khen thưởng.", cast.specialist)
    assert "Lý do bỏ mục (không bắt buộc)" not in words(client.get(address))


@pytest.mark.parametrize("name", PAGES)
def test_a_report_that_went_up_is_not_written_in(client, report, name):
    Report.objects.filter(pk=report.pk).update(state="issued")
    allowed = 200 if name == "section-versions" else 403
    assert client.get(at(name, report)).status_code == allowed
