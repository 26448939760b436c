"""“Nhiều nhất” is said of one part, of a few that are level, and of none where many are."""

from datetime import date

import pytest

from tests.reports.composition import sentences, violation

LAND, HEALTH, LAW, SCHOOL = "land_environment", "health", "justice", "education"
# One category of each area, in their order.
AREAS = ("late", "rudeness", "smoking", "dress")
BEGINNING = "Theo các nội dung của Quyết định số 1847/QĐ-TTg, "


def stated(maker, *found) -> str:
    """The paragraph of one visit's violations, without its reference to the annex."""
    maker.visit(day=date(2019, 7, 5), place=0, found=list(found))
    (paragraph,) = [text for text in sentences("inspections") if text.endswith("Phụ lục II.")]
    return paragraph.removesuffix("Chi tiết tại Phụ lục II.").strip()


@pytest.mark.parametrize(
    ("categories", "sentence"),
    [
        (
            (0, 0),
            BEGINNING
            + "các trường hợp vi phạm đều về tinh thần, thái độ làm việc (02 trường hợp).",
        ),
        ((0, 3, 3), BEGINNING + "vi phạm nhiều nhất về trang phục (02 trường hợp)."),
        (
            (0, 1, 1, 3, 3),
            BEGINNING + "vi phạm nhiều nhất, với số trường hợp bằng nhau, về chuẩn mực giao tiếp, "
            "ứng xử (02) và trang phục (02).",
        ),
        (
            (0, 0, 3, 3),
            BEGINNING + "số trường hợp vi phạm bằng nhau: về tinh thần, thái độ làm việc (02) và "
            "trang phục (02).",
        ),
        (
            (0, 0, 1, 1, 2, 2, 3, 3),
            BEGINNING
            + "không nội dung nào có số trường hợp vi phạm nhiều hơn các nội dung còn lại.",
        ),
        # One each says nothing.
        ((0, 3), ""),
    ],
)
def test_the_leading_area_is_named_where_one_leads(maker, categories, sentence):
    assert stated(maker, *(violation(AREAS[at]) for at in categories)) == sentence


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        (("", ""), ""),
        # Of most it is not known.
        ((LAND, LAND, HEALTH, "", "", "", ""), ""),
        ((LAND, LAND), "Các trường hợp vi phạm đều trong lĩnh vực tài nguyên và môi trường (02 "),
        (
            (LAND, ""),
            "Các trường hợp vi phạm xác định được lĩnh vực đều trong lĩnh vực tài nguyên và môi "
            "trường (01 trường hợp).",
        ),
        (
            (LAND, LAND, HEALTH, "", "", ""),
            "Lĩnh vực có nhiều trường hợp vi phạm nhất là tài nguyên và môi trường (02 trường "
            "hợp), không kể 03 trường hợp chưa xác định lĩnh vực.",
        ),
        (
            (LAND, LAND, HEALTH, HEALTH, LAW, ""),
            "Các lĩnh vực có nhiều trường hợp vi phạm nhất, với số trường hợp bằng nhau, là tài "
            "nguyên và môi trường (02) và y tế (02), không kể 01 trường hợp chưa xác định lĩnh "
            "vực.",
        ),
        (
            (LAND, LAND, HEALTH, HEALTH),
            "Số trường hợp vi phạm trong các lĩnh vực bằng nhau, gồm tài nguyên và môi trường "
            "(02) và y tế (02).",
        ),
        (
            (LAND, HEALTH, LAW, SCHOOL) * 2,
            "Không lĩnh vực nào có số trường hợp vi phạm nhiều hơn các lĩnh vực còn lại.",
        ),
        ((LAND, HEALTH), ""),
    ],
)
def test_the_leading_field_is_named_where_one_leads(maker, fields, sentence):
    paragraph = stated(maker, *(violation("dress", field=field) for field in fields))
    area = f"{BEGINNING}các trường hợp vi phạm đều về trang phục ({len(fields):02} trường hợp)."
    if sentence:
        assert paragraph.startswith(f"{area} {sentence}")
    else:
        assert paragraph == area


def test_leaders_at_fault_are_told_between_area_and_field(maker):
    paragraph = stated(maker, violation("dress", leader=True), violation("dress", field=LAND))
    assert paragraph.split(". ")[1:] == [
        "Người giữ chức vụ lãnh đạo, quản lý vi phạm 01 trường hợp",
        "Các trường hợp vi phạm xác định được lĩnh vực đều trong lĩnh vực tài nguyên và môi trường "
        "(01 trường hợp).",
    ]


def test_one_violation_tells_its_field_and_has_no_annex(maker):
    maker.visit(day=date(2019, 7, 5), place=0, found=[violation("procedure_late", field=LAND)])
    assert sentences("inspections")[1] == (
        "Qua kiểm tra, phát hiện 01 trường hợp vi phạm quy định về văn hóa công vụ: giải quyết thủ "
        "tục hành chính trễ hạn (nhóm sở, ban, ngành tỉnh; lĩnh vực tài nguyên và môi trường)."
    )


@pytest.mark.parametrize(
    ("categories", "words"),
    [
        (("late", "late"), "đều là đi muộn (02), cụ thể:"),
        (("late", "dress"), "gồm đi muộn (01) và trang phục không đúng quy định (01), cụ thể:"),
        (("late", "late", "dress", "smoking", "absent"), "nhiều nhất là đi muộn (02), cụ thể:"),
        (AREAS, "thuộc nhiều loại, không loại nào nhiều hơn các loại còn lại, cụ thể:"),
    ],
)
def test_the_commonest_categories_are_named_without_parting_equals(maker, categories, words):
    maker.visit(day=date(2019, 7, 5), place=0, found=[violation(name) for name in categories])
    assert sentences("inspections")[1].partition("văn hóa công vụ, ")[2] == words
