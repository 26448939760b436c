"""Text as people type it, made ready to be stored."""

from django.core.exceptions import ValidationError

from tayninh_portal.lib.vietnamese import has_control_characters, has_emoji, normalise_lines


def clean_text(value: str) -> str:
    """Text as it is stored: normalised line by line; what belongs on no paper is refused."""
    text = normalise_lines(value)
    if has_control_characters(text, lines=True):
        raise ValidationError("Nội dung có ký tự điều khiển không hợp lệ; hãy gõ lại đoạn này.")
    if has_emoji(text):
        raise ValidationError("Nội dung có biểu tượng cảm xúc; hãy bỏ biểu tượng và viết bằng chữ.")
    return text
