"""A biên bản that is written, of a draft visit at agency A, and one that is signed, of another."""

from datetime import timedelta

from django.utils import timezone

from inspections.minutes import workflow as minutes_flow
from inspections.minutes.actions import draft_minutes, keep_pages, update_minutes
from inspections.visits.models import Visit
from tests.doing import do
from tests.inspections.minuting import WORDS, fresh, upload


def build(cast, found) -> dict[str, dict[str, object]]:
    """Objects by name → the keyword arguments of their addresses."""
    made: dict[str, dict[str, object]] = {}
    for name, place in (
        ("draft A", "draft A"),
        ("visit A", "visit A"),
        ("surprise", "surprise at A"),
    ):
        made[f"minutes of {name}"] = {"visit_pk": found[place]["pk"]}
    for name, place in (("minutes draft A", "draft A"), ("minutes A", "visit A")):
        visit = Visit.objects.get(pk=found[place]["pk"])
        minutes = draft_minutes(visit, by=cast.specialist)
        asked = {"opened": False, "number": None, "words": WORDS}
        update_minutes(minutes, by=cast.specialist, seen_version=1, **asked)
        made[name] = {"pk": minutes.pk}
    kept, digital = keep_pages([upload()], digital=False)
    day = timezone.localdate() - timedelta(days=1)
    signing = {"number": 4, "signed_on": day, "kept": kept, "digital": digital}
    minutes = do(minutes_flow.SIGN, fresh(minutes), by=cast.specialist, **signing)
    return made | {"page of minutes A": {"pk": minutes.pages.get().pk}}
