"""The documents of a report: which, in what order, in full once and short from then on."""

from datetime import date

import pytest

from inspections.cited_documents.actions import attach_document, cite
from inspections.cited_documents.models import DocumentKind
from inspections.implementation.models import FactKind
from reports.freezing.composition import compose_now
from reports.narrative.citations import shorten_repeats
from reports.narrative.facts import gather
from reports.narrative.reports import write_section
from tayninh_portal.errors import Refused
from tayninh_portal.lib.periods import parse_period
from tayninh_portal.paper.content import (
    Block,
    Figure,
    Item,
    Note,
    Paragraph,
    Table,
    TableColumn,
    Text,
    plain_text,
    row,
    runs,
)
from tayninh_portal.paper.wording import WordingSection, deserialize
from tests.inspections.implementing import confirmed, document
from tests.reports.composition import WRITTEN, make_report

PLAN = (
    "Kế hoạch số 1441/KH-UBND ngày 05/7/2019 của Ủy ban nhân dân tỉnh thực hiện Đề án Văn hóa "
    "công vụ"
)
PLAN_AFTER = "Kế hoạch số 1441/KH-UBND"
ORDER = "Chỉ thị số 05/CT-UBND ngày 06/6/2013 của Chủ tịch Ủy ban nhân dân tỉnh về kỷ cương"
ORDER_AFTER = "Chỉ thị số 05/CT-UBND"


def section(code: str, *blocks: Block) -> WordingSection:
    return WordingSection(code, 1, "I", code, blocks)


def words(sections: tuple[WordingSection, ...]) -> list[str]:
    """What is read, block by block; of a table its cells."""
    read = []
    for each in sections:
        for block in each.blocks:
            if isinstance(block, Table):
                read += [plain_text(cell) for line in block.all_rows() for cell in line]
            else:
                read.append(block.text if isinstance(block, Note) else plain_text(block.runs))
    return read


def test_the_second_place_is_short_and_only_the_second():
    stated = (
        section("directives", Paragraph(runs(f"Thực hiện {PLAN}, các cơ quan đã ban hành."))),
        section("oversight", Paragraph(runs(f"Căn cứ {PLAN}, Tổ đã kiểm tra theo {PLAN}."))),
    )
    assert words(shorten_repeats(stated, [PLAN])) == [
        f"Thực hiện {PLAN}, các cơ quan đã ban hành.",
        f"Căn cứ {PLAN_AFTER}, Tổ đã kiểm tra theo {PLAN_AFTER}.",
    ]


def test_each_document_is_counted_for_itself_in_items_and_cells_too():
    table = Table(
        (TableColumn("Văn bản"), TableColumn("Ghi chú")),
        (row(ORDER, ""), row(PLAN, "")),
        row(ORDER, "Cộng"),
    )
    stated = (section("a", Item("-", runs(f"{PLAN};")), Paragraph(runs("Không dẫn gì."))),
            section("b", table))  # fmt: skip
    assert words(shorten_repeats(stated, [ORDER, PLAN])) == [
        f"{PLAN};", "Không dẫn gì.", ORDER, "", PLAN_AFTER, "", ORDER_AFTER, "Cộng",
    ]  # fmt: skip


def test_a_trich_yeu_that_begins_like_another_is_not_cut():
    longer = f"{ORDER}, kỷ luật"
    stated = (section("a", Paragraph(runs(f"{longer}; {ORDER}luật; {longer}; {ORDER}."))),)
    assert words(shorten_repeats(stated, [ORDER, longer])) == [
        f"{longer}; {ORDER}luật; {ORDER_AFTER}; {ORDER}."
    ]


def test_a_space_typed_twice_is_still_the_same_citation():
    typed = PLAN.replace(" của ", "  của ").replace("văn bản", "văn\u00a0bản")
    stated = (section("a", Paragraph(runs(PLAN)), Paragraph(runs(f"Theo {typed}."))),)
    assert words(shorten_repeats(stated, [PLAN])) == [PLAN, f"Theo {PLAN_AFTER}."]


def test_figures_styles_and_a_short_first_mention_stay():
    block = Paragraph(
        (
            Text(f"Theo {PLAN_AFTER}, đã kiểm tra ", bold=True),
            Figure("visits.total", 3, "03"),
            Text(f" lượt ({PLAN})."),
        )
    )
    stated = (section("a", block, Note("Số liệu minh họa.")),)
    assert shorten_repeats(stated, [PLAN]) == stated


def test_without_known_documents_nothing_changes():
    stated = (section("a", Paragraph(runs(f"{PLAN}; {PLAN}."))),)
    assert shorten_repeats(stated, []) == stated


def directive(cast, agency: str, number: str, day: date) -> object:
    """A confirmed directive with its document, told by the Sở for ``agency``."""
    paper = document(
        cast, "specialist", "department", number=number, issued_on=day,
        kind=DocumentKind.INSTRUCTION, issuer="Ủy ban nhân dân tỉnh",
    )  # fmt: skip
    confirmed(
        cast, "specialist", agency, kind=FactKind.DIRECTIVE, document=paper, day=day,
        title=f"Chỉ thị {number}", quantity=1, people_reached=None,
    )  # fmt: skip
    return paper


def test_the_report_names_an_attached_document_in_full_once(cast):
    report, paper = make_report(cast), document(cast, "specialist", "department")
    attach_document(paper, report, by=cast.specialist, at=WRITTEN)
    full, short = cite(paper, first=True), cite(paper, first=False)
    for code in ("strengths", "causes"):
        section_ = report.sections.get(code=code)
        write_section(
            section_, by=cast.specialist, text=f"Theo {full}.", seen_version=section_.version
        )
    stated = {each.code: each for each in deserialize(compose_now(report)[0]).sections}
    said = {code: plain_text(stated[code].blocks[-1].runs) for code in ("strengths", "causes")}
    assert said == {"strengths": f"Theo {full}.", "causes": f"Theo {short}."}
    assert full != short


def test_a_directive_of_the_department_and_the_province_is_named_once_in_the_text(cast):
    paper = directive(cast, "department", "01/CT-UBND", date(2019, 7, 5))
    confirmed(
        cast, "specialist", "province", kind=FactKind.DIRECTIVE, document=paper, quantity=1,
        people_reached=None, title="Cùng chỉ thị",
    )  # fmt: skip
    facts = gather(parse_period("calendar-2019"))
    assert facts.documents == (cite(paper, first=True),)


def test_a_report_that_went_up_takes_no_document(cast):
    report, paper = make_report(cast), document(cast, "specialist", "department")
    type(report).objects.filter(pk=report.pk).update(state="submitted")
    report.refresh_from_db()
    with pytest.raises(Refused) as refused:
        attach_document(paper, report, by=cast.specialist, at=WRITTEN)
    assert refused.value.reason == (
        "Báo cáo không còn là dự thảo nên không sửa được nội dung. Báo cáo đang chờ lãnh đạo Sở "
        "duyệt."
    )
