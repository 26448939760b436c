"""Who may be picked for the Tổ: the people of the Sở that day, those chosen, those looked for."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from inspections.agencies.models import Agency
from tayninh_portal.access import DEPARTMENT
from tayninh_portal.lib.vietnamese import search_words
from tayninh_portal.models import Appointment, User

# More hits than this and the person should type more of the name.
MOST_HITS = 10


class Team:
    """The choices of a team picker, in groups, each person once.

    Two queries: the people, and their posts on the day (for the words after a name).
    """

    def __init__(self, day: date, *, chosen: set[int], find: str = "") -> None:
        self.find = find.strip()
        posts = Appointment.objects.on(day)
        staff = set(
            posts.filter(role__in=DEPARTMENT, agency__is_department=True).values_list(
                "user_id", flat=True
            )
        )
        hits = self._hits()
        wanted = staff | chosen | hits
        self._people = {
            user.pk: user for user in User.objects.filter(pk__in=wanted).order_by("name_key", "pk")
        }
        titles = {
            post.user_id: (post.title, post.agency)
            for post in posts.filter(user__in=wanted).select_related("agency").order_by("-pk")
        }
        self.found = len(hits)
        self.choices = [
            (label, [(pk, self._label(user, titles)) for pk, user in group])
            for label, group in (
                ("Sở Nội vụ", self._of(staff)),
                ("Người khác trong Tổ", self._of((chosen & set(self._people)) - staff)),
                (f"Kết quả tìm “{self.find}”", self._of(hits - staff - chosen)),
            )
            if group
        ]

    def people(self, keys: Iterable[int]) -> list[User]:
        """The people of these numbers, all of them choices."""
        return [self._people[key] for key in keys]

    def _of(self, keys: set[int]) -> list[tuple[int, User]]:
        return [(pk, user) for pk, user in self._people.items() if pk in keys]

    def _hits(self) -> set[int]:
        words = search_words(self.find)
        if len("".join(words)) < 2:
            return set()
        rows = User.objects.filter(is_active=True)
        for word in words:
            rows = rows.filter(search__word=word)
        return set(rows.order_by("name_key", "pk").values_list("pk", flat=True)[:MOST_HITS])

    @staticmethod
    def _label(user: User, titles: dict[int, tuple[str, Agency]]) -> str:
        if user.pk not in titles:
            return user.full_name
        title, agency = titles[user.pk]
        where = "" if agency.is_department else f", {agency.name}"
        return f"{user.full_name} – {title}{where}"
