"""The one writer: created once, amended by the version seen, moved by the table, always logged."""

import threading
import uuid

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from inspections.agencies.models import Agency, LegalKind
from tayninh_portal import records
from tayninh_portal.errors import Conflict
from tayninh_portal.lib.vietnamese import sort_key
from tayninh_portal.models import Change
from tests.fixtures.cast import FIRST_DAY, build_cast, moment


def agency(**fields):
    fields = {"name": "Sở Minh họa", "legal_kind": LegalKind.PROVINCIAL_BODY, **fields}
    return Agency(starts_on=FIRST_DAY, **fields)


def test_the_same_form_sent_twice_creates_once(cast):
    once = uuid.uuid4()
    first, made = records.create(agency(client_id=once), by=cast.admin)
    second, again = records.create(agency(client_id=once, name="Tên khác"), by=cast.admin)
    assert (made, again, second.pk, second.name) == (True, False, first.pk, "Sở Minh họa")
    assert Change.objects.of(first).count() == 1


def test_a_broken_rule_writes_nothing(cast):
    before = (Agency.objects.count(), Change.objects.count())
    with pytest.raises(ValidationError) as error:
        records.create(agency(electronic_id="khong dung"), by=cast.admin)
    assert list(error.value.message_dict) == ["electronic_id"]
    assert (Agency.objects.count(), Change.objects.count()) == before


TAKEN = "Mã định danh điện tử này đã có cơ quan khác dùng."
NEVER_DUE = "Cơ quan ngoài thẩm quyền của tỉnh không thuộc nhóm báo cáo nào."


def wrong_with(write, *args, **kwargs) -> dict[str, list[str]]:
    """What a write is refused for."""
    with pytest.raises(ValidationError) as error:
        write(*args, **kwargs)
    return error.value.message_dict


def test_what_the_database_holds_is_said_in_its_sentence(cast):
    records.create(agency(electronic_id="H53.07"), by=cast.admin)
    before = (Agency.objects.count(), Change.objects.count())
    asked = {"by": cast.admin}
    twin = agency(name="Sở khác", electronic_id="H53.07")
    assert wrong_with(records.create, twin, **asked) == {"__all__": [TAKEN]}
    taken = {"electronic_id": "H53.07"}
    assert wrong_with(records.amend, cast.a, taken, seen_version=1, **asked) == {"__all__": [TAKEN]}
    # It counts before that somebody was faster.
    assert wrong_with(records.amend, cast.a, taken, seen_version=7, **asked) == {"__all__": [TAKEN]}
    assert (Agency.objects.count(), Change.objects.count()) == before


def test_everything_wrong_with_a_row_is_said_at_once(cast):
    records.create(agency(electronic_id="H53.07"), by=cast.admin)
    outside = {"legal_kind": LegalKind.OUTSIDE, "report_group": "commune"}
    two = agency(name="Công an", electronic_id="H53.07", **outside)
    assert wrong_with(records.create, two, by=cast.admin) == {"__all__": [TAKEN, NEVER_DUE]}
    three = agency(place_name="x" * 500, electronic_id="H53.07", **outside)
    wrong = wrong_with(records.create, three, by=cast.admin)
    assert (list(wrong), wrong["__all__"]) == (["place_name", "__all__"], [TAKEN, NEVER_DUE])


def test_a_changed_column_is_checked_as_a_new_row_is(cast):
    with pytest.raises(ValidationError) as error:
        records.amend(cast.a, {"place_name": "x" * 500}, by=cast.admin, seen_version=1)
    assert list(error.value.message_dict) == ["place_name"]
    assert Agency.objects.get(pk=cast.a.pk).version == 1


def test_what_is_derived_from_a_changed_column_is_written_with_it(cast):
    changed = {"name": "Sở Đo lường", "place_name": cast.a.place_name}
    records.amend(cast.a, changed, by=cast.admin, seen_version=1)
    stored = Agency.objects.get(pk=cast.a.pk)
    assert "do luong" in stored.search
    assert stored.name_key == sort_key("Sở Đo lường")


def test_the_second_of_two_people_is_told(cast):
    mine = Agency.objects.get(pk=cast.a.pk)
    theirs = Agency.objects.get(pk=cast.a.pk)
    mine = records.amend(mine, {"place_name": "Gò Dầu"}, by=cast.admin, seen_version=1)
    with pytest.raises(Conflict, match="đã được người khác sửa"):
        theirs = records.amend(theirs, {"place_name": "Bến Cầu"}, by=cast.manager, seen_version=1)
    kept = Agency.objects.get(pk=cast.a.pk)
    assert (kept.place_name, kept.version) == ("Gò Dầu", 2)


def test_many_are_touched_all_or_none(cast):
    act = records.Act(cast.admin)
    touched = records.touch_many([cast.a, cast.b], act=act, label="Đổi tên", note="Hai cơ quan.")
    assert [row.version for row in touched] == [2, 2]
    assert (cast.a.version, Change.objects.of(cast.b).last().note) == (1, "Hai cơ quan.")
    with pytest.raises(Conflict):
        records.touch_many([touched[0], cast.b], act=act, label="Đổi tên")
    assert Change.objects.filter(label="Đổi tên").count() == 2
    assert Agency.objects.get(pk=cast.a.pk).version == 2


def test_the_version_of_an_account_is_the_number_of_its_lines(cast):
    assert records.version_of(cast.admin) == 0
    records.remark(cast.admin, by=cast.admin, action="amend", label="Sửa")
    assert (records.version_of(cast.admin), records.version_of(cast.a)) == (1, cast.a.version)


def test_every_version_can_be_read_back_from_the_log(cast):
    amended = records.amend(
        cast.a, {"place_name": "Gò Dầu"}, by=cast.admin, at=moment(2019, 3, 1), seen_version=1
    )
    records.touch(amended, by=cast.manager, at=moment(2019, 3, 2), label="Đổi tên")
    lines = list(Change.objects.of(cast.a))
    assert [(line.version, line.label, line.data["place_name"]) for line in lines] == [
        (1, "Ghi nhận", ""),
        (2, "Sửa", "Gò Dầu"),
        (3, "Đổi tên", "Gò Dầu"),
    ]
    assert [line.by_id for line in lines] == [cast.admin.pk, cast.admin.pk, cast.manager.pk]


def test_two_clicks_at_the_same_moment_create_once(transactional_db):
    cast = build_cast()
    once, start, made = uuid.uuid4(), threading.Barrier(2), []

    def click():
        try:
            start.wait(timeout=10)
            row, new = records.create(agency(client_id=once), by=cast.admin)
            made.append((row.pk, new))
        finally:
            connection.close()

    clicks = [threading.Thread(target=click) for _ in range(2)]
    for one in clicks:
        one.start()
    for one in clicks:
        one.join(timeout=30)
    assert sorted(new for _, new in made) == [False, True]
    assert len({pk for pk, _ in made}) == 1
    assert Agency.objects.filter(client_id=once).count() == 1


def test_an_id_that_somebody_else_used_opens_nothing(cast):
    once = uuid.uuid4()
    records.create(agency(client_id=once), by=cast.admin)
    with pytest.raises(Conflict, match="đã được người khác gửi"):
        records.create(agency(client_id=once), by=cast.manager)
