"""What may be done to an agency of the registry, and which sentence says why not."""

from datetime import date
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from inspections.agencies.actions import rename_agency, update_agency
from inspections.agencies.models import LegalKind
from inspections.agencies.workflow import (
    may_correct_last_day,
    may_end,
    may_name_receiver,
    may_reshape,
)
from tayninh_portal.access import may
from tayninh_portal.lib.vietnamese import foreign_letters

LAST = date(2019, 6, 30)
ENDED = "Cơ quan đã ghi ngày cuối hoạt động là 30/6/2019."
NO_END = "Cơ quan này chưa ghi ngày cuối hoạt động."
STILL_THERE = "Cơ quan này còn hoạt động nên tự giải quyết việc của mình."
STANDS = "Cổng hoạt động trên cơ quan này nên không ghi ngừng; khi sắp xếp lại, dùng Đổi tên."


def ended(agency, on=LAST):
    """The agency with a last day."""
    agency.ends_on = on
    return agency


def said(verdict) -> tuple[bool, str]:
    """Whether, and if not, why."""
    return bool(verdict), verdict.reason


@pytest.mark.parametrize("rule", [may_reshape, may_end, may_correct_last_day, may_name_receiver])
def test_who_does_not_keep_the_registry_is_told_so_before_anything_else(cast, rule):
    not_theirs = said(may(cast.clerk_a, "agency.manage", cast.a))
    assert not_theirs[0] is False
    assert said(rule(cast.clerk_a, cast.a)) == not_theirs
    assert said(rule(cast.clerk_a, cast.department)) == not_theirs
    assert said(rule(cast.clerk_a, ended(cast.a))) == not_theirs


def test_what_has_ended_keeps_its_shape_and_may_be_put_right(cast):
    assert said(may_reshape(cast.admin, cast.a)) == (True, "")
    assert said(may_end(cast.admin, cast.a)) == (True, "")
    assert said(may_correct_last_day(cast.admin, cast.a)) == (False, NO_END)
    ended(cast.a)
    assert said(may_reshape(cast.admin, cast.a)) == (False, ENDED)
    assert said(may_end(cast.admin, cast.a)) == (False, ENDED)
    assert said(may_correct_last_day(cast.admin, cast.a)) == (True, "")


def test_the_two_bodies_the_portal_stands_on_are_renamed_and_never_end(cast):
    cast.b.legal_kind = LegalKind.PROVINCE
    for agency in (cast.department, cast.b):
        assert said(may_reshape(cast.admin, agency)) == (True, "")
        assert said(may_end(cast.admin, agency)) == (False, STANDS)


def test_somebody_is_named_to_go_on_from_the_day_after_the_last(cast):
    assert said(may_name_receiver(cast.admin, cast.a, LAST)) == (False, STILL_THERE)
    ended(cast.a)
    assert said(may_name_receiver(cast.admin, cast.a, LAST)) == (False, STILL_THERE)
    assert said(may_name_receiver(cast.admin, cast.a, date(2019, 7, 1))) == (True, "")
    assert said(may_name_receiver(cast.admin, cast.a)) == (True, "")


def test_nobody_is_in_charge_of_a_body_outside_the_province(cast):
    assert said(may(cast.manager, "agency.assign", cast.a, on=LAST)) == (True, "")
    cast.a.legal_kind = LegalKind.OUTSIDE
    assert said(may(cast.manager, "agency.assign", cast.a, on=LAST)) == (
        False,
        "Cơ quan ngoài thẩm quyền của tỉnh không có chuyên viên phụ trách.",
    )


@pytest.mark.parametrize("name", ["Sở Y t\u0435", "S\u01a1\u0309 \u0391n ninh", "Sở Ｙ tế"])
def test_a_name_that_only_looks_like_ours_is_refused_with_a_sentence(cast, name):
    """The attack: a Cyrillic “е” makes a second Sở Y tế nobody tells from the first."""
    page = cast.client("admin").post(
        reverse("agency-create"),
        {
            "client_id": str(uuid4()),
            "name": name,
            "legal_kind": LegalKind.PROVINCIAL_BODY,
            "report_group": "provincial",
            "starts_on": "01/3/2019",
        },
    )
    assert "Tên có chữ không thuộc chữ Việt" in page.context["form"].errors["name"][0]
    with pytest.raises(ValidationError, match="không thuộc chữ Việt"):
        rename_agency(cast.a, by=cast.admin, name=name, starts_on=date(2019, 7, 1))
    with pytest.raises(ValidationError, match="không thuộc chữ Việt"):
        update_agency(cast.a, by=cast.admin, name=name)


@pytest.mark.parametrize("name", ["Sở Đặc biệt số 2 (cơ sở Hòa Thành)", "Ban QLDA “A&B” – Ø"])
def test_letters_of_vietnamese_are_every_one_of_them_ours(name):
    assert foreign_letters("ẮẶẨẪỆỜỰỸđĐơƯ" + name.replace("Ø", "")) == ""
    assert foreign_letters(name) == ("Ø" if "Ø" in name else "")
