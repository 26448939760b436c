"""The screens of the report: who sees what, writing a section, putting it on paper, downloading."""

import hashlib
import re
from datetime import date

import pytest

from inspections.rounds import workflow as round_flow
from inspections.rounds.actions import plan_round
from reports.freezing.snapshots import take_snapshot
from reports.issuing.models import PaperKind, Rendering
from reports.issuing.renderings import render_report
from reports.narrative.models import Report
from reports.narrative.reports import create_report
from tayninh_portal import jobs
from tayninh_portal.lib.periods import parse_period
from tayninh_portal.models import Job
from tayninh_portal.models.jobs import JobState
from tayninh_portal.storage import path_of, store_file
from tayninh_portal.tasks import search_everything, tiles_for
from tests.doing import do
from tests.fixtures.cast import moment
from tests.reports.composition import WRITTEN, a_reported_year, make_report
from tests.reports.reading import rows, words
from tests.reports.workflow_story import approved, presented, sent, written

pytestmark = pytest.mark.once

DRAFTERS = {"specialist", "manager"}
READERS = {"leader", "office_examiner", "province_registrar", "department_registrar"}
OTHERS = {"operator", "clerk_a", "head_a", "clerk_b", "head_b", "admin", "nobody"}
FORM = {
    "client_id": "6f9c2f0e-6d29-4ed1-a6ac-0123456789ab",
    "year": "2019",
    "period_kind": "calendar",
    "period_start": "",
    "period_end": "",
    "request_number": "28/BNV-CCVC",
    "request_date": "03/01/2020",
    "request_title": "báo cáo thực hiện Đề án Văn hóa công vụ",
    "request_due_on": "15/01/2020",
    "title": "Thực hiện Quyết định số 1847/QĐ-TTg",
}


def print_report(cast, report: Report, at=WRITTEN, kind=PaperKind.DRAFT) -> Rendering:
    """A rendering with bytes of its own; the PDF itself is tested elsewhere."""
    if kind == PaperKind.DRAFT:
        snapshot = take_snapshot(report, by=cast.specialist, at=at)
    else:
        snapshot = report.presented_snapshot
    file = store_file(
        f"%PDF-1.7 minh họa {snapshot.sha256}".encode(),
        name="bao-cao-2019.pdf",
        media_type="application/pdf",
        by=cast.specialist,
        at=at,
    )
    return Rendering.objects.create(snapshot=snapshot, report=report, kind=kind, file=file, at=at)


@pytest.fixture
def report(cast, maker, settings, tmp_path) -> Report:
    """The report of 2019 over a year with a little of everything."""
    settings.FILES_DIR = tmp_path
    return a_reported_year(maker)


def present(cast, report: Report) -> Report:
    """The report as UBND tỉnh has it before it."""
    return presented(cast, approved(cast, sent(cast, written(cast, report))))


@pytest.mark.parametrize("who", sorted(DRAFTERS | READERS | OTHERS | {"visitor"}))
def test_a_draft_is_seen_by_those_who_draft_and_by_nobody_else(cast, report, who):
    client = cast.client(who)
    got = {
        "list": client.get("/bao-cao/").status_code,
        "detail": client.get(f"/bao-cao/{report.pk}/").status_code,
        "section": client.get(
            f"/bao-cao/{report.pk}/muc/{report.sections.first().pk}/"
        ).status_code,
        "download": client.get(f"/bao-cao/{report.pk}/tai-ve/").status_code,
        "render": client.post(f"/bao-cao/{report.pk}/ket-xuat/").status_code
        if who not in DRAFTERS
        else 302,
    }
    if who == "visitor":
        assert set(got.values()) == {302}
    elif who in DRAFTERS:
        assert got == {"list": 200, "detail": 200, "section": 200, "download": 403, "render": 302}
    elif who in READERS:
        assert got == {"list": 200, "detail": 404, "section": 404, "download": 404, "render": 404}
    else:
        assert got == {"list": 403, "detail": 403, "section": 404, "download": 404, "render": 404}


