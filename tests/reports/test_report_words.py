"""What is suggested for a section: other words for none, one and many, and only what is true."""

from datetime import date, timedelta

import pytest

from inspections.agencies.models import Succession
from reports.narrative.facts import gather
from reports.narrative.outlines import FIRST_OUTLINE
from reports.narrative.reconciliation import reconciliation
from reports.narrative.suggestions import SECTIONS
from reports.narrative.tables import annexes, violations_table
from reports.narrative.words import say
from tayninh_portal.paper.content import Figure, Text, plain_text
from tests.fixtures.cast import make_agency
from tests.reports.activities import Activity
from tests.reports.composition import a_year, accepted, sentences, shortcoming, violation
from tests.reports.ledger import FIRST, LAST, Sent

IN_TIME = "Đã trả lời hoặc chuyển cơ quan có thẩm quyền đúng thời hạn"


def test_a_year_without_records_says_so_and_no_more(cast):
    assert {code: sentences(code) for code in SECTIONS} == {
        "directives": [],
        "propaganda": [],
        "oversight": ["Năm 2019, Sở Nội vụ không tổ chức lượt kiểm tra công vụ nào."],
        "results": [],
        "rules_reviewed": [],
        "training": [],
        "inspections": [
            "Sở Nội vụ không tiếp nhận phản ánh, kiến nghị nào của người dân về văn hóa công vụ.",
        ],
        "self_inspections": ["Trong kỳ không phát sinh đợt tự kiểm tra."],
        "strengths": [],
        "shortcomings": [],
    }


def test_one_of_each_is_told_as_one(maker):
    maker.visit(day=date(2019, 7, 5), place=0, surprise=True, found=[violation(), shortcoming()])
    maker.complaint(day=LAST, state="closed", handled=LAST)
    maker.due(maker.round(), maker.cast.a, "provincial", accepted(1, propaganda="Phát thanh"))
    assert sentences("oversight") == [
        "Năm 2019, Tổ kiểm tra công vụ của Sở Nội vụ kiểm tra 01 lượt (đột xuất) tại Sở Xây dựng "
        "vào ngày 05/7/2019."
    ]
    assert sentences("inspections") == [
        "Sở Nội vụ tiếp nhận 01 phản ánh, kiến nghị của người dân qua số điện thoại đường dây "
        "nóng; đã xử lý xong 01/01 trường hợp.",
        "Qua kiểm tra, phát hiện 01 trường hợp vi phạm quy định về văn hóa công vụ: đi muộn (nhóm "
        "sở, ban, ngành tỉnh).",
        "Về phía cơ quan, đơn vị được kiểm tra, có 01 nội dung thiếu sót: mỹ quan công sở chưa "
        "bảo đảm.",
        "Tổ kiểm tra kiến nghị thủ trưởng cơ quan, đơn vị xem xét, xử lý theo thẩm quyền 01 "
        "trường hợp vi phạm; đến nay chưa có trường hợp nào xử lý xong.",
    ]
    assert sentences("self_inspections") == [
        "Có 01/01 sở, ban, ngành tỉnh tổ chức tự kiểm tra (Phụ lục II).",
        "Các cơ quan, đơn vị, địa phương đã tổ chức 01 cuộc tự kiểm tra, không phát hiện vi phạm.",
    ]
    assert sentences("propaganda") == [
        "Có 01/01 cơ quan, đơn vị, địa phương tổ chức phổ biến, tuyên truyền Đề án."
    ]


