"""The domain of cited documents: who enters, who corrects, who sees, what is attached."""

from datetime import date
from uuid import UUID

import pytest
from django.core.exceptions import ValidationError

from inspections.cited_documents.actions import (
    attach_document,
    detach_document,
    documents_of,
    record_document,
    update_document,
)
from inspections.cited_documents.models import CitedDocument, DocumentKind, DocumentLink
from inspections.implementation import workflow as fact_flow
from inspections.implementation.models import FactKind
from tayninh_portal.access import Role, may
from tayninh_portal.errors import Conflict, Refused
from tayninh_portal.lib.vietnamese import fold
from tayninh_portal.models import Change, StoredFile
from tayninh_portal.storage import read_file
from tests.doing import do
from tests.fixtures.cast import appoint
from tests.inspections.implementing import DAY, NOW, confirmed, document, fact, pdf, upload


@pytest.fixture(autouse=True)
def _file_store(settings, tmp_path):
    settings.FILES_DIR = tmp_path


def names_of(cast, who: str) -> list[str]:
    """The documents a person sees, by number."""
    seen = CitedDocument.objects.visible_to(cast.fresh(who))
    return sorted(seen.values_list("number", flat=True))


def test_it_is_kept_tidied_and_found_without_accents(cast):
    plan = document(
        cast, number="Số: 5 / KH-SXD", issuer="  Sở  Xây dựng ", subject="Chấn chỉnh kỷ cương. "
    )
    assert (plan.number, plan.issuer, plan.subject) == (
        "05/KH-SXD",
        "Sở Xây dựng",
        "Chấn chỉnh kỷ cương",
    )
    assert plan.search == "ke hoach so 05/kh-sxd ngay 05/7/2019 so xay dung chan chinh ky cuong"
    assert fold("chấn chỉnh") in plan.search
    assert plan.issuer_agency == cast.a
    line = Change.objects.of(plan).get()
    assert (line.version, line.label, line.by) == (1, "Ghi văn bản", cast.clerk_a)


def test_an_issuer_outside_the_registry_is_only_words(cast):
    assert document(cast, issuer="Thủ tướng Chính phủ").issuer_agency is None


def test_the_file_is_kept_as_it_came_under_a_name_of_ours(cast):
    data = pdf(pages=3)
    plan = document(cast, upload=upload(data, "don cua ong Nguyen Van A.pdf"))
    assert read_file(plan.file) == data
    assert (plan.file.name, plan.file.media_type, plan.file.size) == (
        "ke-hoach-so-25-kh-sxd.pdf",
        "application/pdf",
        len(data),
    )


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "Tệp rỗng. Kiểm tra lại tệp trên máy rồi chọn lại."),
        (
            b"MZ not a paper",
            "Loại tệp không được nhận. Chỉ nhận PDF, ảnh JPEG, ảnh PNG; đổi tên tệp không đổi "
            "được loại.",
        ),
        (
            b"%PDF-1.7 broken",
            "Tệp PDF bị hỏng hoặc không đúng định dạng. Mở thử, lưu lại rồi tải lên.",
        ),
    ],
)
def test_a_file_that_is_no_paper_is_refused_and_nothing_is_kept(cast, data, said, tmp_path):
    with pytest.raises(ValidationError) as refused:
        document(cast, upload=upload(data))
    assert refused.value.message_dict == {"upload": [said]}
    assert (CitedDocument.objects.count(), StoredFile.objects.count()) == (0, 0)
    assert list(tmp_path.iterdir()) == []


def test_a_paper_of_tomorrow_is_refused(cast):
    with pytest.raises(ValidationError) as refused:
        document(cast, issued_on=date(2019, 11, 2))
    assert refused.value.message_dict == {"issued_on": ["Ngày ban hành chưa đến."]}


def test_a_paper_of_today_is_not(cast):
    assert document(cast, issued_on=date(2019, 11, 1)).pk


def test_the_same_paper_is_entered_once_an_agency(cast):
    document(cast)
    with pytest.raises(ValidationError) as refused:
        document(cast, subject="khác")
    assert refused.value.messages == [
        "Văn bản cùng số, ngày và cơ quan ban hành đã có trong danh sách; hãy tìm và dùng văn bản "
        "đó."
    ]
    assert document(cast, by="clerk_b", agency="b").pk


