"""What a biên bản says on paper: blank, filled, a correction, over pages; PDF and DOCX."""

import json
from datetime import date
from pathlib import Path

import pytest
import time_machine
from django.urls import reverse

from inspections.catalogues.models import Category, HandlingMeasure, Subject
from inspections.findings.actions import update_finding
from inspections.minutes.actions import missing_to_sign
from inspections.minutes.facts import read as read_facts
from inspections.minutes.models import Minutes
from inspections.minutes.printing import blank, changes_of, printed
from inspections.recommendations.actions import add_recommendation
from inspections.teams.models import Issuer, Seat
from inspections.visits import workflow as visit_flow
from inspections.visits.actions import update_visit
from inspections.visits.actions.rows import Absent
from inspections.visits.models import Visit
from tayninh_portal.errors import Refused
from tayninh_portal.paper.conformity import measure
from tayninh_portal.paper.conformity.findings import BROKEN
from tayninh_portal.paper.content import Document, Signature, Table, plain_text
from tayninh_portal.paper.form import KINDS
from tayninh_portal.paper.layout import EACH_PAGE
from tayninh_portal.paper.pdf import render_pdf
from tayninh_portal.paper.word.file import render_docx
from tests.doing import do
from tests.inspections.minuting import fresh, of_team, reopened, sign, signed, written
from tests.inspections.teaming import planned, seat, team
from tests.inspections.visiting import NOW, draft, page_of, violation
from tests.paper.documents import report
from tests.paper.reading import read
from tests.paper.word_reading import body_of, faults, paragraphs, parts_of

pytestmark = pytest.mark.pdf
GOLDEN = Path(__file__).parent / "golden" / "minutes.json"


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(NOW, tick=False):
        yield


def broken(data, kind="bien-ban"):
    """What is broken, with what was found."""
    found = measure(data, KINDS[kind])
    return [(each.code, each.found) for each in found if each.verdict == BROKEN]


def words_of(document: Document) -> str:
    """The words of its PDF, which keeps the form; its Word file opens and says the same."""
    data, word = render_pdf(document), render_docx(document)
    assert (broken(data), faults(word)) == ([], [])
    pages = read(data)
    said = " ".join(" ".join(page.texts) for page in pages)
    assert [page for page in pages if EACH_PAGE not in page.texts] == []
    bare = said.replace(EACH_PAGE, "")
    numbers = [str(at) for at in range(2, len(pages) + 1)]
    written_there = " ".join(paragraphs(body_of(word))).split()
    assert sorted([*written_there, *numbers]) == sorted(bare.split())
    return " ".join(said.split())


def organ_of(document: Document) -> list[str]:
    """The lines of its head, on the left, by their words."""
    return [" ".join(line.text.split()) for line in document.organ]


def filled(cast) -> Minutes:
    """One of a team, with a person and a unit found at fault."""
    visit = of_team(cast, place="Trụ sở Sở Xây dựng, phường Tân Ninh")
    person = {"name": "Trần Văn Mẫu", "post": "chuyên viên"}
    asked = {"description": "Đến lúc 8 giờ 20.", "recommendation": "Kiểm điểm"}
    violation(cast, visit, person=person, remedy_due_on=date(2019, 7, 30), **asked)
    return written(cast, visit, number=7)


