"""The two commands: figures, and the report as a file; one sentence and exit 1 otherwise."""

import json
import uuid
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from pdfminer.high_level import extract_text

from reports.figures.catalog import compute
from reports.issuing.actions.mistakes import replace_report
from reports.narrative.models import Report
from reports.narrative.reports import update_report
from tests.reports import workflow_story
from tests.reports.composition import a_year, make_report


def run(*arguments: str) -> str:
    """What a command prints."""
    out = StringIO()
    call_command(*arguments, stdout=out)
    return out.getvalue()


def refused(*arguments: str) -> str:
    """The sentence a command ends with."""
    with pytest.raises(CommandError) as error:
        call_command(*arguments, stdout=StringIO())
    assert error.value.returncode == 1
    return str(error.value)


def test_figures_prints_the_catalogue_of_the_years_report_as_json(cast, maker, year):
    a_year(maker)
    make_report(cast)
    assert json.loads(run("figures", "--year", "2019", "--json")) == {
        "period": {"from": "2019-01-01", "to": "2019-12-31"},
        "figures": compute(year),
    }


def test_a_year_without_a_report_is_the_year_of_the_decree(cast):
    printed = json.loads(run("figures", "--year", "2019", "--json"))
    assert printed["period"] == {"from": "2018-12-15", "to": "2019-12-14"}


@pytest.mark.parametrize(
    "period",
    [
        ["2019-q3"],
        ["2019-06-15..2019-09-14"],
        ["2019-06-15", "2019-09-14"],
        ["15/6/2019", "14/9/2019"],
    ],
)
def test_a_period_is_a_preset_or_two_days(cast, period):
    printed = json.loads(run("figures", "--period", *period, "--json"))
    assert printed["period"] == {"from": "2019-06-15", "to": "2019-09-14"}


def test_figures_prints_a_table_for_people(cast, maker):
    a_year(maker)
    lines = run("figures", "--period", "calendar-2019").splitlines()
    assert lines[0] == "Số liệu năm 2019 (từ 01/01/2019 đến 31/12/2019)"
    (visits,) = [line.split() for line in lines if line.startswith("  Lượt kiểm tra  ")]
    assert visits == ["Lượt", "kiểm", "tra", "3", "lượt"]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ([], "Hãy cho biết năm báo cáo, ví dụ --year 2019."),
        (
            ["--year", "hai nghìn"],
            "Năm “hai nghìn” không hợp lệ; viết năm bằng bốn chữ số, từ 2000 đến 2099.",
        ),
        (["--period", "2019-02-30", "2019-03-01"], "Ngày “2019-02-30” không có trên lịch."),
        (
            ["--period", "2019-03-01", "2019-02-01"],
            "Kỳ báo cáo không hợp lệ: ngày kết thúc 01/02/2019 trước ngày bắt đầu 01/3/2019.",
        ),
        (
            ["--period", "a", "b", "c"],
            "Tham số --period nhận tên một kỳ, ví dụ calendar-2019, hoặc hai ngày.",
        ),
    ],
)
def test_figures_says_in_one_sentence_what_is_wrong(cast, arguments, sentence):
    assert refused("figures", *arguments) == sentence


@pytest.mark.pdf
def test_the_pdf_says_the_figures_of_the_records(cast, maker, tmp_path):
    a_year(maker)
    make_report(cast)
    path = tmp_path / "bao-cao.pdf"
    assert run("build_report", "--year", "2019", "--output", str(path)) == f"Đã ghi tệp {path}.\n"
    before = " ".join(extract_text(path).split())
    assert "kiểm tra 03 lượt tại 03 cơ quan, đơn vị" in before
    assert "gồm 01/01 sở, ban, ngành tỉnh và 00/01 huyện, thành phố" in before
    maker.visit(day=date(2019, 9, 2), place=0)
    run("build_report", "--year", "2019", "--output", str(path))
    after = " ".join(extract_text(path).split())
    assert "kiểm tra 04 lượt tại 03 cơ quan, đơn vị" in after
    assert "kiểm tra 03 lượt" not in after