def test_many_are_told_by_group_and_the_table_stands_at_its_words(maker):
    a_year(maker)
    assert sentences("oversight") == [
        "Năm 2019, Tổ kiểm tra công vụ của Sở Nội vụ kiểm tra 03 lượt tại 03 cơ quan, đơn vị; "
        "trong đó kiểm tra đột xuất 01 lượt (chiếm 33,33%)."
    ]
    assert sentences("inspections") == [
        "Các lượt kiểm tra nêu trên gồm: 01 lượt tại các sở, ban, ngành tỉnh; 01 lượt tại Ủy ban "
        "nhân dân các huyện, thành phố; 01 lượt tại Ủy ban nhân dân các xã, phường, thị trấn (chi "
        "tiết tại Phụ lục I).",
        "Sở Nội vụ tiếp nhận 02 phản ánh, kiến nghị của người dân qua số điện thoại đường dây "
        "nóng; đã xử lý xong 01/02 trường hợp (đạt tỷ lệ 50,00%).",
        "Qua kiểm tra, Tổ kiểm tra lập biên bản ghi nhận 03 trường hợp cán bộ, công chức, viên "
        "chức, người lao động vi phạm quy định về văn hóa công vụ, nhiều nhất là không đeo thẻ khi "
        "thi hành công vụ (02) và đi muộn (01), cụ thể:",
        "Vi phạm của cá nhân theo loại và nhóm cơ quan (trường hợp)",
        "Theo các nội dung của Quyết định số 1847/QĐ-TTg, vi phạm nhiều nhất về trang phục (02 "
        "trường hợp). Chi tiết tại Phụ lục II.",
        "Về phía cơ quan, đơn vị được kiểm tra, có 01 nội dung thiếu sót: mỹ quan công sở chưa "
        "bảo đảm.",
        "Tổ kiểm tra kiến nghị thủ trưởng cơ quan, đơn vị xem xét, xử lý theo thẩm quyền 03 "
        "trường hợp vi phạm; đến nay chưa có trường hợp nào xử lý xong.",
    ]
    assert sentences("self_inspections")[:2] == [
        "Có 01/02 cơ quan, đơn vị, địa phương tổ chức tự kiểm tra (đạt tỷ lệ 50,00%), gồm 01/01 "
        "sở, ban, ngành tỉnh và 00/01 huyện, thành phố (chi tiết tại Phụ lục III).",
        "Còn 01 cơ quan, đơn vị quá hạn chưa gửi kết quả, gồm: UBND huyện Gò Dầu.",
    ]
    assert sentences("strengths") == [
        "Có 01 lượt kiểm tra không phát hiện vi phạm của cá nhân và thiếu sót của đơn vị (chiếm "
        "33,33%)."
    ]
    assert sentences("shortcomings") == [
        "Còn trường hợp cán bộ, công chức, viên chức, người lao động vi phạm quy định về văn hóa "
        "công vụ: không đeo thẻ khi thi hành công vụ; đi muộn.",
        "Còn cơ quan, đơn vị có thiếu sót: mỹ quan công sở chưa bảo đảm.",
        "Việc tự kiểm tra chưa được thực hiện đầy đủ ở các cơ quan, đơn vị, địa phương.",
    ]


def test_what_agencies_found_themselves_is_told_by_kind(maker):
    a_year(maker)
    whole, *kinds = sentences("self_inspections")[2].partition(", gồm: ")[::2]
    assert whole == (
        "Các cơ quan, đơn vị, địa phương đã tổ chức 03 cuộc tự kiểm tra, phát hiện 05 vụ việc vi "
        "phạm"
    )
    assert kinds == ["về sớm (04), đi muộn (01)."]


def test_clean_visits_are_a_strength_and_no_shortcoming(maker):
    maker.visit(day=FIRST, place=0)
    maker.visit(day=LAST, place=1)
    assert sentences("strengths") == ["Các lượt kiểm tra đều không phát hiện vi phạm, thiếu sót."]
    assert sentences("shortcomings") == [
        "Trong kỳ không phát sinh vi phạm, thiếu sót qua kiểm tra công vụ."
    ]
    assert sentences("inspections")[0] == (
        "Các lượt kiểm tra nêu trên đều được tiến hành tại các sở, ban, ngành tỉnh (chi tiết tại "
        "Phụ lục)."
    )


def test_a_group_nobody_of_which_is_due_has_no_fraction(maker):
    a_year(maker)
    stated = " ".join(sentences("self_inspections"))
    assert "xã, phường, thị trấn" not in stated


def test_nobody_sent_anything(maker):
    round_ = maker.round()
    for agency in (maker.cast.a, maker.cast.b):
        maker.due(round_, agency, "provincial")
    assert sentences("self_inspections") == [
        "Có 02 cơ quan, đơn vị, địa phương phải tự kiểm tra; đến nay chưa có kết quả tự kiểm tra "
        "nào được chấp nhận (Phụ lục).",
        "Còn 02 cơ quan, đơn vị quá hạn chưa gửi kết quả, gồm: Sở Xây dựng; Sở Y tế.",
    ]


