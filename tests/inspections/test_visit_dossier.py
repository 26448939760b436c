"""The dossier of a visit: each reader's papers on one page and in one ZIP, no other ones."""

import csv
import hashlib
import io
import zipfile

import pytest
import time_machine
from django.urls import reverse

from inspections.cited_documents.actions import attach_document
from inspections.result_papers import workflow as paper_flow
from inspections.result_papers.models import ResultPaper
from tayninh_portal import dossiers
from tayninh_portal.models import FileOpening
from tayninh_portal.storage import path_of
from tests.doing import do
from tests.inspections.answering import NOW, confirmed_handling, finding, remedy
from tests.inspections.implementing import document, pdf, upload
from tests.inspections.noticing import issued, sent
from tests.inspections.teaming import planned, team

pytestmark = pytest.mark.once


@pytest.fixture(autouse=True)
def _clock(settings, tmp_path):
    settings.FILES_DIR = tmp_path
    with time_machine.travel(NOW, tick=False):
        yield


def page(cast, who: str, visit):
    return cast.client(who).get(reverse("visit-dossier", args=[visit.pk]))


def titles(answer) -> list[tuple[str, list[str]]]:
    return [(part, [row.title for row in rows]) for part, rows in answer.context["parts"]]


def taken(cast, who: str, visit) -> zipfile.ZipFile:
    answer = cast.client(who).post(reverse("visit-dossier-zip", args=[visit.pk]))
    assert answer["Cache-Control"] == "private, no-store"
    return zipfile.ZipFile(io.BytesIO(b"".join(answer)))


def contents(archive: zipfile.ZipFile) -> list[list[str]]:
    text = archive.read("00-muc-luc.csv").decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))


def whole(cast):
    """A result of handling with its file, whose visit has a paper of the Sở; and that paper."""
    made = confirmed_handling(cast, finding(cast), upload=upload())
    paper = document(cast, "specialist", "department", upload=upload(pdf(2)))
    attach_document(paper, record=made.finding.visit, by=cast.specialist)
    return made, paper


def test_the_department_reads_every_part_and_the_agency_its_own(cast):
    visit = whole(cast)[0].finding.visit
    own = [
        ("Lượt kiểm tra", ["Lượt kiểm tra Sở Xây dựng, 05/7/2019 (đã kết thúc)"]),
        ("Kết quả xử lý", ["Nhắc nhở miệng: Đi muộn (đã xác nhận)"]),
    ]
    attached = [row for _, rows in titles(page(cast, "specialist", visit)) for row in rows]
    assert len(attached) == 3
    assert titles(page(cast, "head_a", visit)) == own
    assert page(cast, "head_b", visit).status_code == 404


def test_a_state_begins_small_and_keeps_its_names(cast):
    made = do(paper_flow.ACCEPT, sent(cast), by=cast.manager, at=NOW)
    parts = dict(titles(page(cast, "manager", made.visit)))
    (own,) = [row for rows in parts.values() for row in rows if row.startswith(str(made))]
    assert own == f"{made} (lãnh đạo Sở đã nhận)"


def test_the_zip_has_each_file_with_its_sum_and_what_names_a_person_is_recorded(cast):
    made, _ = whole(cast)
    archive = taken(cast, "specialist", made.finding.visit)
    names = [row.filename for row in archive.infolist()]
    rows = contents(archive)
    assert names == [*[row[4] for row in rows[1:] if row[4]], "00-muc-luc.csv", "SHA256SUMS"]
    assert len(names) == 4
    sums = archive.read("SHA256SUMS").decode().splitlines()
    assert sums == [f"{row[6]}  {row[4]}" for row in rows[1:] if row[4]]
    for row in rows[1:]:
        if row[4]:
            data = archive.read(row[4])
            assert (len(data), hashlib.sha256(data).hexdigest()) == (int(row[5]), row[6])
    opened = FileOpening.objects.values_list("file", "by__username", "record_type", "record_id")
    assert list(opened) == [(made.file_id, "specialist", "inspections.handling", made.pk)]


def test_the_zip_of_the_agency_tells_of_nothing_else(cast):
    made, paper = whole(cast)
    archive = taken(cast, "clerk_a", made.finding.visit)
    assert [row[1] for row in contents(archive)[1:]] == ["Lượt kiểm tra", "Kết quả xử lý"]
    everything = b"".join(archive.read(row) for row in archive.namelist()).decode("utf-8", "ignore")
    assert paper.number not in everything
    assert paper.file.sha256 not in everything


def test_a_file_the_store_lost_is_named_and_the_others_come(cast):
    made, _ = whole(cast)
    path_of(made.file.sha256).unlink()
    archive = taken(cast, "specialist", made.finding.visit)
    row = next(row for row in contents(archive) if row[1] == "Kết quả xử lý")
    assert row[4:] == ["không đọc được; hãy báo quản trị", "", ""]
    assert len(archive.namelist()) == 3
    assert FileOpening.objects.count() == 0


def test_too_many_bytes_are_a_sentence_on_the_page(cast, monkeypatch):
    visit = whole(cast)[0].finding.visit
    monkeypatch.setattr(dossiers, "MOST_BYTES", 10)
    client = cast.client("specialist")
    answer = client.post(reverse("visit-dossier-zip", args=[visit.pk]), follow=True)
    assert "hãy mở từng văn bản" in answer.content.decode()
    assert FileOpening.objects.count() == 0


def test_a_notice_comes_along_for_the_department_alone_and_not_where_it_names_persons(cast):
    made, _ = whole(cast)
    notice = issued(cast, made.finding.visit)
    ResultPaper.objects.filter(pk=notice.pk).update(file=made.file)
    found = {}
    for names_persons in (False, True):
        ResultPaper.objects.filter(pk=notice.pk).update(names_persons=names_persons)
        for who in ("specialist", "clerk_a"):
            parts = dict(page(cast, who, made.finding.visit).context["parts"])
            [paper] = parts["Báo cáo, thông báo kết quả, trả lời"]
            found[who, names_persons] = paper.file is not None
    assert found == {
        ("specialist", False): True,
        ("clerk_a", False): False,
        ("specialist", True): False,
        ("clerk_a", True): False,
    }


def test_what_is_to_be_put_right_stands_with_how_far_it_is(cast):
    asked = remedy(cast)
    shown = dict(titles(page(cast, "clerk_a", asked.finding.visit)))
    assert shown["Khắc phục"] == ["Khắc phục: Thiếu bảng tên, chức danh (chưa báo cáo)"]


def test_the_decision_of_a_team_is_for_its_members_and_the_leaders(cast):
    visit = planned(cast, team(cast, upload=upload()), is_surprise=False)
    assert "Kế hoạch, quyết định" in dict(titles(page(cast, "specialist", visit)))
    assert [part for part, _ in titles(page(cast, "specialist_b", visit))] == ["Lượt kiểm tra"]


def test_the_page_asks_no_more_with_more_papers(cast, django_assert_num_queries):
    visit = whole(cast)[0].finding.visit
    client = cast.client("specialist")
    for number in ("1/BC-SNV", "2/BC-SNV"):
        paper = document(cast, "specialist", "department", number=number, upload=upload(pdf(3)))
        attach_document(paper, record=visit, by=cast.specialist)
    client.get(reverse("visit-dossier", args=[visit.pk]))
    with django_assert_num_queries(15):
        client.get(reverse("visit-dossier", args=[visit.pk]))
