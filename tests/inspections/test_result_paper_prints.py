"""What the papers about a visit print: every line, in the form of the decree, in PDF and Word."""

import io

import pytest
import time_machine
from pdfminer.high_level import extract_text

from inspections.result_papers.models import ResultPaper
from inspections.result_papers.proposal import proposed
from inspections.visits.models import Visit
from tayninh_portal.paper.conformity import measure
from tayninh_portal.paper.form import KINDS
from tests.inspections.answering import finding
from tests.inspections.noticing import NOW, approved, issued, opened, paper, report, visit
from tests.inspections.teaming import seat, team
from tests.paper.word_reading import body_of, faults, paragraphs

pytestmark = pytest.mark.pdf


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(NOW, tick=False):
        yield


def printed(cast, who, made, **more) -> tuple[str, str]:
    """The words of the PDF and of the Word file, which break no rule of the decree."""
    kind = KINDS["thong-bao" if made.kind == "notice" else "bao-cao"]
    pdf = opened(cast, who, made, "pdf", **more).content
    assert [(e.rule, e.found) for e in measure(pdf, kind) if e.verdict == "không đạt"] == []
    word = opened(cast, who, made, "docx", **more).content
    assert faults(word) == []
    told = " ".join(" ".join(paragraphs(body_of(word))).split())
    return " ".join(extract_text(io.BytesIO(pdf)).split()), told


NOTICE = (
    "THÔNG BÁO Kết quả kiểm tra công vụ tại Sở Xây dựng",
    "Ngày 05/7/2019, Tổ kiểm tra đã kiểm tra đột xuất tại Sở Xây dựng. Sở Nội vụ thông báo kết "
    "quả kiểm tra như sau:",
    "I. TÌNH HÌNH CHUNG Có mặt 38/40 người.",
    "II. KẾT QUẢ KIỂM TRA 1. Ưu điểm Niêm yết đầy đủ thủ tục hành chính. 2. Hạn chế, thiếu sót - "
    "Đi muộn: 01 trường hợp.",
    "III. KIẾN NGHỊ XỬ LÝ Đề nghị nhắc nhở 01 trường hợp.",
    "IV. NỘI DUNG PHẢI KHẮC PHỤC - Bảng tên chức danh: chậm nhất ngày 05/8/2019.",
    "Sở Nội vụ đề nghị Sở Xây dựng thực hiện các nội dung nêu trên và báo cáo kết quả về Sở Nội "
    "vụ./.",
)
PARTS = ("UBND TỈNH TÂY NINH SỞ NỘI VỤ", "GIÁM ĐỐC", "- Sở Xây dựng;", "- UBND tỉnh (để báo cáo);")


def test_a_notice_says_these_words_with_room_for_its_number(cast):
    pdf, word = printed(cast, "specialist", approved(cast))
    assert [line for line in NOTICE if line not in word] == []
    assert [part for part in PARTS if part not in pdf] == []
    assert "/TB-SNV" in pdf and "ngày tháng năm 2019" in pdf


def test_once_issued_it_prints_number_and_day_and_what_it_replaces(cast):
    first = issued(cast)
    pdf, _ = printed(cast, "clerk_a", first)
    assert "GIÁM ĐỐC Minh họa Giám đốc" in pdf
    assert "Số: 05/TB-SNV" in pdf and "Tây Ninh, ngày 08 tháng 7 năm 2019" in pdf
    ResultPaper.objects.filter(pk=first.pk).update(by_deputy=True)
    assert "KT. GIÁM ĐỐC PHÓ GIÁM ĐỐC Minh họa" in printed(cast, "clerk_a", first)[0]
    second = paper(cast, Visit.objects.get(pk=first.visit_id), words={"facts": "Ngắn."})
    _, word = printed(cast, "specialist", second)
    replaces = "Thông báo này thay thế Thông báo số 05/TB-SNV ngày 08/7/2019 của Sở Nội vụ./."
    assert replaces in word
    assert "II." not in word


def test_a_notice_to_a_unit_names_the_body_above_and_one_by_decision_its_decision(cast):
    going = seat(cast, team(cast), cast.specialist_b)
    about = visit(cast, "a_unit", team=[cast.specialist])
    kept = {"team": going, "basis_number": "215/QĐ-SNV", "basis_date": going.decision_day}
    Visit.objects.filter(pk=about.pk).update(**kept, basis_title="thành lập Tổ kiểm tra công vụ")
    about = Visit.objects.get(pk=about.pk)
    pdf, word = printed(cast, "specialist", paper(cast, about))
    assert "- Trung tâm Quy hoạch; - Sở Xây dựng; - UBND tỉnh (để báo cáo);" in pdf
    assert (
        "Thực hiện Quyết định số 215/QĐ-SNV ngày 01/7/2019 của Giám đốc Sở Nội vụ thành lập Tổ "
        "kiểm tra công vụ, ngày 05/7/2019, Tổ kiểm tra đã kiểm tra đột xuất tại Trung tâm Quy "
        "hoạch." in word
    )
    pdf, word = printed(cast, "specialist", report(cast, about))
    assert "SỞ NỘI VỤ TỈNH TÂY NINH TỔ KIỂM TRA CÔNG VỤ SỐ 1" in pdf
    assert "/BC-TKT" in pdf and "TỔ TRƯỞNG Minh họa specialist" in pdf
    assert "Kính gửi: Giám đốc Sở Nội vụ" in word
    assert "Tổ kiểm tra báo cáo kết quả kiểm tra như sau:" in word
    assert word.count("Tổ kiểm tra báo cáo, đề xuất Giám đốc Sở xem xét") == 1


def test_one_that_names_persons_is_printed_for_a_purpose(cast):
    made = paper(cast, names_persons=True)
    assert opened(cast, "specialist", made, "pdf").context["form"].errors.keys() == {"reason"}
    assert "Có mặt 38/40" in printed(cast, "specialist", made, reason="In trình ký")[0]


def test_the_proposal_of_a_visit_with_everything_prints(cast):
    found = finding(cast, unit=True, description="03 phòng chưa có; 02 phòng ghi sai")
    about = Visit.objects.get(pk=found.visit_id)
    _, word = printed(cast, "specialist", paper(cast, about, words=proposed(about)))
    assert "Kiểm tra đột xuất từ 08 giờ 00 đến 10 giờ 30 ngày 05/7/2019." in word
    # One of several sections takes a number only beside another.
    assert "II. KẾT QUẢ KIỂM TRA 1. Ưu điểm Không ghi nhận vi phạm của cá nhân. 2. Hạn chế" in word
    assert "03 phòng chưa có; 02 phòng ghi sai." in word