def test_the_filled_paper_says_what_was_noted_and_who_was_there(cast):
    document = printed(filled(cast), by=cast.specialist, at=NOW)
    said = words_of(document)
    assert organ_of(document) == ["Sở Nội vụ tỉnh Tây Ninh", "Tổ kiểm tra công vụ số 1"]
    for sentence in (
        "Số: 07/BB-TKT",
        "BIÊN BẢN Kiểm tra công vụ tại Sở Xây dựng",
        "Căn cứ Quyết định số 215/QĐ-SNV ngày 01/7/2019 của Giám đốc Sở Nội vụ về việc thành lập "
        "Tổ kiểm tra công vụ.",
        "Hình thức kiểm tra: đột xuất. I. THÀNH PHẦN THAM DỰ",
        "Thời gian bắt đầu: 08 giờ 00, ngày 05 tháng 7 năm 2019.",
        "Địa điểm: Trụ sở Sở Xây dựng, phường Tân Ninh.",
        "- Minh họa specialist, Tổ trưởng.",
        "- Ông Phạm Văn Đầu, Giám đốc Sở; - Bà Võ Thị Nhì, Chánh Văn phòng.",
        "Thư ký (người ghi biên bản): Lê Thị Ghi, thành viên.",
        "Theo danh sách 40 người; có mặt 38 người; vắng có lý do 02 người.",
        "- Công chức (Trần Văn Mẫu, chuyên viên): Đi muộn. Đến lúc 8 giờ 20.",
        "(Trần Văn Mẫu, chuyên viên): Kiểm điểm; khắc phục chậm nhất ngày 30/7/2019.",
        "Ông Đầu: cơ quan thống nhất nội dung biên bản.",
        "Ông Trần Văn Mẫu không ký; người chứng kiến: bà Đỗ Thị Ba.",
        "Biên bản đã đọc lại cho mọi người cùng nghe",
        "lập thành 02 bản có giá trị như nhau, giao 01 bản cho Sở Xây dựng",
        "Buổi kiểm tra kết thúc vào 10 giờ 30, ngày 05 tháng 7 năm 2019./.",
        "THƯ KÝ TỔ TRƯỞNG",
        "Lê Thị Ghi Minh họa specialist",
        "Nơi nhận: - Sở Xây dựng; - Sở Nội vụ (để báo cáo); - Lưu: VT, Hồ sơ.",
    ):
        assert sentence in said
    # The head has neither place nor date.
    assert "Tây Ninh, ngày" not in said


def test_it_tells_what_else_a_visit_holds_and_nobody_of_another_body(cast):
    visit = of_team(
        cast,
        rooms="Văn phòng, Thanh tra Sở",
        absences=[Absent("leave", 1, "Giấy nghỉ phép"), Absent("study", 1)],
        one_stop_posted=False,
        one_stop_late=3,
        good_points="Niêm yết lịch tiếp công dân đầy đủ.\nPhòng làm việc ngăn nắp",
    )
    violation(cast, visit, agency=cast.b, description="Đến Sở Xây dựng họp muộn.")
    unit = {"subject": Subject.UNIT, "person_kind": "", "condition": "còn thiếu phòng"}
    kind = Category.objects.get(code="unit_nameplates")
    violation(cast, visit, category=kind, recommendation="Gắn đủ bảng tên", **unit)
    measure = HandlingMeasure.objects.get(code="remind_written")
    asked = {"recommended_handling": measure, "condition": "tái phạm trong quý I năm 2027"}
    asked |= {"recommendation": "xem xét hạ mức xếp loại tháng", "remedy_due_on": date(2019, 8, 1)}
    violation(cast, visit, **asked)
    advice = {"addressee": "unit", "text": "UBND xã rà soát.", "condition": "thiếu người"}
    add_recommendation(visit, by=cast.specialist, at=NOW, **advice)
    advice = {"addressee": "head", "text": "Phân công người trực.", "condition": ""}
    add_recommendation(visit, by=cast.specialist, at=NOW, remedy_due_on=date(2019, 8, 1), **advice)
    said = words_of(printed(written(cast, visit, number=7), by=cast.specialist, at=NOW))
    for sentence in (
        "Phòng, bộ phận đã kiểm tra: Văn phòng, Thanh tra Sở.",
        "Vắng có lý do: nghỉ phép 01 người (giấy nghỉ phép); học tập, bồi dưỡng 01 người.",
        "Bộ phận Một cửa Niêm yết thủ tục hành chính: không; hồ sơ trễ hạn: 03.",
        "Ưu điểm Niêm yết lịch tiếp công dân đầy đủ. Phòng làm việc ngăn nắp.",
        "- Về đơn vị: Nếu còn thiếu phòng thì gắn đủ bảng tên.",
        "- Công chức: Nếu tái phạm trong quý I năm 2027 thì nhắc nhở bằng văn bản; xem xét hạ mức "
        "xếp loại tháng; khắc phục chậm nhất ngày 01/8/2019.",
        "- Kiến nghị đối với đơn vị: Nếu thiếu người thì UBND xã rà soát.",
        "- Kiến nghị đối với người đứng đầu: Phân công người trực; khắc phục chậm nhất ngày "
        "01/8/2019.",
    ):
        assert sentence in said
    assert "họp muộn" not in said


