"""What is typed at a sentence, and what is answered."""

from __future__ import annotations

from django import forms

from tayninh_portal.forms import ClientIdForm, TextField
from tayninh_portal.record_forms import RecordForm

# Characters: a paragraph, not a letter.
LONGEST = 2000


def _words(label: str, missing: str) -> TextField:
    return TextField(
        label=label,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": missing},
    )


class RemarkForm(ClientIdForm):
    """A remark at the sentence the address names."""

    text = _words("Ý kiến tại câu này", "Ghi ý kiến rồi mới lưu.")


class AnswerForm(RecordForm):
    """What was done about a remark, or why not."""

    text = _words("Trả lời ý kiến", "Ghi câu trả lời rồi mới lưu.")
