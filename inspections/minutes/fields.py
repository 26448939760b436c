"""The field several files are sent with at once."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from tayninh_portal.file_forms import FilesInput

# More at once do not pass the web server (64 MB) or keep others waiting.
MOST_FILES = 20
MOST_BYTES = 60 * 1024 * 1024


class FilesField(forms.FileField):
    """Any number of files, none of them empty; together not more than one request may carry. That
    there is one is for the action to ask: a lost race is told before it."""

    widget = FilesInput

    def clean(self, data: object, initial: object = None) -> list[UploadedFile[Any]]:
        """The files. Raises ``ValidationError``."""
        one = super().clean
        files = [one(each, initial) for each in data] if isinstance(data, list) else []
        if len(files) > MOST_FILES:
            raise ValidationError(
                f"Bạn chọn {len(files)} tệp; mỗi lần gửi tối đa {MOST_FILES} tệp. Gửi phần còn lại "
                "bằng “Bổ sung trang đã ký”."
            )
        size = sum(file.size or 0 for file in files)
        if size > MOST_BYTES:
            raise ValidationError(
                f"Các tệp nặng {size // 1024**2} MB; mỗi lần gửi tối đa {MOST_BYTES // 1024**2} "
                "MB. Chọn bớt tệp, gửi phần còn lại bằng “Bổ sung trang đã ký”."
            )
        return files
