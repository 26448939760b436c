"""A report that comes back from Word: what is told of the file, and what is taken over."""

import io
import uuid

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from reports.issuing.from_word.taking import give_back, returned
from reports.issuing.models import WordReturn
from reports.narrative.models import Report, Section
from reports.narrative.sections import add_section
from tayninh_portal.errors import Conflict, Refused
from tayninh_portal.records import Act
from tests.reports.composition import make_report
from tests.reports.reading import words
from tests.reports.word_edits import Edited
from tests.reports.word_returns import (
    AT,
    CAUSES,
    VISITED,
    back,
    begun,
    handed_out,
    places,
    take,
    text_of,
    write,
)
from tests.uploads import word_corpus

pytestmark = pytest.mark.once


@pytest.fixture(autouse=True)
def _day():
    with time_machine.travel(AT, tick=False):
        yield


@pytest.fixture
def report(maker):
    return begun(maker)


def told(place):
    return [(change.kind.value, change.authors, change.is_open) for change in place.changes]


def read(change):
    """Old and new of a change as the page shows them."""
    old = "".join(text for mark, text in change.pieces if mark != "new")
    return old, "".join(text for mark, text in change.pieces if mark != "gone")


def refusal(report, data, by):
    with pytest.raises(ValidationError) as refused:
        give_back(report, Act(by), upload=io.BytesIO(data))
    return refused.value.message_dict["upload"]


def test_a_file_nobody_edited_says_nothing(cast, report):
    row = back(report, handed_out(report, cast.specialist), cast.specialist)
    assert returned(row).places == []
    assert returned(row).is_current


def edited(report, by):
    """Ten changes: tracked and silent, two of them numbers, three comments."""
    file = Edited(handed_out(report, by))
    file.track("chưa quán triệt đầy đủ", "chưa quán triệt kịp thời, đầy đủ", "Lê Văn Duyệt")
    file.unwrap("03", "05", VISITED)
    file.change(" vi phạm.", " trường hợp vi phạm.", VISITED)
    file.strike("Kinh phí còn hạn hẹp")
    file.type_after("Cán bộ đầu mối", "Một số nơi chưa có quy chế.")
    file.comment("vi phạm", "Đối chiếu lại với biên bản.", "Văn phòng UBND", VISITED)
    file.comment("Cán bộ đầu mối", "Nêu rõ cơ quan nào?", "Lê Văn Duyệt")
    file.comment("Kính gửi", "Gửi thêm Thanh tra tỉnh.", "Lê Văn Duyệt")
    file.type_after("Kính gửi", "Thanh tra tỉnh.")
    return file


def test_what_was_changed_is_told_paragraph_by_paragraph(cast, report):
    row = back(report, edited(report, cast.specialist).bytes(), cast.specialist)
    found = places(row)
    assert list(found) == ["causes", ""]
    causes = found["causes"]
    assert told(causes) == [
        ("changed", ("Lê Văn Duyệt",), True),
        ("changed", (), True),
        ("removed", ("Trần Thị Soát",), True),
        ("inserted", (), True),
    ]
    assert [read(change) for change in causes.changes] == [
        (
            "Một số cơ quan chưa quán triệt đầy đủ. Việc tự kiểm tra còn hình thức.",
            "Một số cơ quan chưa quán triệt kịp thời, đầy đủ. Việc tự kiểm tra còn hình thức.",
        ),
        (
            "Tổ đã kiểm tra 03 lượt, phát hiện 03 vi phạm.",
            "Tổ đã kiểm tra 03 lượt, phát hiện 03 trường hợp vi phạm.",
        ),
        ("Kinh phí còn hạn hẹp.", ""),
        ("", "Một số nơi chưa có quy chế."),
    ]
    assert [(typed.text, typed.key, typed.printed) for typed, _ in causes.typed] == [
        ("05", "visits.total", "03")
    ]
    assert [(said.comment.by, said.sentence) for said in causes.said] == [
        ("Văn phòng UBND", "Tổ đã kiểm tra 05 lượt, phát hiện 03 trường hợp vi phạm."),
        ("Lê Văn Duyệt", "Cán bộ đầu mối thường xuyên thay đổi."),
    ]
    outside = found[""]
    assert outside.unplaced == ["Thanh tra tỉnh."]
    assert [said.comment.text for said in outside.said] == ["Gửi thêm Thanh tra tỉnh."]


