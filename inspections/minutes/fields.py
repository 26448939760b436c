"""The field several files are sent with at once."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from tayninh_portal.file_forms import FilesInput

MEGABYTE = 1024 * 1024
# More at once do not pass the web server (deploy/nginx) or keep others waiting.
MOST_FILES = 20
MOST_BYTES = 60 * MEGABYTE
MOST_EACH = settings.MAX_UPLOAD_BYTES
THE_REST = "Gửi phần còn lại bằng “Bổ sung trang đã ký”."
# Said by the browser before it sends (static/js/portal.js), and here where it did not.
TOO_MANY = f"Bạn chọn {{number}} tệp; mỗi lần gửi tối đa {MOST_FILES} tệp. {THE_REST}"
TOO_HEAVY = (
    f"Các tệp nặng {{number}} MB; mỗi lần gửi tối đa {MOST_BYTES // MEGABYTE} MB. Chọn bớt tệp. "
    f"{THE_REST}"
)
ONE_TOO_HEAVY = (
    f"Tệp thứ {{which}} nặng {{number}} MB; mỗi tệp tối đa {MOST_EACH // MEGABYTE} MB. Chụp, quét "
    "lại ở độ phân giải thấp hơn hoặc tách thành nhiều tệp."
)
LIMITS = (
    f"mỗi tệp tối đa {MOST_EACH // MEGABYTE} MB, mỗi lần tối đa {MOST_FILES} tệp, "
    f"{MOST_BYTES // MEGABYTE} MB"
)


class FilesField(forms.FileField):
    """Any number of files, none of them empty; together not more than one request may carry. That
    there is one is for the action to ask: a lost race is told before it."""

    widget = FilesInput

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """The limits and their sentences, for the browser to hold them against what is chosen."""
        return {
            **super().widget_attrs(widget),
            "data-most-files": MOST_FILES,
            "data-most-bytes": MOST_BYTES,
            "data-most-each": MOST_EACH,
            "data-too-many": TOO_MANY,
            "data-too-heavy": TOO_HEAVY,
            "data-one-too-heavy": ONE_TOO_HEAVY,
        }

    def clean(self, data: object, initial: object = None) -> list[UploadedFile[Any]]:
        """The files. Raises ``ValidationError``."""
        one = super().clean
        files = [one(each, initial) for each in data] if isinstance(data, list) else []
        if said := _too_much([file.size or 0 for file in files]):
            raise ValidationError(said)
        return files


def _too_much(sizes: list[int]) -> str:
    """What is wrong with files of these sizes, "" where nothing is."""
    if len(sizes) > MOST_FILES:
        return TOO_MANY.format(number=len(sizes))
    for which, size in enumerate(sizes, 1):
        if size > MOST_EACH:
            return ONE_TOO_HEAVY.format(which=which, number=_megabytes(size))
    if (total := sum(sizes)) > MOST_BYTES:
        return TOO_HEAVY.format(number=_megabytes(total))
    return ""


def _megabytes(size: int) -> int:
    """Rounded up: what is too heavy by a byte does not bear the number of the limit."""
    return -(-size // MEGABYTE)
