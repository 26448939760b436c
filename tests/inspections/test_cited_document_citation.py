"""How a text names a document: full at first, short after (Nghị định 30/2020/NĐ-CP)."""

from datetime import date

import pytest

from inspections.cited_documents.actions import cite, shortened, tidy_number
from inspections.cited_documents.models import CitedDocument, DocumentKind


def paper(subject: str, **changes) -> CitedDocument:
    given = {
        "kind": DocumentKind.PLAN,
        "number": "1441/KH-UBND",
        "issued_on": date(2019, 7, 5),
        "issuer": "Ủy ban nhân dân tỉnh",
    }
    return CitedDocument(subject=subject, **(given | changes))


def test_the_first_citation_has_type_number_day_issuer_and_trich_yeu():
    plan = paper("về việc thực hiện Đề án Văn hóa công vụ")
    assert cite(plan, first=True) == (
        "Kế hoạch số 1441/KH-UBND ngày 05/7/2019 của Ủy ban nhân dân tỉnh về việc thực hiện Đề án "
        "Văn hóa công vụ"
    )


def test_later_citations_have_type_and_number():
    assert cite(paper("về việc gì cũng vậy"), first=False) == "Kế hoạch số 1441/KH-UBND"


def test_another_kind_of_document_is_called_by_its_own_name():
    decree = paper(
        "về tiếp nhận, xử lý phản ánh, kiến nghị",
        kind=DocumentKind.OTHER,
        other_kind="Nghị định",
        number="20/2008/NĐ-CP",
        issued_on=date(2008, 2, 14),
        issuer="Chính phủ",
    )
    assert cite(decree, first=True) == (
        "Nghị định số 20/2008/NĐ-CP ngày 14/02/2008 của Chính phủ về tiếp nhận, xử lý phản ánh, "
        "kiến nghị"
    )
    assert cite(decree, first=False) == "Nghị định số 20/2008/NĐ-CP"


@pytest.mark.parametrize(
    ("subject", "joined"),
    [
        ("Về tăng cường kỷ cương", "về tăng cường kỷ cương"),
        ("V/v báo cáo kết quả", "về việc báo cáo kết quả"),
        ("v/v: báo cáo kết quả", "về việc báo cáo kết quả"),
        ("Ban hành Quy chế làm việc", "ban hành Quy chế làm việc"),
        ("Thực hiện Quyết định số 1847/QĐ-TTg", "thực hiện Quyết định số 1847/QĐ-TTg"),
        ("Chấn chỉnh kỷ luật", "về việc chấn chỉnh kỷ luật"),
        ("Đề án Văn hóa công vụ", "về Đề án Văn hóa công vụ"),
        ("Kết quả tự kiểm tra", "về kết quả tự kiểm tra"),
        ("CCHC năm 2019", "về việc CCHC năm 2019"),
        ("Vềnh", "về việc vềnh"),
    ],
)
def test_the_trich_yeu_follows_the_issuer_in_good_vietnamese(subject, joined):
    full = cite(paper(subject), first=True)
    assert full == f"Kế hoạch số 1441/KH-UBND ngày 05/7/2019 của Ủy ban nhân dân tỉnh {joined}"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("1441/KH-UBND", "1441/KH-UBND"),
        ("Số: 5/CT-UBND", "05/CT-UBND"),
        ("số 13 /BC - UBND", "13/BC-UBND"),
        ("28/BNV–CCVC", "28/BNV-CCVC"),
        ("7", "07"),
        ("20/2008/NĐ-CP", "20/2008/NĐ-CP"),
    ],
)
def test_a_number_is_written_as_the_decree_writes_it(typed, kept):
    assert tidy_number(typed) == kept


@pytest.mark.parametrize("subject", ["về việc ngày 05/7/2019 của tỉnh", "Thực hiện Đề án"])
def test_the_short_form_is_found_in_the_full_one(subject):
    plan = paper(subject)
    assert shortened(cite(plan, first=True)) == cite(plan, first=False)