def test_persons_without_a_name_of_whom_the_same_is_said_stand_in_one_line(cast):
    visit = of_team(cast)
    alike = {"recommendation": "Nhắc nhở"}
    for changes in (alike, alike, alike | {"person": {"name": "Trần Văn Mẫu"}}, alike):
        violation(cast, visit, **changes)
    violation(cast, visit, is_leader=True, **alike)
    violation(cast, visit, person={"name": "Trần Văn Mẫu"}, **alike)
    minutes = written(cast, visit, number=7)
    said = words_of(printed(minutes, by=cast.specialist, at=NOW))
    named, leads = "- Công chức (Trần Văn Mẫu)", "- Công chức, giữ chức vụ lãnh đạo, quản lý"
    for told in ("Đi muộn.", "Nhắc nhở."):
        lines = (f"- 03 công chức: {told}", f"{named}: {told}", f"{leads}: {told}")
        assert " ".join([*lines, f"{named}: {told}"]) in said
    # Each is a fact of its own, and prints as one where there is nothing to read a name from.
    facts = read_facts(sign(cast, minutes, number=7).facts)
    assert sum(fact.key.startswith("finding:") for fact in facts) == 6
    again = words_of(blank(visit, at=NOW))
    assert f"- 05 công chức: Đi muộn. {leads}: Đi muộn." in again


def test_the_golden_paper(cast):
    document = printed(filled(cast), by=cast.specialist, at=NOW)
    assert document.to_json() == json.loads(GOLDEN.read_text())
    assert Document.from_json(document.to_json()) == document


def test_the_blank_of_a_visit_to_come_has_lines_for_what_is_not_known(cast):
    made = team(cast)
    seat(cast, made, name="Nguyễn Thị Khách", post="Sở Tài chính", seat=Seat.SECRETARY)
    said = words_of(blank(planned(cast, made), at=NOW))
    assert "Số: /BB-TKT" in said
    assert (
        "Căn cứ Quyết định số 215/QĐ-SNV ngày 01/7/2019 của Giám đốc Sở Nội vụ thành lập Tổ kiểm "
        "tra công vụ"
    ) in said
    assert "Thời gian bắt đầu: …… giờ ……, ngày 19 tháng 7 năm 2019." in said
    assert "- Minh họa specialist, Tổ trưởng; - Nguyễn Thị Khách, Sở Tài chính, Thư ký." in said
    assert "Theo danh sách …… người; có mặt …… người" in said
    assert "Buổi kiểm tra kết thúc vào …… giờ ……, ngày 19 tháng 7 năm 2019./." in said


def test_the_blank_of_a_draft_names_nobody_found_at_fault(cast):
    visit = filled(cast).visit
    said = words_of(blank(visit, at=NOW))
    assert "- Công chức: Đi muộn. Đến lúc 8 giờ 20." in said
    # What is known once it began is no line to be filled in.
    for words in ("Thời gian bắt đầu: 08 giờ", "kết thúc vào 10 giờ"):
        assert words in said
    assert [name for name in ("Trần Văn Mẫu", "Phạm Văn Đầu") if name in said] == []


def test_a_visit_without_findings_or_team_is_the_departments_paper(cast):
    minutes = written(cast, draft(cast), agency_opinion="", people_opinion="", refusal="")
    document = printed(minutes, by=cast.manager, at=NOW)
    said = words_of(document)
    assert organ_of(document) == ["UBND tỉnh Tây Ninh", "Sở Nội vụ"] and "Số: /BB-SNV" in said
    assert "Không ghi nhận vi phạm của cá nhân, thiếu sót của đơn vị." in said
    assert missing_to_sign(minutes) == []