def test_what_is_chosen_is_taken_over_with_its_figures_and_the_rest_stays(cast, report):
    row = back(report, edited(report, cast.specialist).bytes(), cast.specialist)
    second, fourth = (places(row)["causes"].changes[at].number for at in (1, 3))
    take(row, "causes", [second, fourth], cast.specialist)
    lines = CAUSES.splitlines()
    lines[1] = (
        "Tổ đã kiểm tra {visits.total} lượt, phát hiện {violations.total} trường hợp vi phạm."
    )
    assert text_of(report).splitlines() == [*lines, "Một số nơi chưa có quy chế."]
    changes = places(row)["causes"].changes
    assert [change.is_taken for change in changes] == [False, True, False, True]
    take(row, "causes", [change.number for change in changes if change.is_open], cast.specialist)
    lines[0] = "Một số cơ quan chưa quán triệt kịp thời, đầy đủ. Việc tự kiểm tra còn hình thức."
    del lines[3]
    assert text_of(report).splitlines() == [*lines, "Một số nơi chưa có quy chế."]
    assert all(change.is_taken for change in places(row)["causes"].changes)


def test_a_number_changed_in_its_control_is_refused_and_changes_nothing(cast, report):
    file = Edited(handed_out(report, cast.specialist))
    file.change("03", "47", VISITED)
    place = places(back(report, file.bytes(), cast.specialist))["causes"]
    assert place.changes == []
    assert [(typed.text, typed.key, sentence) for typed, sentence in place.typed] == [
        ("47", "visits.total", "Tổ đã kiểm tra 03 lượt, phát hiện 03 vi phạm.")
    ]


def test_a_paragraph_that_was_moved_moves_with_its_figures(cast, report):
    file = Edited(handed_out(report, cast.specialist))
    file.move_after("Tỷ lệ phản ánh", "Cán bộ đầu mối")
    row = back(report, file.bytes(), cast.specialist)
    (change,) = places(row)["causes"].changes
    assert (change.kind.value, change.is_open) == ("moved", True)
    take(row, "causes", [change.number], cast.specialist)
    lines = CAUSES.splitlines()
    assert text_of(report).splitlines() == [*lines[:2], *lines[3:], lines[2]]
    assert places(row)["causes"].changes[0].is_taken


def test_one_that_was_moved_and_changed_is_one_change(cast, report):
    file = Edited(handed_out(report, cast.specialist))
    file.change("vi phạm.", "trường hợp vi phạm.", VISITED)
    file.move_after("Tổ đã kiểm tra", "Cán bộ đầu mối")
    row = back(report, file.bytes(), cast.specialist)
    (change,) = places(row)["causes"].changes
    assert change.kind.value == "moved"
    take(row, "causes", [change.number], cast.specialist)
    lines = CAUSES.splitlines()
    moved = lines.pop(1).replace("} vi phạm", "} trường hợp vi phạm")
    assert text_of(report).splitlines() == [*lines, moved]
    assert places(row)["causes"].changes[0].is_taken


def test_words_around_a_ratio_keep_it(cast, report):
    file = Edited(handed_out(report, cast.specialist))
    file.change("Tỷ lệ phản ánh giải quyết xong", "Tỷ lệ giải quyết phản ánh")
    row = back(report, file.bytes(), cast.specialist)
    (change,) = places(row)["causes"].changes
    take(row, "causes", [change.number], cast.specialist)
    assert "- Tỷ lệ giải quyết phản ánh: {complaints.rate}." in text_of(report).splitlines()


