"""What forms say by default is Vietnamese, and days are written as the decree writes them."""

from datetime import date

import pytest
from django import forms

from tayninh_portal.forms import DateField, reason_of_transition


class Everything(forms.Form):
    """One field of each kind the portal uses."""

    text = forms.CharField(max_length=5)
    number = forms.IntegerField(min_value=0)
    day = DateField()
    time = forms.TimeField()
    mail = forms.EmailField()
    choice = forms.ChoiceField(choices=[("a", "A")])
    id = forms.UUIDField()


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("text", "", "Mục này chưa có nội dung."),
        ("text", "dài quá", "Chỉ được dài 5 ký tự; hiện có 7."),
        ("number", "", "Hãy nhập một số nguyên, ví dụ 12."),
        ("number", "x", "Hãy nhập một số nguyên, ví dụ 12."),
        ("number", "-1", "Số này phải từ 0 trở lên."),
        ("day", "", "Nhập ngày theo dạng ngày/tháng/năm, ví dụ 05/7/2019."),
        ("day", "31/2/2019", "Ngày “31/2/2019” không có trên lịch."),
        ("time", "", "Nhập giờ theo dạng 08:30."),
        ("time", "25", "Nhập giờ theo dạng 08:30."),
        ("mail", "x", "Địa chỉ thư điện tử chưa đúng."),
        ("choice", "", "Hãy chọn một mục."),
        ("choice", "b", "Hãy chọn một mục trong danh sách."),
        ("id", "x", "Biểu mẫu đã hỏng; hãy mở lại trang rồi nhập lại."),
    ],
)
def test_a_wrong_field_says_what_to_do_in_vietnamese(field, typed, said):
    assert Everything({field: typed}).errors[field] == [said]


def test_a_day_is_shown_as_the_decree_writes_it():
    assert 'value="05/7/2019"' in str(Everything(initial={"day": date(2019, 7, 5)})["day"])


def test_a_wrong_day_comes_back_as_it_was_typed():
    assert 'value="31/2/2019"' in str(Everything({"day": "31/2/2019"})["day"])


class Withdrawing(forms.Form):
    """A form that asks why."""

    note = reason_of_transition("Ghi lý do hủy.")


def test_a_picture_in_a_text_is_refused_in_words():
    assert Withdrawing({"note": "Trùng \U0001f600"}).errors == {
        "note": ["Nội dung có biểu tượng cảm xúc; hãy bỏ biểu tượng và viết bằng chữ."]
    }


def test_a_reason_that_is_missing_is_asked_for_in_the_words_of_the_transition():
    assert Withdrawing({}).errors == {"note": ["Ghi lý do hủy."]}
