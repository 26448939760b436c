"""A report of 2019 with words under one heading, handed out as Word and given back."""

import io

from reports.freezing.snapshots import take_snapshot
from reports.issuing.from_word.taking import give_back, returned, take_over
from reports.issuing.further_forms import form_of
from reports.issuing.models import Rendering
from reports.narrative.models import Section
from reports.narrative.reports import write_section
from tayninh_portal.records import Act
from tayninh_portal.storage import store_file
from tests.fixtures.cast import moment
from tests.reports.composition import a_reported_year

CAUSES = (
    "Một số cơ quan chưa quán triệt đầy đủ. Việc tự kiểm tra còn hình thức.\n"
    "Tổ đã kiểm tra {visits.total} lượt, phát hiện {violations.total} vi phạm.\n"
    "- Tỷ lệ phản ánh giải quyết xong: {complaints.rate}.\n"
    "Kinh phí còn hạn hẹp.\n"
    "Cán bộ đầu mối thường xuyên thay đổi."
)
VISITED = "Tổ đã kiểm tra"
AT = moment(2020, 1, 8)


def begun(maker):
    """The report, its causes written."""
    report = a_reported_year(maker)
    write(report, "causes", CAUSES, maker.cast.specialist)
    return report


def write(report, code, text, by):
    section = report.sections.get(code=code)
    return write_section(section, by=by, text=text, seen_version=section.version)


def handed_out(report, by):
    """The Word file of what the report says now; the PDF beside it is not drawn."""
    snapshot = take_snapshot(report, by=by)
    file = store_file(b"%PDF-", name="bao-cao-2019.pdf", media_type="application/pdf", by=by)
    rendering = Rendering.objects.create(
        snapshot=snapshot, report=snapshot.report, kind="draft", file=file, at=AT
    )
    return form_of(rendering, "docx").data


def back(report, data, by):
    row, _ = give_back(report, Act(by), upload=io.BytesIO(data))
    return row


def places(row):
    return {place.code: place for place in returned(row).places}


def text_of(report, code="causes"):
    return report.sections.get(code=code).text


def take(row, code, numbers, by):
    section = Section.objects.select_related("report").get(report=row.report, code=code)
    return take_over(row, section, Act(by, seen_version=section.version), numbers=numbers)