def test_words_that_were_only_suggested_are_written_with_the_change(cast, report):
    file = Edited(handed_out(report, cast.specialist))
    file.change("lượt tại", "lượt đột xuất và theo kế hoạch tại")
    row = back(report, file.bytes(), cast.specialist)
    (place,) = places(row).values()
    take(row, place.code, [place.changes[0].number], cast.specialist)
    written = report.sections.get(code=place.code)
    assert written.is_written
    assert "{visits.total} lượt đột xuất và theo kế hoạch tại" in written.text
    assert written.suggested == written.text.replace("lượt đột xuất và theo kế hoạch", "lượt")


def test_what_is_typed_over_the_note_of_an_empty_section_are_its_first_words(cast, report):
    file = Edited(handed_out(report, cast.specialist))
    file.change("Mục này chưa có nội dung của đơn vị soạn thảo.", "Mở thêm lớp tập huấn.")
    file.type_after("Mở thêm lớp tập huấn.", "Đến \u4e2d là xong.")
    row = back(report, file.bytes(), cast.specialist)
    (place,) = places(row).values()
    assert [read(change) for change in place.changes] == [
        ("", "Mở thêm lớp tập huấn."),
        ("", "Đến \u4e2d là xong."),
    ]
    first, second = (change.number for change in place.changes)
    with pytest.raises(ValidationError, match="Phông chữ của văn bản không có ký tự"):
        take(row, place.code, [first, second], cast.specialist)
    take(row, place.code, [first], cast.specialist)
    assert text_of(report, place.code) == "Mở thêm lớp tập huấn."


def test_a_paragraph_changed_on_the_portal_meanwhile_is_not_taken(cast, report):
    file = Edited(handed_out(report, cast.specialist))
    file.change("Kinh phí còn hạn hẹp", "Kinh phí hạn hẹp")
    file.change("thường xuyên thay đổi", "hay thay đổi")
    row = back(report, file.bytes(), cast.specialist)
    write(report, "causes", CAUSES.replace("Kinh phí còn", "Nguồn kinh phí còn"), cast.specialist)
    first, second = places(row)["causes"].changes
    assert (first.is_open, second.is_open, returned(row).is_current) == (False, True, False)
    assert first.reason.startswith("Đoạn này đã được sửa trên cổng")
    with pytest.raises(Conflict):
        take(row, "causes", [first.number], cast.specialist)
    take(row, "causes", [second.number], cast.specialist)
    assert text_of(report).splitlines()[3:] == [
        "Nguồn kinh phí còn hạn hẹp.",
        "Cán bộ đầu mối hay thay đổi.",
    ]


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("cụ thể dưới đây", {"Lời mở đầu, lời kết được sửa ở “Sửa thông tin chung”."}),
        # The same words, without the space that holds them on one line.
        ("cụ thể như sau", set()),
    ],
)
def test_headings_opening_and_tables_are_told_and_not_taken(cast, report, typed, told):
    file = Edited(handed_out(report, cast.specialist))
    file.change("cụ\u00a0thể như sau", typed)
    heading = report.sections.get(code="causes").heading
    file.change(heading, "Các nguyên nhân")
    reasons = {
        change.reason
        for place in places(back(report, file.bytes(), cast.specialist)).values()
        for change in place.changes
    }
    assert reasons == told | {
        "Tên mục được đổi ở “Đổi tên mục”, mục mới được thêm ở “Thêm mục”.",
    }


def test_a_file_of_another_report_or_of_no_version_is_told(cast, report):
    data = handed_out(report, cast.specialist)
    other = make_report(cast, year=2018)
    assert refusal(other, data, cast.specialist) == [
        "Tệp này lập từ báo cáo năm 2019, không phải báo cáo đang mở; hãy đưa tệp về ở báo cáo đó."
    ]
    file = Edited(data)
    sha = report.snapshots.get().sha256.encode()
    file.parts["customXml/item1.xml"] = file.parts["customXml/item1.xml"].replace(sha, b"0" * 64)
    assert refusal(report, file.bytes(), cast.specialist) == [
        "Tệp này không lập từ phiên bản nào của báo cáo mà cổng còn giữ; tải lại bản Word của báo "
        "cáo rồi chuyển phần sửa sang."
    ]
    assert WordReturn.objects.count() == 0