def test_not_held_is_told_apart_from_done(maker):
    round_ = maker.round()
    refused = Sent("accepted", "not_held", None, False, {}, [], LAST)
    maker.due(round_, maker.cast.a, "provincial", refused)
    maker.due(round_, maker.cast.b, "provincial", accepted())
    assert sentences("self_inspections")[:2] == [
        "Có 01/02 sở, ban, ngành tỉnh tổ chức tự kiểm tra (đạt tỷ lệ 50,00%; chi tiết tại Phụ "
        "lục).",
        "Có 01 cơ quan, đơn vị báo cáo không tổ chức tự kiểm tra và nêu lý do.",
    ]


def test_every_section_with_a_suggestion_is_one_of_the_outline():
    assert set(SECTIONS) <= {code for code, *_ in FIRST_OUTLINE}


def test_the_table_has_a_row_a_category_and_adds_up(maker, year):
    a_year(maker)
    table = violations_table(gather(year))
    assert [[plain_text(cell) for cell in cells] for cells in table.all_rows()] == [
        ["Đi muộn", "1", "0", "0", "1"],
        ["Không đeo thẻ khi thi hành công vụ", "0", "0", "2", "2"],
        ["Cộng", "1", "0", "2", "3"],
    ]


def test_the_annexes_have_a_row_an_agency_and_the_figures_as_totals(maker, year):
    a_year(maker)
    visited, violations, due, complaints = annexes(gather(year))
    assert [[plain_text(cell) for cell in cells] for cells in visited.blocks[-1].all_rows()] == [
        ["1", "Sở Xây dựng", "04/3/2019", "1", "1", "1", "1"],
        ["2", "UBND huyện Gò Dầu", "07/5/2019", "1", "0", "0", "0"],
        ["3", "UBND xã Phước Đông", "06/5/2019", "1", "0", "2", "0"],
        ["", "Cộng", "", "3", "1", "3", "1"],
    ]
    areas, kinds = [
        [[plain_text(cell) for cell in cells] for cells in table.all_rows()]
        for table in violations.blocks
    ]
    assert areas == [
        ["Tinh thần, thái độ làm việc", "1", "0", "0", "1"],
        ["Trang phục", "0", "0", "2", "2"],
        ["Cộng", "1", "0", "2", "3"],
    ]
    assert kinds == [["Công chức", "3", "0"], ["Cộng", "3", "0"]]
    assert [[plain_text(cell) for cell in cells] for cells in due.blocks[0].all_rows()] == [
        ["1", "Sở Xây dựng", "31/12/2019", "10/01/2020", "3", "5"],
        ["2", "UBND huyện Gò Dầu", "–", "–", "–", "–"],
        ["", "Cộng", "", "", "3", "5"],
    ]
    states, clocks = [
        [[plain_text(cell) for cell in cells] for cells in table.all_rows()]
        for table in complaints.blocks
    ]
    assert states == [
        ["Về hành vi của cơ quan, cán bộ, công chức, viên chức", "1", "0", "1", "2"],
        ["Cộng", "1", "0", "1", "2"],
    ]
    assert clocks[-2:] == [["Không có thời hạn trả lời", "2"], ["Cộng", "2"]]
    rows = [
        [plain_text(cell) for cell in cells] for cells in reconciliation(gather(year)).all_rows()
    ]
    assert rows[0] == [
        "Lượt kiểm tra",
        "3",
        "sở, ban, ngành tỉnh: 1; huyện, thành phố: 1; xã, phường, thị trấn: 1",
        "Khớp",
    ]
    assert {row[-1] for row in rows} == {"Khớp"}


def test_an_agency_renamed_within_the_year_bears_both_names(maker, year):
    maker.visit(day=date(2019, 3, 4), place=0)
    maker.cast.a.names.create(name="Sở Xây dựng mới", starts_on=date(2019, 6, 1))
    maker.visit(day=date(2019, 7, 5), place=0)
    (line,) = gather(year).visited
    assert line.names == ("Sở Xây dựng", "Sở Xây dựng mới")
    cells = annexes(gather(year))[0].blocks[-1].rows[0]
    assert plain_text(cells[1]) == "Sở Xây dựng, sau đổi tên là Sở Xây dựng mới"


