"""Text as people type it, made ready to be stored."""

from django.core.exceptions import ValidationError

from tayninh_portal.lib.vietnamese import (
    has_control_characters,
    has_emoji,
    normalise_lines,
    words_with_control_characters,
)

# A word that long is shown by its end.
_SHOWN = 40


def hidden_characters(text: str) -> str:
    """The sentence that says where characters stand that nobody sees, three words at the most."""
    words = list(dict.fromkeys(words_with_control_characters(text)))
    shown = ", ".join(f"“{word[-_SHOWN:]}”" for word in words[:3])
    more = f" và {len(words) - 3} chỗ khác" if len(words) > 3 else ""
    return (
        "Nội dung có ký tự điều khiển không nhìn thấy, ở chỗ đánh dấu □: "
        f"{shown}{more}; hãy gõ lại những chỗ này."
    )


def clean_text(value: str) -> str:
    """Text as it is stored: normalised line by line; what belongs on no paper is refused."""
    text = normalise_lines(value)
    if has_control_characters(text, lines=True):
        raise ValidationError(hidden_characters(text))
    if has_emoji(text):
        raise ValidationError("Nội dung có biểu tượng cảm xúc; hãy bỏ biểu tượng và viết bằng chữ.")
    return text
