"""The field a person of any body is chosen with, by typing."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError

from tayninh_portal.access import DEPARTMENT, today
from tayninh_portal.lib.vietnamese import search_words
from tayninh_portal.models import Appointment, User
from tayninh_portal.proposing import ProposingInput

NAMES_IN_A_MESSAGE = 5


class PersonByWords(forms.Field):
    """An account by its code or by words of the name, with or without accents; the people of the Sở
    are proposed while one types. ``missing`` is said of a blank box; without it one may be left."""

    def __init__(self, *, label: str, help_text: str = "", missing: str = "") -> None:
        super().__init__(
            widget=ProposingInput(_proposed),
            label=label,
            help_text=help_text,
            required=bool(missing),
            error_messages={"required": missing},
        )

    def prepare_value(self, value: object) -> object:
        """What was typed, or the person to begin with."""
        return _label(value) if isinstance(value, User) else value

    def to_python(self, value: object) -> User | None:
        """The person, None for blank. Raises ``ValidationError`` that lists who fits."""
        typed = str(value or "").strip()[:200]
        if not typed:
            return None
        code = typed.rpartition("(")[2].rstrip(") ")
        active = User.objects.filter(is_active=True)
        exact = active.filter(username=code).first()
        if exact is not None:
            return exact
        words = search_words(typed)
        for word in words:
            active = active.filter(search__word=word)
        found = list(active.order_by("name_key", "pk")[: NAMES_IN_A_MESSAGE + 1]) if words else []
        if len(found) == 1:
            return found[0]
        if not found:
            raise ValidationError(
                "Không có tài khoản nào tên như vậy; người không có tài khoản ghi ở ô họ và tên."
            )
        more = "…" if len(found) > NAMES_IN_A_MESSAGE else ""
        names = "; ".join(_label(user) for user in found[:NAMES_IN_A_MESSAGE])
        raise ValidationError(f"Nhiều người khớp: {names}{more}. Gõ rõ hơn.")


def _label(user: User) -> str:
    return f"{user.full_name} ({user.username})"


def _proposed() -> list[str]:
    posts = Appointment.objects.on(today()).filter(role__in=DEPARTMENT)
    rows = User.objects.filter(is_active=True, pk__in=posts.values("user"))
    return [_label(user) for user in rows.order_by("name_key", "pk")]