def test_what_was_carried_out_is_told_for_one_and_for_many(maker):
    day, a, b = date(2019, 6, 3), maker.cast.a.pk, maker.cast.b.pk
    assert (sentences("propaganda"), sentences("training")) == ([], [])
    maker.activity(Activity(day, a, "meeting"))
    assert sentences("propaganda") == [
        "Các cơ quan, đơn vị, địa phương đã tổ chức 01 hội nghị, cuộc họp phổ biến, quán triệt Đề "
        "án."
    ]
    maker.activity(Activity(day, b, "broadcast", quantity=12, people=300))
    maker.activity(Activity(day, b, "training", quantity=2, people=80))
    assert sentences("propaganda") == [
        "Các cơ quan, đơn vị, địa phương đã tổ chức 01 hội nghị, cuộc họp phổ biến, quán triệt Đề "
        "án và phát 12 lượt phát thanh, truyền hình.",
        "Các hoạt động phổ biến, tuyên truyền, bồi dưỡng có 380 lượt người tham dự, tiếp cận.",
    ]
    assert sentences("training") == [
        "Các cơ quan, đơn vị, địa phương đã tổ chức 02 lớp bồi dưỡng, tập huấn có nội dung về văn "
        "hóa công vụ."
    ]


def test_directives_of_the_province_are_named_in_full(maker):
    day = date(2019, 7, 5)
    maker.activity(Activity(day, maker.cast.province.pk, "directive"))
    assert sentences("directives") == [
        "Tỉnh đã ban hành 01 văn bản chỉ đạo, triển khai thực hiện: "
        "Kế hoạch số 0/KH ngày 05/7/2019 của UBND tỉnh Tây Ninh thực hiện Đề án."
    ]
    maker.activity(Activity(day, maker.cast.a.pk, "directive"))
    assert sentences("directives") == [
        "Các cơ quan, đơn vị, địa phương đã ban hành 02 văn bản chỉ đạo, kế hoạch triển khai thực "
        "hiện Đề án, trong đó có Kế hoạch số 0/KH ngày 05/7/2019 của UBND tỉnh Tây Ninh thực hiện "
        "Đề án."
    ]
    maker.activity(Activity(day, maker.cast.department.pk, "directive"))
    assert sentences("directives") == [
        "Các cơ quan, đơn vị, địa phương đã ban hành 03 văn bản chỉ đạo, kế hoạch triển khai thực "
        "hiện Đề án, trong đó có các văn bản của tỉnh:",
        "Kế hoạch số 0/KH ngày 05/7/2019 của UBND tỉnh Tây Ninh thực hiện Đề án;",
        "Kế hoạch số 2/KH ngày 05/7/2019 của Sở Nội vụ thực hiện Đề án.",
    ]


@pytest.mark.parametrize(
    ("answers", "stated"),
    [
        (
            ("",),
            "Chưa có trường hợp đến hạn nào được trả lời hoặc chuyển cơ quan có thẩm quyền đúng "
            "thời hạn; còn 01 trường hợp quá hạn chưa trả lời. Chi tiết tại Phụ lục.",
        ),
        (("kept",), f"{IN_TIME} 01/01 trường hợp đến hạn. Chi tiết tại Phụ lục."),
        (
            ("kept", "kept"),
            f"{IN_TIME} 02/02 trường hợp đến hạn (đạt tỷ lệ 100%). Chi tiết tại Phụ lục.",
        ),
        (
            ("kept", "late", ""),
            f"{IN_TIME} 01/03 trường hợp đến hạn (đạt tỷ lệ 33,33%); sau thời hạn 01 trường hợp; "
            "còn 01 trường hợp quá hạn chưa trả lời. Chi tiết tại Phụ lục.",
        ),
    ],
)
def test_what_is_still_open_past_its_day_is_told_as_not_on_time(maker, answers, stated):
    due = date(2019, 6, 14)
    for answer in answers:
        day = due + timedelta(answer == "late")
        fields = {"answered": day, "state": "answered"} if answer else {}
        maker.complaint(day=date(2019, 6, 1), due=due, **fields)
    assert sentences("inspections")[1] == stated


def test_what_is_lacking_names_its_commonest_kinds_and_who_leads(maker):
    kinds = ("late", "late", "dress", "smoking", "no_badge", "no_badge")
    maker.visit(day=LAST, place=0, found=[violation(kind) for kind in kinds])
    staff = "cán bộ, công chức, viên chức, người lao động"
    rest = (
        "vi phạm quy định về văn hóa công vụ như: đi muộn; không đeo thẻ khi thi hành công vụ; "
        "hút thuốc lá không đúng nơi quy định."
    )
    assert sentences("shortcomings") == [f"Còn trường hợp {staff} {rest}"]
    maker.visit(day=LAST, place=0, found=[violation("late", leader=True)])
    lead = "người giữ chức vụ lãnh đạo, quản lý"
    assert sentences("shortcomings") == [f"Còn trường hợp {staff}, trong đó có {lead}, {rest}"]


