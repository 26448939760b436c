"""Where a sentence ends."""

import pytest

from tayninh_portal.lib.sentences import sentences_of, spans_of


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
        # A number stands as a token until it is printed.
        ("Tổ kiểm tra {visits.total} lượt. {visits.surprise} lượt đột xuất.", 2),
        ("Đạt tỷ lệ {a/b|%}. “{visits.total}” là số lượt.", 2),
        ("Gồm 03 nội dung… {visits.total} lượt.", 2),
        ("", 0),
    ],
)
def test_a_text_is_cut_where_a_reader_would_cut_it(text, expected):
    assert len(sentences_of(text)) == expected
    assert "".join(text[begin:end] for begin, end in spans_of(text)) == text


def test_a_sentence_is_compared_by_its_words_alone():
    spread = "Nề nếp\u200b   tốt hơn. Ca\u0301n bộ  nghiêm túc."
    assert sentences_of(spread) == ["Nề nếp tốt hơn.", "Cán bộ nghiêm túc."]