def test_another_kind_names_itself(cast):
    with pytest.raises(ValidationError) as refused:
        document(cast, kind=DocumentKind.OTHER)
    assert refused.value.message_dict == {"other_kind": ["Ghi tên loại văn bản, ví dụ Nghị định."]}


def test_a_double_click_keeps_one_document_and_one_file(cast):
    given = {
        "by": cast.clerk_a,
        "at": NOW,
        "agency": cast.a,
        "client_id": UUID("6a0c0a6e-7c1e-4f43-9c53-7b6c2f1f4f10"),
        "kind": DocumentKind.PLAN,
        "number": "25/KH-SXD",
        "issued_on": DAY,
        "issuer": "Sở Xây dựng",
        "subject": "thực hiện Đề án",
    }
    first, new = record_document(**given, upload=upload())
    again, second = record_document(**given, upload=upload())
    assert (first.pk, new, second) == (again.pk, True, False)
    assert (CitedDocument.objects.count(), StoredFile.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    ("who", "place", "allowed"),
    [
        ("clerk_a", "a", True),
        ("head_a", "a", True),
        ("clerk_a", "b", False),
        ("clerk_a", "department", False),
        ("specialist", "department", True),
        ("manager", "department", True),
        ("specialist", "a", False),
        ("operator", "department", False),
        ("leader", "province", False),
        ("admin", "department", False),
        ("nobody", "a", False),
    ],
)
def test_one_enters_in_the_name_of_ones_own_agency(cast, who, place, allowed):
    paper = CitedDocument(agency=getattr(cast, place))
    assert bool(may(cast.fresh(who), "cited_document.create", paper)) is allowed


def test_only_the_department_shares_with_all(cast):
    with pytest.raises(Refused) as refused:
        document(cast, is_shared=True)
    assert refused.value.reason == "Chỉ Sở Nội vụ chia sẻ văn bản cho mọi cơ quan."
    plan = document(cast)
    with pytest.raises(Refused):
        update_document(plan, by=cast.clerk_a, at=NOW, seen_version=1, is_shared=True)
    assert CitedDocument.objects.get().is_shared is False


def test_who_sees_which_document(cast):
    document(cast, number="01/A")
    document(cast, by="clerk_b", agency="b", number="02/B")
    document(cast, by="specialist", agency="department", number="03/SNV")
    document(cast, by="specialist", agency="department", number="04/UBND", is_shared=True)
    everything = ["01/A", "02/B", "03/SNV", "04/UBND"]
    expected = {
        "specialist": everything,
        "manager": everything,
        "office_examiner": everything,
        "leader": everything,
        "clerk_a": ["01/A", "04/UBND"],
        "head_a": ["01/A", "04/UBND"],
        "clerk_b": ["02/B", "04/UBND"],
        "operator": [],
        "admin": [],
        "nobody": [],
    }
    assert {who: names_of(cast, who) for who in expected} == expected


def test_a_parent_sees_what_a_confirmed_fact_of_its_unit_stands_on(cast):
    appoint(cast.nobody, Role.AGENCY_CLERK, cast.a_unit)
    plan = document(cast, by="nobody", agency="a_unit", number="07/KH")
    made = fact(
        cast, by="nobody", agency="a_unit", kind=FactKind.DIRECTIVE, document=plan, quantity=1,
        people_reached=None,
    )  # fmt: skip
    assert (names_of(cast, "clerk_a"), names_of(cast, "clerk_b")) == ([], [])
    confirmed_fact = do(fact_flow.CONFIRM, made, by=cast.manager, at=NOW)
    assert (names_of(cast, "clerk_a"), names_of(cast, "clerk_b")) == (["07/KH"], [])
    do(fact_flow.REOPEN, confirmed_fact, by=cast.manager, at=NOW, note="Sai số văn bản.")
    assert names_of(cast, "clerk_a") == []