def test_a_group_of_the_chair_stands_under_the_province(cast):
    made = team(cast, issuer=Issuer.PROVINCE, name="Đoàn kiểm tra công vụ", symbol="ĐKT")
    document = blank(planned(cast, made), at=NOW)
    said = words_of(document)
    assert organ_of(document) == ["UBND tỉnh Tây Ninh", "Đoàn kiểm tra công vụ"]
    assert "/BB-ĐKT" in said
    assert "TRƯỞNG ĐOÀN" in said and "Tổ trưởng" not in said


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("Tổ kiểm tra công vụ số 1", ["TỔ KIỂM TRA", "CÔNG VỤ SỐ 1"]),
        ("Tổ kiểm tra công vụ số 1 (minh họa)", ["TỔ KIỂM TRA", "CÔNG VỤ SỐ 1 (MINH HỌA)"]),
        ("Đoàn kiểm tra công vụ năm 2019", ["ĐOÀN KIỂM TRA", "CÔNG VỤ NĂM 2019"]),
        ("Tổ kiểm tra công vụ", ["TỔ KIỂM TRA CÔNG VỤ"]),
    ],
)
def test_the_name_of_a_team_breaks_between_words_that_belong_apart(cast, name, lines):
    document = blank(planned(cast, team(cast, name=name)), at=NOW)
    word = [" ".join(text.split()) for text in paragraphs(body_of(render_docx(document)))]
    pdf = [" ".join(text.split()) for text in read(render_pdf(document))[0].texts]
    for drawn in (word, pdf):
        assert [text for text in drawn if text.startswith(("TỔ KIỂM", "ĐOÀN", "CÔNG VỤ"))] == lines


def test_a_correction_prints_what_was_and_what_is_now(cast):
    first = signed(cast)
    visit = Visit.objects.get(pk=first.visit_id)
    visit = do(visit_flow.CONCLUDE, visit, by=cast.specialist, at=NOW, conclusion="Tốt.")
    visit = do(visit_flow.REOPEN, visit, by=cast.manager, at=NOW, note="Ghi nhầm số có mặt.")
    changes = {"present": 36, "absent_unknown": 2, "seen_version": visit.version}
    update_visit(visit, by=cast.specialist, at=NOW, **changes)
    second = written(cast, Visit.objects.get(pk=visit.pk))
    document = printed(second, by=cast.specialist, at=NOW)
    said = words_of(document)
    assert ("BIÊN BẢN Đính chính Biên bản số 01/BB-TKT về kiểm tra công vụ tại Sở Xây dựng") in said
    assert "Lý do: Ghi nhầm số có mặt." in said
    (table,) = [block for block in document.blocks if isinstance(block, Table)]
    assert [column.label for column in table.columns] == [
        "Nội dung",
        "Biên bản số 01/BB-TKT ghi",
        "Nay đính chính",
    ]
    was = "Theo danh sách 40 người; có mặt 38 người; vắng có lý do 02 người"
    now = "Theo danh sách 40 người; có mặt 36 người; vắng có lý do 02 người"
    assert [plain_text(cell) for cell in table.rows[0]] == [
        "Số người",
        was,
        f"{now}; vắng chưa rõ lý do 02 người",
    ]


