"""Shares and differences: how they are named, worked out and printed."""

import pytest

from reports.figures.catalog import UnknownFigure
from reports.figures.derived import (
    KEPT_BY,
    Derived,
    as_figure,
    derived,
    is_kept,
    percent,
    worked_out,
)
from tayninh_portal.paper.content import Figure

KEYS = ("headcounts.present", "headcounts.on_roll")


@pytest.mark.parametrize(
    ("part", "whole", "printed"),
    [
        (3135, 3349, "93,61%"),
        (47, 3349, "1,40%"),
        (1, 3, "33,33%"),
        (2, 3, "66,67%"),
        (7, 8, "87,50%"),
        (9, 9, "100%"),
        (0, 9, "0%"),
        # Nearly all is not all, nearly nothing not nothing.
        (99_999, 100_000, "99,99%"),
        (1, 100_000, "0,01%"),
        (5, 0, "–"),
    ],
)
def test_a_share_has_two_decimals_at_the_most(part, whole, printed):
    numbers = dict(zip(KEYS, (part, whole), strict=True))
    of = Derived("share", KEYS)
    assert as_figure(of, worked_out(of, numbers.__getitem__, None)).text == printed


@pytest.mark.parametrize(
    ("now", "was", "printed"),
    [
        (87, 75, ("75", "12", "16,00%")),
        (54, 63, ("63", "09", "14,29%")),
        (5, 5, ("05", "00", "0%")),
        (5, 0, ("00", "05", "–")),
        (0, 4, ("04", "04", "100%")),
    ],
)
def test_a_difference_is_told_without_its_sign(now, was, printed):
    said = []
    for suffix in ("before", "change", "change%"):
        of = derived(f"visits.total|{suffix}")
        value = worked_out(of, {"visits.total": now}.__getitem__, {"visits.total": was})
        said.append(as_figure(of, value).text)
    assert tuple(said) == printed


@pytest.mark.parametrize("suffix", ["before", "change", "change%"])
def test_without_a_period_before_there_is_no_difference(suffix):
    of = derived(f"visits.total|{suffix}")
    value = worked_out(of, {"visits.total": 5}.__getitem__, None)
    assert as_figure(of, value) == Figure(f"visits.total|{suffix}", None, "–")


def test_a_ratio_of_the_catalogue_is_the_share_of_its_parts():
    of = derived("headcounts.rate|%")
    assert (of.keys, of.key) == (KEYS, "headcounts.present/headcounts.on_roll|%")
    assert derived("headcounts.present/headcounts.on_roll|%") == of


def test_a_count_is_not_derived():
    assert derived("visits.total") is None


@pytest.mark.parametrize(
    "key",
    [
        "visits.total|%",
        "visits.total|sum",
        "visits.total/visits.surprise|before",
        "visits.nothing|before",
        "visits.total/visits.surprise/visits.agencies|%",
        "|%",
    ],
)
def test_what_cannot_be_worked_out_is_no_figure(key):
    with pytest.raises(UnknownFigure):
        derived(key)


@pytest.mark.parametrize(
    "key",
    ["visits.total/headcounts.rate|%", "headcounts.rate/visits.total|%", "headcounts.rate|before"],
)
def test_of_a_ratio_nothing_is_worked_out_but_the_share_it_is(key):
    with pytest.raises(UnknownFigure, match="phải dùng số đếm hoặc tổng, không dùng tỷ lệ"):
        derived(key)


def test_a_share_beside_the_paper_is_written_as_in_it():
    assert [percent(47, 3349), percent(9, 9), percent(5, 0)] == ["1,40%", "100%", "–"]


@pytest.mark.parametrize(
    ("key", "kept"),
    [
        ("visits.total", True),
        ("headcounts.present", True),
        ("visits.total@group=commune", True),
        ("visits.total@month=2019-03", False),
        ("visits.total@group=commune,month=2019-03", False),
        ("violations.total@area=discipline", True),
        ("complaints.total@group=commune", False),
        ("headcounts.present@group=commune", False),
    ],
)
def test_of_the_period_before_one_part_of_some_figures_is_kept(key, kept):
    assert is_kept(key) is kept


@pytest.mark.parametrize(
    ("key", "before", "was"),
    [
        ("visits.total", {"visits.total": 9}, 9),
        ("visits.total", {"violations.total": 9}, None),
        ("visits.total@group=commune", {"visits.total": 9, "visits.commune": 4}, 4),
        ("visits.total@group=commune", {"visits.total": 9}, None),
        ("violations.total@category=late", {"violations.total@category=late": 3}, 3),
        # What was kept is the whole: of the others there was none.
        (
            "violations.total@category=late",
            {"violations.total": 3, "violations.total@category=no_badge": 3},
            0,
        ),
        (
            "violations.total@category=late",
            {"violations.total": 5, "violations.total@category=no_badge": 3},
            None,
        ),
        (
            "violations.total@category=late",
            {
                "violations.total": 3,
                "violations.total@category=no_badge": 2,
                "violations.total@area=discipline": 1,
            },
            None,
        ),
    ],
)
def test_what_was_before_is_known_or_nobody_knows_it(key, before, was):
    of = Derived("before", (key,))
    assert worked_out(of, {key: 7}.__getitem__, before) == was


def test_these_parts_are_kept_of_the_period_before():
    assert {key: " ".join(sorted(parts)) for key, parts in KEPT_BY.items()} == {
        "visits.total": "group",
        "violations.total": "area category field group person_kind",
        "unit_findings.total": "category group",
        "handlings.total": "form",
        "complaints.total": "channel",
        "self_inspections.violations": "category",
    }