def test_what_one_who_leads_alone_did_is_told_of_those_who_lead(maker):
    maker.visit(day=LAST, place=0, found=[violation("late", leader=True)])
    assert sentences("shortcomings") == [
        "Còn trường hợp người giữ chức vụ lãnh đạo, quản lý vi phạm quy định về văn hóa công vụ: "
        "đi muộn."
    ]


def test_what_all_agencies_told_is_told_of_all(maker):
    round_ = maker.round()
    told = {"propaganda": "Phát thanh", "rules_reviewed": "Rà soát"}
    maker.due(round_, maker.cast.a, "provincial", accepted(1, **told))
    maker.due(round_, maker.cast.b, "provincial", accepted(1, propaganda="Họp"))
    assert sentences("propaganda") == [
        "Tất cả 02 cơ quan, đơn vị, địa phương đều tổ chức phổ biến, tuyên truyền Đề án."
    ]
    assert sentences("rules_reviewed") == [
        "Có 01/02 cơ quan, đơn vị, địa phương rà soát nội quy, quy chế của cơ quan, đơn vị (đạt tỷ "
        "lệ 50,00%)."
    ]


def test_a_year_over_a_break_says_what_does_not_compare_and_what_is_missing(maker, cast):
    cast.district.ends_on = date(2019, 6, 30)
    cast.district.save()
    first, missing = sentences("results")
    assert first == (
        "Từ ngày 01/7/2019, các huyện, thành phố kết thúc hoạt động. Do đó, số liệu theo nhóm cơ "
        "quan trước và sau thời điểm trên không so sánh với nhau."
    )
    assert missing == (
        "Báo cáo không có số liệu tự kiểm tra của các huyện, thành phố vì không có đợt tự kiểm tra "
        "nào của kỳ này yêu cầu báo cáo."
    )


def test_a_break_is_told_with_the_resolutions_the_registry_holds(maker, cast):
    """The one who wrote no document is told behind, and not as if done by the same."""
    resolution, decision = "Nghị quyết số 1/NQ-HĐND ngày 03/6/2019", "Quyết định số 2/QĐ-UBND"
    for old, day, basis in (
        (cast.commune, date(2019, 7, 1), resolution),
        (cast.a, date(2019, 7, 1), "Sắp xếp tổ chức bộ máy"),
        (cast.b, date(2019, 10, 1), decision),
    ):
        old.ends_on = day - timedelta(1)
        old.save()
        Succession.objects.create(
            predecessor=old, successor=cast.department, on=day, basis=f"{basis}."
        )
    cast.district.ends_on = date(2019, 6, 30)
    cast.district.save()
    assert sentences("results")[0] == (
        f"Từ ngày 01/7/2019, thực hiện {resolution}, các xã, phường, thị trấn kết thúc hoạt động. "
        "Cũng từ ngày này, tỉnh sắp xếp các sở, ban, ngành tỉnh; các huyện, thành phố kết thúc "
        f"hoạt động. Từ ngày 01/10/2019, thực hiện {decision}, tỉnh sắp xếp các sở, ban, ngành "
        "tỉnh. Do đó, số liệu theo nhóm cơ quan trước và sau các thời điểm trên không so sánh với "
        "nhau."
    )


def test_a_break_by_many_documents_names_none(maker, cast):
    cast.commune.ends_on = date(2019, 6, 30)
    cast.commune.save()
    for number in range(1, 5):
        new = make_agency(f"UBND xã {number}", "commune", "commune", by=cast.admin)
        Succession.objects.create(
            predecessor=cast.commune,
            successor=new,
            on=date(2019, 7, 1),
            basis=f"Nghị quyết số {number}/NQ-HĐND",
        )
    told = "Từ ngày 01/7/2019, tỉnh sắp xếp các xã, phường, thị trấn. "
    assert sentences("results")[0].startswith(told)


def test_a_template_keeps_its_figures_apart_from_its_words():
    figure = Figure("visits.total", 3, "03")
    assert say("Có {n} lượt{x}.", n=figure, x="") == (Text("Có "), figure, Text(" lượt"), Text("."))
