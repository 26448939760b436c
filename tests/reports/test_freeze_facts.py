"""The facts of a freeze come back from its JSON as they were, or not at all."""

from __future__ import annotations

import dataclasses
import json
import types
import typing
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest

from reports.figures.catalog import CATALOG, UnknownFigure, cell_key, group_by
from reports.freezing.frozen import facts_of, frozen_count, frozen_rows, frozen_values, kept_of
from reports.freezing.frozen_facts import Kept, definitions, deserialize, serialize
from reports.narrative.before import before
from reports.narrative.facts import gather
from tests.reports.composition import a_year, make_report, violation
from tests.reports.freezing import frozen
from tests.reports.ledger import Maker

PLAIN = (str, int, bool, date, type(None))


def unread(kind: object, where: str) -> list[str]:
    """Places below a type whose values the strict reader would not read back."""
    if dataclasses.is_dataclass(kind):
        hints = typing.get_type_hints(kind)
        return [
            place
            for field in dataclasses.fields(kind)
            for place in unread(hints[field.name], f"{where}.{field.name}")
        ]
    origin, inner = typing.get_origin(kind), typing.get_args(kind)
    if origin in (tuple, Mapping, typing.Union, types.UnionType):
        if origin is Mapping and inner[0] is not str:
            return [where]
        return [p for each in inner if each is not Ellipsis for p in unread(each, where)]
    return [] if kind in PLAIN or origin is typing.Literal else [where]


def test_every_field_of_the_facts_is_of_a_kind_that_is_read_back():
    assert unread(Kept, "Kept") == []
    assert unread(dict[str, int], "x") == ["x"]
    assert unread(Mapping[int, str], "x") == ["x"]


@pytest.mark.parametrize("seed", range(2))
def test_facts_come_back_equal_through_the_text_of_their_json(cast, year, seed):
    maker = Maker(cast, seed)
    maker.everything()
    facts = gather(year, keys=("violations.total@category=late,group=district",))
    kept = Kept(date(2020, 1, 6), facts, definitions(), {})
    again = deserialize(json.loads(json.dumps(serialize(kept))))
    assert again == kept
    assert list(again.facts.figures) == list(facts.figures)


def test_facts_of_another_shape_are_not_read(year, cast):
    kept = Kept(None, gather(year), definitions(), {})
    for spoil in (
        lambda plain: plain.update(version=2),
        lambda plain: plain["kept"].pop("facts"),
        lambda plain: plain["kept"].update(more=1),
        lambda plain: plain["kept"]["facts"].update(place=None),
        lambda plain: plain["kept"]["facts"]["figures"].append(["visits.total", 1]),
        lambda plain: plain["kept"]["facts"]["figures"].append(["one", True]),
        lambda plain: plain["kept"]["facts"]["figures"].append(["one"]),
    ):
        plain = serialize(kept)
        spoil(plain)
        with pytest.raises(ValueError, match=r"Kept|phiên bản"):
            deserialize(plain)


def test_a_freeze_is_told_from_its_own_facts(cast, maker, year):
    a_year(maker)
    report = make_report(cast)
    told = replace(gather(year), before=before(year))
    freeze, snapshot = frozen(cast, report)
    freeze.refresh_from_db()
    assert facts_of(freeze) == told
    assert snapshot.freeze == freeze
    assert freeze.told == told.figures
    assert kept_of(freeze).definitions.keys() == CATALOG.keys()


def test_a_part_of_the_period_before_is_frozen_with_the_facts(cast, maker, year):
    """What the paper prints of it is worked out anew, whatever was recorded of it since."""
    a_year(maker)
    maker.visit(day=date(2018, 5, 4), place=4, found=[violation("late")] * 3)
    freeze, _ = frozen(cast, make_report(cast))
    maker.visit(day=date(2018, 5, 5), place=4, found=[violation("late")])
    part = "violations.total@category=late"
    assert frozen_values(freeze, [part, f"{part}|before", f"{part}|change", f"{part}|change%"]) == {
        part: 1,
        f"{part}|before": 3,
        f"{part}|change": 2,
        f"{part}|change%": "66.67",
    }


def test_any_cell_is_counted_from_the_rows(cast, year):
    maker = Maker(cast, 1)
    maker.everything()
    parted = [
        ("violations.total", ("category", "group")),
        ("violations.leaders", ("field", "person_kind", "area", "leader")),
        ("complaints.total", ("class", "state", "agency")),
        ("self_inspections.violations", ("agency", "round")),
        ("self_inspections.held", ("agency",)),
        ("visits.surprise", ("agency", "group")),
    ]
    wanted = {
        cell_key(key, **dict(zip(by, cell, strict=True))): numbers[key]
        for key, by in parted
        for cell, numbers in group_by([key], by, year).items()
        if None not in cell
    }
    freeze, _ = frozen(cast, make_report(cast))
    facts = facts_of(freeze, wanted)
    assert {key: facts.number(key) for key in wanted} == wanted
    assert {key: frozen_count(freeze, key) for key in list(wanted)[:20]} == dict(
        list(wanted.items())[:20]
    )
    for key, number in list(wanted.items())[::7]:
        amounts = [row.amounts[key.partition("@")[0]] for row in frozen_rows(freeze, key)]
        assert sum(amounts) == number, key


@pytest.mark.parametrize(
    "key",
    ["visits.nothing", "visits.total@colour=red", "complaints.rate@class=", "complaints.rate"],
)
def test_what_a_freeze_does_not_know_is_no_number(cast, maker, key):
    maker.visit(found=[violation()])
    freeze, _ = frozen(cast)
    with pytest.raises(UnknownFigure):
        frozen_count(freeze, key)


def test_a_part_nothing_fell_into_has_no_rows(cast, maker):
    a_year(maker)
    freeze, _ = frozen(cast)
    key = "violations.total@category=no_such"
    assert (frozen_count(freeze, key), frozen_rows(freeze, key).count()) == (0, 0)
