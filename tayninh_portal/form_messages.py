"""The words a form says by default, once for the whole house.

Django's Vietnamese catalogue is partly English and partly not Vietnamese ("Nhập một số tổng
thể."). A field that has something better to say still says it.
"""

from __future__ import annotations

from django import forms
from django.core import validators
from django.db import models

from tayninh_portal.uploads.kinds import EMPTY

CHOICE = "Hãy chọn một mục trong danh sách."
CHOOSE = "Hãy chọn một mục."
DAY = "Nhập ngày theo dạng ngày/tháng/năm, ví dụ 05/7/2019."
TIME = "Nhập giờ theo dạng 08:30."
WHOLE_NUMBER = "Hãy nhập một số nguyên, ví dụ 12."


def speak_vietnamese() -> None:
    """Replace Django's default messages; called once, when the apps are ready."""
    forms.Field.default_error_messages["required"] = "Mục này chưa có nội dung."
    forms.IntegerField.default_error_messages.update(required=WHOLE_NUMBER, invalid=WHOLE_NUMBER)
    forms.DateField.default_error_messages.update(required=DAY, invalid=DAY)
    forms.TimeField.default_error_messages.update(required=TIME, invalid=TIME)
    forms.DateTimeField.default_error_messages["invalid"] = (
        "Nhập giờ và ngày, ví dụ 08:30 05/7/2019."
    )
    forms.EmailField.default_error_messages["invalid"] = "Địa chỉ thư điện tử chưa đúng."
    forms.UUIDField.default_error_messages["invalid"] = (
        "Biểu mẫu đã hỏng; hãy mở lại trang rồi nhập lại."
    )
    forms.ChoiceField.default_error_messages.update(required=CHOOSE, invalid_choice=CHOICE)
    forms.ModelChoiceField.default_error_messages["invalid_choice"] = CHOICE
    forms.ModelMultipleChoiceField.default_error_messages["invalid_choice"] = CHOICE
    forms.ModelMultipleChoiceField.default_error_messages["invalid_pk_value"] = CHOICE
    forms.FileField.default_error_messages.update(
        required="Hãy chọn một tệp.", empty=EMPTY, missing="Hãy chọn một tệp."
    )
    models.Field.default_error_messages.update(
        invalid_choice=CHOICE,
        null="Mục này chưa có nội dung.",
        blank="Mục này chưa có nội dung.",
        unique="%(model_name)s có %(field_label)s này đã tồn tại.",
    )
    models.IntegerField.default_error_messages["invalid"] = WHOLE_NUMBER
    validators.EmailValidator.message = "Địa chỉ thư điện tử chưa đúng."
    validators.MinValueValidator.message = "Số này phải từ %(limit_value)s trở lên."
    validators.MaxValueValidator.message = "Số này chỉ được tới %(limit_value)s."
    validators.MaxLengthValidator.message = (
        "Chỉ được dài %(limit_value)d ký tự; hiện có %(show_value)d."
    )
    validators.MinLengthValidator.message = (
        "Phải dài ít nhất %(limit_value)d ký tự; hiện có %(show_value)d."
    )
    validators.ProhibitNullCharactersValidator.message = "Nội dung có ký tự không hợp lệ."