@pytest.mark.parametrize("who", sorted(READERS))
def test_once_presented_it_is_read_and_downloaded_above_but_never_edited(cast, report, who):
    report = present(cast, report)
    rendering = print_report(cast, report, kind=PaperKind.FOR_SIGNATURE)
    client = cast.client(who)
    section = report.sections.first()
    assert rows(client.get("/bao-cao/")) == 1
    page = client.get(f"/bao-cao/{report.pk}/")
    assert "kiểm tra 03 lượt tại" in words(page)
    assert "Soạn" not in words(page)
    assert client.get(f"/bao-cao/{report.pk}/muc/{section.pk}/").status_code == 403
    assert client.post(f"/bao-cao/{report.pk}/ket-xuat/").status_code == 403
    answer = client.get(f"/bao-cao/{report.pk}/tai-ve/")
    assert answer.status_code == 200
    assert hashlib.sha256(answer.content).hexdigest() == rendering.file.sha256
    assert answer["Content-Disposition"] == 'attachment; filename="bao-cao-2019.pdf"'
    assert answer["Content-Type"] == "application/pdf"
    assert "private" in answer["Cache-Control"]


def test_a_printed_draft_stays_within_the_department(cast, report):
    print_report(cast, report)
    for who in sorted(READERS):
        client = cast.client(who)
        assert rows(client.get("/bao-cao/")) == 0
        assert client.get(f"/bao-cao/{report.pk}/").status_code == 404
        assert client.get(f"/bao-cao/{report.pk}/tai-ve/").status_code == 404


def test_everybody_reads_what_went_up_and_not_what_was_recorded_since(cast, report, maker):
    report = present(cast, report)
    maker.visit(day=date(2019, 9, 2), place=0)
    for who in ("leader", "specialist"):
        page = words(cast.client(who).get(f"/bao-cao/{report.pk}/"))
        assert "kiểm tra 03 lượt tại" in page


def test_figures_are_links_for_those_who_may_open_them(cast, report):
    address = f"/bao-cao/{report.pk}/"
    live = 'href="/so-lieu/visits.total/?ky=calendar-2019" data-panel>03</a>'
    assert live in cast.client("specialist").get(address).content.decode()
    report = present(cast, report)
    freeze = report.presented_snapshot.freeze_id
    link = f'href="{address}so-lieu-chot/{freeze}/visits.total/" data-panel>03</a>'
    assert link in cast.client("specialist").get(address).content.decode()
    assert link in cast.client("leader").get(address).content.decode()
    page = cast.client("department_registrar").get(address).content.decode()
    assert "/so-lieu" not in page
    assert '<span class="doc-figure">03</span>' in page


def test_every_number_of_the_page_opens_as_many_records_as_it_says(cast, report):
    client = cast.client("specialist")
    pages = [f"/bao-cao/{report.pk}/", f"/bao-cao/{report.pk}/phieu-kiem-tra/"]
    page = "".join(client.get(address).content.decode() for address in pages)
    linked = re.findall(r'<a class="doc-figure" href="([^"]+)" data-panel>([^<]+)</a>', page)
    links = {address: text for address, text in linked if not text.endswith("%")}
    # A share opens the records of its part, which is a number of the page too.
    assert {address for address, _ in linked} == set(links)
    sums = ("self_inspections.held", "self_inspections.violations")
    wrong = {}
    for address, text in links.items():
        answer = client.get(address.replace("&amp;", "&"))
        shown = re.search(r'figure-value"><strong>([^<]+)<', answer.content.decode()).group(1)
        counted = int(shown) if any(key in address for key in sums) else rows(answer)
        if (int(shown), counted) != (int(text), int(text)):
            wrong[address] = (text, shown, counted)
    assert wrong == {}
    assert len(links) == 103


