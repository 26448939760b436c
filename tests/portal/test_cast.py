"""The cast that is put into a test's database is the one that would be made there."""

from django.apps import apps
from django.db import transaction

from tayninh_portal.access import roles_of
from tests.fixtures.cast import FIRST_DAY, Cast, Kept, build_cast


def all_rows() -> dict[str, list[dict]]:
    """Every row of every table, but for ids and moments of writing."""
    return {
        model._meta.label: [
            {name: value for name, value in row.items() if name not in ("id", "date_joined")}
            for row in model._base_manager.order_by("pk").values()
        ]
        for model in apps.get_models()
    }


def test_what_is_put_is_what_was_made(db):
    with transaction.atomic():
        made = build_cast()
        kept, rows = Kept.of(made), all_rows()
        transaction.set_rollback(True)
    put = kept.put()
    assert all_rows() == rows
    for name in Cast.__dataclass_fields__:
        assert (name, getattr(put, name)) == (name, getattr(made, name))
    assert roles_of(put.fresh("clerk_a"), FIRST_DAY) == roles_of(made.clerk_a, FIRST_DAY)