@pytest.mark.pdf
def test_an_issued_report_in_force_is_written_as_it_was_issued(cast, tmp_path, settings):
    settings.FILES_DIR = tmp_path / "files"
    report = workflow_story.issued(cast)
    content = report.issuance.snapshot.content
    said = f"Đây là báo cáo số {report.issuance} ngày 14/01/2020, đang có hiệu lực.\n"
    replace_report(report, by=cast.specialist, at=workflow_story.BACK, client_id=uuid.UUID(int=7))
    draft = Report.objects.get(replaces=report)
    update_report(
        draft,
        by=cast.specialist,
        seen_version=draft.version,
        title="Trích yếu của bản thay thế",
    )
    paper, data = tmp_path / "bao-cao.pdf", tmp_path / "bao-cao.json"
    assert run("build_report", "--year", "2019", "--output", str(paper)).endswith(said)
    assert run("build_report", "--year", "2019", "--output", str(data)).endswith(said)
    printed = " ".join(extract_text(paper).split())
    assert f"{report.issuance.number}/BC-UBND" in printed
    assert "DỰ THẢO" not in printed
    assert "Trích yếu của bản thay thế" not in printed
    figures = {key: n for key, n in content["figures"].items() if "@" not in key}
    assert json.loads(data.read_text())["figures"] == figures


def test_the_json_says_figures_and_sections(cast, maker, tmp_path, year):
    a_year(maker)
    make_report(cast)
    path = tmp_path / "bao-cao.json"
    run("build_report", "--year", "2019", "--output", str(path))
    written = json.loads(path.read_text())
    assert written["period"] == {"from": "2019-01-01", "to": "2019-12-31"}
    assert written["figures"] == compute(year)
    assert len(written["sections"]) == 17
    (section,) = [s for s in written["sections"] if s["code"] == "inspections"]
    assert section["text"][3:] == [
        "Vi phạm của cá nhân theo loại và nhóm cơ quan (trường hợp)",
        "Loại vi phạm | Sở, ban, ngành tỉnh | Huyện, thành phố | Xã, phường, thị trấn | Tổng",
        "Đi muộn | 1 | 0 | 0 | 1",
        "Không đeo thẻ khi thi hành công vụ | 0 | 0 | 2 | 2",
        "Cộng | 1 | 0 | 2 | 3",
        "Theo các nội dung của Quyết định số 1847/QĐ-TTg, vi phạm nhiều nhất về trang phục (02 "
        "trường hợp). Chi tiết tại Phụ lục II.",
        "Về phía cơ quan, đơn vị được kiểm tra, có 01 nội dung thiếu sót: mỹ quan công sở chưa "
        "bảo đảm.",
        "Tổ kiểm tra kiến nghị thủ trưởng cơ quan, đơn vị xem xét, xử lý theo thẩm quyền 03 trường "
        "hợp vi phạm; đến nay chưa có trường hợp nào xử lý xong.",
    ]


def test_a_year_with_records_and_no_report_is_told_over_the_decrees_year(cast, maker, tmp_path):
    a_year(maker)
    path = tmp_path / "bao-cao.json"
    run("build_report", "--year", "2019", "--output", str(path))
    written = json.loads(path.read_text())
    assert written["period"] == {"from": "2018-12-15", "to": "2019-12-14"}
    assert written["figures"]["visits.total"] == 3


def test_a_year_without_anything_is_refused(cast, tmp_path):
    sentence = refused("build_report", "--year", "2018", "--output", str(tmp_path / "x.json"))
    assert sentence == (
        "Không lập được báo cáo năm 2018: cổng không có hồ sơ nào từ 15/12/2017 đến 14/12/2018 và "
        "năm này chưa có báo cáo."
    )
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["", "bao-cao", "bao-cao.doc", ".pdf"])
def test_a_file_of_another_kind_is_refused(cast, name):
    sentence = refused("build_report", "--year", "2019", "--output", name)
    assert sentence == (
        "Hãy cho biết tệp cần ghi, tên kết thúc bằng .pdf, .docx, .xlsx hoặc .json."
    )


def test_a_folder_that_is_not_there_is_named_and_nothing_is_written(cast, maker, tmp_path):
    a_year(maker)
    path = tmp_path / "không có" / "bao-cao.json"
    sentence = refused("build_report", "--year", "2019", "--output", str(path))
    assert sentence == (f"Không ghi được tệp “{path}”: thư mục “{path.parent}” không tồn tại.")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_in_the_place_of_the_file_is_refused(cast, maker, tmp_path):
    a_year(maker)
    path = tmp_path / "bao-cao.json"
    path.mkdir()
    sentence = refused("build_report", "--year", "2019", "--output", str(path))
    assert sentence == f"Không ghi được tệp “{path}”: đó là một thư mục."