def test_the_contents_lead_to_every_section_and_annex(cast, report):
    page = cast.client("specialist").get(f"/bao-cao/{report.pk}/").content.decode()
    contents = re.search(r'<details class="fold contents">.*?</details>', page, re.DOTALL)[0]
    places = re.findall(r'<section class="paper-(?:section|annex)" id="([^"]+)"', page)
    assert re.findall(r'href="#([^"]+)"', contents) == places
    assert len(places) > report.sections.count()
    assert "2. Kết quả thực hiện" in contents


def test_problems_stand_at_their_heading(cast, report):
    page = cast.client("specialist").get(f"/bao-cao/{report.pk}/").content.decode()
    section = re.search(r'id="muc-causes".*?</section>', page, re.S).group()
    assert "chưa có nội dung; bản in sẽ ghi" in section
    assert "paper-problem-warning" in section
    written_by_figures = re.search(r'id="muc-inspections".*?</section>', page, re.S).group()
    assert "Mục này chưa có nội dung" not in written_by_figures


def test_a_report_is_opened_from_the_form_once(cast, db):
    client = cast.client("specialist")
    first = client.post("/bao-cao/lap/", FORM)
    second = client.post("/bao-cao/lap/", FORM)
    report = Report.objects.get()
    assert (first.url, second.url) == (f"/bao-cao/{report.pk}/",) * 2
    assert (report.period_start, report.period_end) == (date(2019, 1, 1), date(2019, 12, 31))
    assert (report.request_number, report.request_date) == ("28/BNV-CCVC", date(2020, 1, 3))


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"year": "1999"}, "Năm báo cáo phải từ 2000 đến 2099."),
        ({"period_kind": "days"}, "Nhập ngày này, hoặc chọn một kỳ có sẵn."),
        (
            {"period_kind": "days", "period_start": "02/01/2019", "period_end": "01/01/2019"},
            "Ngày cuối kỳ không được trước ngày đầu kỳ.",
        ),
        ({"request_date": ""}, "Nhập ngày của văn bản yêu cầu."),
        ({"request_number": ""}, "Nhập số của văn bản yêu cầu."),
        ({"request_date": "31/02/2020"}, "Ngày “31/02/2020” không có trên lịch."),
        ({"title": ""}, "Trích yếu"),
    ],
)
def test_a_wrong_form_comes_back_with_what_was_typed(cast, changes, sentence):
    page = cast.client("specialist").post("/bao-cao/lap/", FORM | changes)
    assert page.status_code == 200
    assert sentence in words(page)
    assert 'value="báo cáo thực hiện Đề án Văn hóa công vụ"' in page.content.decode()
    assert Report.objects.count() == 0


def test_a_second_report_of_a_year_is_refused_at_the_year(cast, report):
    page = cast.client("specialist").post("/bao-cao/lap/", FORM)
    assert "Năm 2019 đã có báo cáo năm." in words(page)
    assert Report.objects.count() == 1


def test_the_second_of_two_writers_gets_his_words_back(cast, report):
    section = report.sections.get(code="causes")
    address = f"/bao-cao/{report.pk}/muc/{section.pk}/"
    cast.client("specialist").post(address, {"seen_version": "1", "text": "Lời thứ nhất."})
    page = cast.client("specialist_b").post(address, {"seen_version": "1", "text": "Lời thứ hai."})
    text = words(page)
    assert "Bản ghi này đã được người khác sửa sau khi bạn mở." in text
    assert text.count("Nội dung của mục Lời thứ nhất. Lời thứ hai.") == 1
    assert "Lời thứ hai.</textarea>" in page.content.decode()
    section.refresh_from_db()
    assert (section.text, section.version) == ("Lời thứ nhất.", 2)
    # They have read the other's words beside their own and save again.
    seen = re.search(r'name="seen_version" value="(\d+)"', page.content.decode()).group(1)
    again = {"seen_version": seen, "text": "Lời thứ nhất và lời thứ hai."}
    assert cast.client("specialist_b").post(address, again).status_code == 302
    section.refresh_from_db()
    assert section.text == "Lời thứ nhất và lời thứ hai."