def test_the_pages_take_a_file_and_its_changes(cast, report):
    client = cast.client("specialist")
    page = reverse("word-return-create", args=[report.pk])
    data = edited(report, cast.specialist).bytes()
    for _ in range(2):
        answer = client.post(
            page,
            {
                "seen_version": report.version,
                "client_id": str(uuid.uuid4()),
                "upload": SimpleUploadedFile("sua.docx", data),
            },
        )
        row = WordReturn.objects.get()
        detail = reverse("word-return-detail", args=[report.pk, row.pk])
        assert (answer.status_code, answer["Location"]) == (302, detail)
    assert "Đưa về lúc 09:00" in words(client.get(page))
    shown = words(client.get(detail))
    assert "Chỗ sửa lấy được: 04 ; số bị sửa, giữ theo hồ sơ: 01" in shown
    assert "“05”: số này là {visits.total} ( Lượt kiểm tra : 03); muốn sửa thì sửa hồ sơ." in shown
    assert "Bỏ đoạn theo dõi thay đổi: Trần Thị Soát [bỏ: Kinh phí còn hạn hẹp. ]" in shown
    section = report.sections.get(code="causes")
    taking = reverse("word-return-take", args=[report.pk, row.pk, section.pk])
    sent = {"seen_version": section.version, "client_id": str(uuid.uuid4())}
    assert client.post(taking, sent)["Location"] == f"{detail}#muc-causes"
    assert text_of(report) == CAUSES
    for _ in range(2):
        assert client.post(taking, sent | {"numbers": ["3"]}).status_code == 302
    assert text_of(report) == CAUSES.replace("Kinh phí còn hạn hẹp.\n", "")
    stale = sent | {"numbers": ["4"], "client_id": str(uuid.uuid4())}
    assert client.post(taking, stale).status_code == 409


def test_a_report_that_went_up_takes_no_file(cast, report):
    data = handed_out(report, cast.specialist)
    Report.objects.filter(pk=report.pk).update(state="submitted")
    with pytest.raises(Refused):
        back(Report.objects.get(pk=report.pk), data, cast.specialist)


def test_a_section_that_is_gone_is_told(cast, report):
    added, _ = add_section(
        report,
        by=cast.specialist,
        client_id=uuid.uuid4(),
        after=report.sections.get(code="causes"),
        level=report.sections.get(code="causes").level,
        heading="Việc khác",
    )
    write(report, added.code, "Không có.", cast.specialist)
    file = Edited(handed_out(report, cast.specialist))
    file.change("Không có.", "Chưa có.")
    row = back(report, file.bytes(), cast.specialist)
    Section.objects.filter(pk=added.pk).update(is_removed=True)
    (change,) = places(row)[added.code].changes
    assert change.reason == "Mục này không còn trong báo cáo."


def test_every_spoiled_file_ends_in_its_sentence_and_the_report_stays(cast, report):
    client, page = cast.client("specialist"), reverse("word-return-create", args=[report.pk])
    files = word_corpus.words(handed_out(report, cast.specialist))
    said = {}
    for name, (data, _) in files.items():
        sent = {"seen_version": report.version, "client_id": str(uuid.uuid4())}
        answer = client.post(page, sent | {"upload": SimpleUploadedFile("bao-cao.docx", data)})
        said[name] = list(answer.context["form"].errors["upload"])
    assert said == {name: [sentence] for name, (_, sentence) in files.items()}
    assert WordReturn.objects.count() == 0
    assert (text_of(report), Report.objects.get(pk=report.pk).version) == (CAUSES, report.version)


def test_200_megabytes_are_not_opened(cast, report, tmp_path):
    with (tmp_path / "lon.docx").open("w+b") as file:
        file.truncate(200 * 1024 * 1024)
        with pytest.raises(ValidationError) as refused:
            give_back(report, Act(cast.specialist), upload=file)
    assert refused.value.message_dict == {"upload": [word_corpus.HEAVY]}


def test_an_address_somebody_typed_is_words(cast, report):
    data = handed_out(report, cast.specialist)
    row = back(report, word_corpus.linked(data, "hyperlink", "https://vi.du/"), cast.specialist)
    assert returned(row).places == []
