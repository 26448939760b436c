"""Where a sentence ends, and which sentence of a new telling is the old one mended."""

import pytest

from reports.remarks.sentences import sentences_of, spans_of, successor


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Đã kiểm tra 87 lượt. Còn 05 đơn vị chưa báo cáo.", 2),
        ("Đạt tỷ lệ 93,61%. 07 đơn vị vắng mặt.", 2),
        ("Kinh phí 1.234.567 đồng, theo Quyết định số 1847/QĐ-TTg ngày 27/12/2018.", 1),
        ("UBND TP. Tây Ninh và TX. Trảng Bàng đã báo cáo.", 1),
        ("Ông Nguyễn Văn A. Trần được nhắc nhở.", 1),
        ("TM. ỦY BAN NHÂN DÂN", 1),
        ("1. Công tác tuyên truyền được duy trì. Cấp xã chuyển biến.", 2),
        ("a. Nội dung thứ nhất.", 1),
        ("II. Đánh giá chung", 1),
        ("Các hình thức gồm phát thanh, bảng tin, v.v. Cấp xã phát 12 lượt.", 2),
        ("Có chuyển biến không? Có! Kết quả rõ…", 3),
        ("Nêu “Chấp hành giờ giấc.” Sở đã nhắc nhở.", 2),
        ("đi muộn. về sớm không phải là một câu mới", 1),
        ("", 0),
    ],
)
def test_a_text_is_cut_where_a_reader_would_cut_it(text, expected):
    assert len(sentences_of(text)) == expected
    assert "".join(text[begin:end] for begin, end in spans_of(text)) == text


def test_a_sentence_is_compared_by_its_words_alone():
    spread = "Nề nếp\u200b   tốt hơn. Ca\u0301n bộ  nghiêm túc."
    assert sentences_of(spread) == ["Nề nếp tốt hơn.", "Cán bộ nghiêm túc."]


OLD = "Qua kiểm tra, một số đơn vị chưa chấp hành giờ làm việc."


@pytest.mark.parametrize(
    ("candidates", "expected"),
    [
        (["Qua kiểm tra, 07 đơn vị chưa chấp hành giờ làm việc."], 0),
        (
            [
                "Công tác tuyên truyền được duy trì.",
                "Qua kiểm tra, có 07 đơn vị chưa chấp hành đúng giờ làm việc, gồm:",
            ],
            1,
        ),
        (["Công tác tuyên truyền được duy trì thường xuyên trên cổng thông tin."], None),
        ([], None),
    ],
)
def test_the_mended_sentence_is_found_and_another_one_is_not(candidates, expected):
    assert successor(OLD, candidates) == ("" if expected is None else candidates[expected])