def test_a_character_the_paper_cannot_print_is_refused_where_it_is_typed(cast, report):
    section = report.sections.get(code="causes")
    page = cast.client("specialist").post(
        f"/bao-cao/{report.pk}/muc/{section.pk}/", {"seen_version": "1", "text": "Đạt \u2611"}
    )
    assert "Phông chữ của văn bản không có ký tự \u2611; hãy thay ký tự khác." in words(page)
    assert "Đạt \u2611</textarea>" in page.content.decode()


def test_a_double_click_saves_a_section_once(cast, report):
    section = report.sections.get(code="causes")
    address = f"/bao-cao/{report.pk}/muc/{section.pk}/"
    client, form = cast.client("specialist"), {"seen_version": "1", "text": "Một lời."}
    assert [client.post(address, form).status_code for _ in range(2)] == [302, 302]
    section.refresh_from_db()
    assert section.version == 2


def test_a_section_of_another_report_is_not_found(cast, report):
    other = make_report(cast, year=2020)
    section = other.sections.first()
    client = cast.client("specialist")
    assert client.get(f"/bao-cao/{report.pk}/muc/{section.pk}/").status_code == 404


def test_a_rendering_goes_from_the_button_to_the_download(cast, report):
    client = cast.client("specialist")
    answer = client.post(f"/bao-cao/{report.pk}/ket-xuat/")
    jobs.run_waiting()
    job = Job.objects.get()
    assert answer.url == f"/bao-cao/{report.pk}/viec/{job.pk}/"
    assert "Xong: bản PDF ghi lại báo cáo" in words(client.get(answer.url))
    file = client.get(f"/bao-cao/{report.pk}/tai-ve/")
    assert file.content.startswith(b"%PDF-")


def test_a_job_tells_how_far_it_is_and_asks_again_by_itself(cast, report):
    client = cast.client("specialist")
    client.post(f"/bao-cao/{report.pk}/ket-xuat/")
    job = Job.objects.get()
    address = f"/bao-cao/{report.pk}/viec/{job.pk}/"
    waiting = client.get(address, headers={"hx-request": "true"}).content.decode()
    assert "Đang chờ" in waiting and 'hx-trigger="every 2s"' in waiting
    Job.objects.filter(pk=job.pk).update(state=JobState.FAILED, error="Máy chủ thiếu thư viện.")
    failed = client.get(address).content.decode()
    assert "Không thành: Máy chủ thiếu thư viện." in failed and "hx-trigger" not in failed
    assert client.post(f"{address}thu-lai/").url == address
    job.refresh_from_db()
    assert job.state == JobState.QUEUED
    render_report(job, lambda *stated: None)
    assert "Tải bản PDF" in words(client.get(address))


def test_a_job_is_no_window_on_another_report(cast, report):
    client = cast.client("specialist")
    client.post(f"/bao-cao/{report.pk}/ket-xuat/")
    other = make_report(cast, year=2020)
    job = Job.objects.get()
    assert client.get(f"/bao-cao/{other.pk}/viec/{job.pk}/").status_code == 404
    assert cast.client("leader").get(f"/bao-cao/{report.pk}/viec/{job.pk}/").status_code == 404


def test_an_older_print_stays_and_a_spoiled_one_is_not_given_out(cast, report, maker):
    first = print_report(cast, report)
    maker.visit(day=date(2019, 9, 2), place=0)
    second = print_report(cast, report, at=moment(2020, 1, 9))
    client, address = cast.client("specialist"), f"/bao-cao/{report.pk}/tai-ve/"
    digests = [
        hashlib.sha256(client.get(address, query).content).hexdigest()
        for query in ({}, {"ban": first.pk}, {"ban": second.pk})
    ]
    assert digests == [second.file.sha256, first.file.sha256, second.file.sha256]
    assert client.get(address, {"ban": "x"}).status_code == 404
    path_of(second.file.sha256).write_bytes(b"hong")
    assert client.get(address).status_code == 503