@pytest.mark.parametrize("due", ["", "; khắc phục chậm nhất ngày 01/8/2019"])
def test_what_a_signed_one_said_with_its_condition_behind_stays_and_is_not_corrected(cast, due):
    visit = of_team(cast)
    measure = HandlingMeasure.objects.get(code="remind_written")
    asked = {"recommended_handling": measure, "condition": "tái phạm", "recommendation": "hạ mức"}
    asked |= {"remedy_due_on": date(2019, 8, 1) if due else None}
    same, other = violation(cast, visit, **asked), violation(cast, visit, **asked)
    first = signed(cast, visit)
    behind = f"Nhắc nhở bằng văn bản; hạ mức; nếu tái phạm{due}"
    keys = {f"recommendation:{row.pk}" for row in (same, other)}
    facts = [row | {"text": behind} if row["key"] in keys else row for row in first.facts]
    Minutes.objects.filter(pk=first.pk).update(facts=facts)
    page = page_of(cast.client("specialist").get(reverse("minutes-detail", args=[first.pk])))
    assert behind in page and "Nếu tái phạm" not in page
    reopened(cast, first)
    changes = {"condition": "tái phạm trong năm 2019", "seen_version": other.version}
    update_finding(other, by=cast.specialist, at=NOW, **changes)
    second = fresh(Minutes.objects.get(corrects=first))
    assert [(one.was, one.now) for one in changes_of(second) if "nghị" in one.label] == [
        (behind, f"Nếu tái phạm trong năm 2019 thì nhắc nhở bằng văn bản; hạ mức{due}")
    ]


def test_a_long_one_is_signed_on_every_page_and_its_signers_stand_together(cast):
    visit = of_team(cast, is_illustrative=True)
    for at in range(40):
        told = f"Không có mặt tại nơi làm việc lúc 9 giờ {at:02d}. "
        violation(cast, visit, description=told * 6)
    document = printed(written(cast, visit), by=cast.specialist, at=NOW)
    pages = read(render_pdf(document))
    assert len(pages) > 6
    feet = [" ".join(page.texts[-2:]) for page in pages]
    assert [foot for foot in feet if not foot.endswith(f"{EACH_PAGE} BẢN MINH HỌA")] == []
    last = pages[-1].texts
    ends = next(at for at, text in enumerate(last) if text.endswith("./."))
    assert last[ends + 1 : ends + 3] == ["THƯ KÝ", "TỔ TRƯỞNG"]
    assert "- Lưu: VT, Hồ sơ." in last
    assert broken(render_pdf(document)) == []
    footers = [text for name, text in parts_of(render_docx(document)).items() if "footer" in name]
    assert [EACH_PAGE.encode() in text for text in footers] == [True, True]


def test_who_only_sees_it_does_not_print_its_names(cast):
    minutes = filled(cast)
    with pytest.raises(Refused, match="Chỉ thành viên Tổ kiểm tra"):
        printed(minutes, by=cast.specialist_b, at=NOW)
    with pytest.raises(Refused, match="Biên bản đã ký"):
        printed(fresh(signed(cast, draft(cast))), by=cast.specialist, at=NOW)


# ── the form of a biên bản, spoiled ──


@pytest.fixture(scope="module")
def document():
    fields = {"kind": "Biên bản", "symbol": "BB-TKT", "place": "", "date": None, "number": "7"}
    beside = (Signature(("Thư ký",)), Signature(("Đại diện",)), Signature(("Người chứng kiến",)))
    signature = Signature(("Tổ trưởng",))
    return report(**fields, addressees=(), code="", signers=beside, signature=signature)


def test_its_number_stands_without_a_day(document):
    assert broken(render_pdf(document)) == []
    assert document.number == "7" and document.date is None


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"place": "Tây Ninh"}, "Biên bản không ghi địa danh, ngày ở phần đầu"),
        ({"date": date(2020, 1, 14)}, "Biên bản không ghi địa danh, ngày ở phần đầu"),
        ({"signers": (Signature(("A",)), Signature(("B",)))}, "từng hàng hai người"),
    ],
)
def test_what_its_form_does_not_have_is_refused(document, changes, sentence):
    with pytest.raises(ValueError, match=sentence):
        document.replace(**changes)


def test_a_report_measured_as_minutes_is_told_so(document):
    named = report(kind="Biên bản", symbol="BB-SNV", addressees=(), code="")
    codes = {code for code, _ in broken(render_pdf(named))}
    assert {"no-date", "signers"} <= codes