def test_an_agency_corrects_its_paper_until_something_confirmed_stands_on_it(cast):
    plan = document(cast)
    plan = update_document(plan, by=cast.head_a, at=NOW, seen_version=1, subject="Về kỷ cương;")
    assert (plan.subject, plan.version) == ("Về kỷ cương", 2)
    told = fact(cast, kind=FactKind.DIRECTIVE, document=plan, quantity=1, people_reached=None)
    assert may(cast.clerk_a, "cited_document.update", plan)
    do(fact_flow.CONFIRM, told, by=cast.manager, at=NOW)
    with pytest.raises(Refused) as refused:
        update_document(plan, by=cast.clerk_a, at=NOW, seen_version=2, subject="khác")
    assert refused.value.reason == (
        "Một kết quả triển khai đã xác nhận dẫn văn bản này; muốn sửa, cơ quan đề nghị Sở Nội vụ."
    )
    fresh = CitedDocument.objects.get()
    assert update_document(
        fresh, by=cast.specialist, at=NOW, seen_version=2, number="26/KH-SXD"
    ).search.startswith("ke hoach so 26/kh-sxd")


def test_nobody_corrects_the_paper_of_another_agency(cast):
    verdict = may(cast.clerk_b, "cited_document.update", document(cast))
    assert verdict.reason == (
        "Văn bản này do cơ quan khác ghi; chỉ cơ quan đó hoặc Sở Nội vụ sửa được."
    )


def test_the_second_of_two_people_is_told(cast):
    plan = document(cast)
    update_document(
        CitedDocument.objects.get(),
        by=cast.head_a,
        at=NOW,
        seen_version=1,
        subject="của thủ trưởng",
    )
    with pytest.raises(Conflict):
        update_document(
            plan, by=cast.clerk_a, at=NOW, seen_version=1, subject="của cán bộ", upload=upload()
        )
    assert CitedDocument.objects.get().subject == "của thủ trưởng"
    assert StoredFile.objects.count() == 0


def test_a_new_file_replaces_the_old_whose_bytes_stay(cast):
    # A PDF made again in another second has other bytes.
    first, second = pdf(1), pdf(2)
    plan = document(cast, upload=upload(first))
    old = plan.file
    plan = update_document(plan, by=cast.clerk_a, at=NOW, seen_version=1, upload=upload(second))
    assert plan.file != old
    assert read_file(old) == first
    assert Change.objects.of(plan).last().label == "Sửa văn bản, thay tệp"
    plan = update_document(plan, by=cast.clerk_a, at=NOW, seen_version=2, subject="khác")
    assert read_file(plan.file) == second


def test_a_document_is_attached_once_and_taken_away_without_a_trace_lost(cast):
    made, plan = fact(cast), document(cast)
    link, new = attach_document(plan, made, by=cast.clerk_a, at=NOW)
    again, second = attach_document(plan, made, by=cast.head_a, at=NOW)
    assert (link.pk, new, second) == (again.pk, True, False)
    assert list(documents_of(made)) == [plan]
    assert detach_document(link, by=cast.clerk_a, at=NOW) is True
    assert detach_document(link, by=cast.clerk_a, at=NOW) is False
    assert list(documents_of(made)) == []
    ended = DocumentLink.objects.get()
    assert (ended.attached_by, ended.detached_by) == (cast.clerk_a, cast.clerk_a)
    attach_document(plan, made, by=cast.clerk_a, at=NOW)
    assert DocumentLink.objects.count() == 2
    made.refresh_from_db()
    assert made.version == 1


def test_documents_stand_in_the_order_they_were_attached(cast):
    made = fact(cast)
    late, early = document(cast, number="09/A"), document(cast, number="08/A")
    attach_document(early, made, by=cast.clerk_a, at=NOW)
    attach_document(late, made, by=cast.clerk_a, at=NOW.replace(hour=10))
    assert list(documents_of(made)) == [early, late]


def test_one_attaches_only_what_one_sees_to_what_one_may_change(cast):
    made = fact(cast)
    others = document(cast, by="clerk_b", agency="b", number="02/B")
    with pytest.raises(ValidationError) as unseen:
        attach_document(others, made, by=cast.clerk_a, at=NOW)
    assert unseen.value.message_dict == {
        "document": ["Không có văn bản này trong danh sách của bạn."]
    }
    with pytest.raises(Refused):
        attach_document(others, made, by=cast.clerk_b, at=NOW)
    with pytest.raises(Refused):
        attach_document(document(cast), confirmed(cast, title="khác"), by=cast.clerk_a, at=NOW)
    assert DocumentLink.objects.count() == 0