def test_a_due_report_is_work_until_it_goes_up(cast, report):
    page = words(cast.client("specialist").get("/"))
    assert "Hoàn thành báo cáo năm 2019 gửi Bộ Nội vụ Trả lời 28/BNV-CCVC 15/01/2020" in page
    print_report(cast, report)
    assert "Hoàn thành báo cáo năm 2019" in words(cast.client("specialist").get("/"))
    sent(cast, written(cast, report))
    assert "Hoàn thành báo cáo năm 2019" not in words(cast.client("specialist").get("/"))


def test_the_home_page_shows_the_figures_of_the_period_in_hand(cast, report):
    ours = [tile for tile in tiles_for(cast.leader, date(2026, 11, 24)) if "/so-lieu/" in tile.url]
    assert [(tile.label, tile.value, tile.note) for tile in ours] == [
        ("Lượt kiểm tra", 3, "năm 2019"),
        ("Vi phạm của cá nhân", 3, "năm 2019"),
        ("Phản ánh đã xử lý", "01/02", "năm 2019, không kể trường hợp giao riêng"),
        ("Cơ quan đã tự kiểm tra", "01/02", "năm 2019"),
    ]
    assert [
        tile for tile in tiles_for(cast.clerk_a, date(2026, 11, 24)) if "/so-lieu/" in tile.url
    ] == []


def test_the_tile_of_complaints_says_how_many_are_late(cast, report, maker):
    maker.complaint(day=date(2019, 9, 1), due=date(2019, 9, 20))
    notes = {tile.label: tile.note for tile in tiles_for(cast.leader, date(2026, 11, 24))}
    assert notes["Phản ánh đã xử lý"] == (
        "năm 2019, không kể trường hợp giao riêng; 1 phản ánh đang quá hạn"
    )


def test_search_finds_a_report_by_year_title_and_request(cast, report):
    for folded in ("2019", "van hoa cong vu", "28/bnv"):
        found = [hit for hit in search_everything(cast.specialist, folded) if hit.kind == "Báo cáo"]
        assert [hit.url for hit in found] == [f"/bao-cao/{report.pk}/"]
    hidden = [hit for hit in search_everything(cast.leader, "2019") if hit.kind == "Báo cáo"]
    assert hidden == []


@pytest.mark.parametrize("many", [1, 30])
def test_the_list_takes_as_many_queries_for_one_report_as_for_thirty(
    cast, django_assert_num_queries, many
):
    for year in range(2000, 2000 + many):
        make_report(cast, year=year)
    client = cast.client("specialist")
    client.get("/bao-cao/")
    with django_assert_num_queries(5):
        client.get("/bao-cao/")


@pytest.mark.parametrize("many", [1, 30])
def test_the_report_takes_as_many_queries_for_one_visit_as_for_thirty(
    cast, maker, django_assert_num_queries, many
):
    for at in range(many):
        maker.visit(day=date(2019, 3, 4), place=at % 6, found=[maker.found("person")])
    report = make_report(cast)
    client = cast.client("specialist")
    client.get(f"/bao-cao/{report.pk}/")
    with django_assert_num_queries(8):
        client.get(f"/bao-cao/{report.pk}/")


def test_a_round_that_ends_after_the_period_is_named_and_not_silently_left_out(cast):
    report, _ = create_report(by=cast.specialist, year=2019, period=parse_period("2019"))
    round_, _ = plan_round(
        by=cast.specialist,
        title="Tự kiểm tra năm 2019",
        period_start=date(2019, 1, 1),
        period_end=date(2019, 12, 31),
        due_on=date(2019, 12, 20),
    )
    page = cast.client("specialist").get(f"/bao-cao/{report.pk}/").content.decode()
    assert "kết thúc sau kỳ" not in page
    do(round_flow.OPEN, round_, by=cast.specialist)
    page = cast.client("specialist").get(f"/bao-cao/{report.pk}/").content.decode()
    assert "Đợt “Tự kiểm tra năm 2019” (01/01/2019 – 31/12/2019) có ngày trong kỳ" in page
