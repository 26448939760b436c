"""The open data of one report, recounted from the zip alone: nothing of the portal is asked."""

import csv
import hashlib
import io
import json
import zipfile
from collections import Counter, defaultdict

import pytest

from reports.documents.drawing import document_of
from reports.issuing.models import Issuance
from reports.issuing.open_data import open_data
from reports.issuing.renderings import issued_as
from reports.issuing.withheld import Place, place_of, told

pytestmark = pytest.mark.slow

TYPES = {"string": str, "integer": int, "boolean": {"true": True, "false": False}.__getitem__}


class Package:
    """What the zip says, by its own description."""

    def __init__(self, data):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            assert archive.testzip() is None
            self.files = {name: archive.read(name) for name in archive.namelist()}
        self.said = json.loads(self.files["datapackage.json"])
        self.tables = {each["name"]: self._read(each) for each in self.said["resources"]}

    def _read(self, resource):
        raw = self.files[resource["path"]]
        assert (len(raw), f"sha256:{hashlib.sha256(raw).hexdigest()}") == (
            resource["bytes"],
            resource["hash"],
        )
        fields = {each["name"]: TYPES[each["type"]] for each in resource["schema"]["fields"]}
        lines = csv.DictReader(io.StringIO(raw.decode(resource["encoding"])), strict=True)
        assert lines.fieldnames == list(fields)
        return [
            {name: None if text == "" else fields[name](text) for name, text in line.items()}
            for line in lines
        ]

    def numbers(self):
        """(figure, its breakdown) → the number, None where it is kept back."""
        return {
            (
                line["figure"],
                frozenset(
                    (name, value)
                    for name, value in line.items()
                    if name not in ("figure", "value", "withheld") and value is not None
                ),
            ): line["value"]
            for line in self.tables["so-lieu"]
        }

    def sums(self):
        """(the whole, its cells) of every sum the package states."""
        numbers = self.numbers()
        for each in self.said["sums"]:
            where = frozenset(each["where"].items())
            cells = [
                key
                for key in numbers
                if key[0] == each["figure"]
                and where < key[1]
                and {name for name, _ in key[1] - where} == {each["over"]}
            ]
            yield (each["figure"], where), cells


@pytest.fixture
def issued(demo):
    issuance = Issuance.objects.get(report__year=2019)
    return document_of(issuance.snapshot.content, "issued", issued_as(issuance))


@pytest.fixture
def package(issued):
    return Package(open_data(issued))


def test_it_is_described_whole(package):
    assert set(package.files) == {
        "datapackage.json",
        *(each["path"] for each in package.said["resources"]),
    }
    assert package.said["profile"] == "tabular-data-package"
    for resource in package.said["resources"]:
        lines, schema = package.tables[resource["name"]], resource["schema"]
        keys = Counter(tuple(line[name] for name in schema["primaryKey"]) for line in lines)
        assert lines and set(keys.values()) == {1}
        for link in schema.get("foreignKeys", ()):
            other = package.tables[link["reference"]["resource"]]
            known = {line[link["reference"]["fields"]] for line in other}
            assert {line[link["fields"]] for line in lines} <= known


def test_every_code_has_a_name(package):
    names = {
        (line["dimension"], line["code"]): line["label"] for line in package.tables["danh-muc"]
    }
    used = {part for _, parts in package.numbers() for part in parts}
    assert used == set(names)
    assert all(names.values())
    assert names["agency", next(code for dim, code in names if dim == "agency")]
    assert {names[part] for part in used if part[0] == "group"} == {
        "Sở, ban, ngành tỉnh",
        "Huyện, thị xã, thành phố",
        "Xã, phường, thị trấn",
    }


def test_every_stated_sum_comes_out(package):
    numbers = package.numbers()
    whole_ones = 0
    for whole, cells in package.sums():
        shown = [numbers[cell] for cell in cells if numbers[cell] is not None]
        assert len(cells) > 0
        if numbers[whole] is None:
            continue
        if len(shown) == len(cells):
            whole_ones += 1
            assert sum(shown) == numbers[whole], whole
        else:
            assert sum(shown) <= numbers[whole], whole
    # 87 visits, by month, by group, by agency; and more that keep nothing back.
    assert whole_ones > 10
    assert numbers["visits.total", frozenset()] == 87
    over = {each["over"] for each in package.said["sums"] if each["figure"] == "visits.total"}
    assert over == {"agency", "group", "month"}


def test_it_says_what_the_report_says_or_nothing(package, issued):
    printed = defaultdict(set)
    for key, value in issued.figures().items():
        place = place_of(key)
        printed[place.figure, frozenset(place.parts)].add(value)
    for key, number in package.numbers().items():
        assert printed[key] == {number} or number is None, key
    marked = {line["withheld"] is (line["value"] is None) for line in package.tables["so-lieu"]}
    assert marked == {True}


def test_no_person_can_be_counted_at_one_agency_or_worked_out(package):
    persons = ("violations.", "handlings.", "self_inspections.violations")
    numbers = package.numbers()
    at_agencies = {figure for figure, parts in numbers if "agency" in dict(parts)}
    assert not any(figure.startswith(persons) for figure in at_agencies)
    small = {
        (figure, parts)
        for (figure, parts), number in numbers.items()
        if figure.startswith(persons) and {"group", "month"} & set(dict(parts)) and number in (1, 2)
    }
    assert small == set()
    hidden = {key for key, number in numbers.items() if number is None}
    assert hidden
    sums = list(package.sums())
    assert all(worked_out(sums, numbers, one) is None for one in hidden)


def worked_out(sums, numbers, wanted):
    """The number somebody finds who subtracts as long as anything can be subtracted."""
    known = {key: number for key, number in numbers.items() if number is not None}
    while True:
        found = {}
        for whole, cells in sums:
            open_ones = [key for key in (whole, *cells) if key not in known]
            if len(open_ones) == 1:
                others = sum(known[cell] for cell in cells if cell in known)
                (one,) = open_ones
                found[one] = others if one == whole else known[whole] - others
        if not found:
            return known.get(wanted)
        known |= found


def test_the_attack_works_where_nothing_is_kept_back_beside():
    sums = [(("v", frozenset()), [("v", frozenset({("group", at)})) for at in "ab"])]
    numbers = {("v", frozenset()): 9, sums[0][1][0]: 8, sums[0][1][1]: None}
    assert worked_out(sums, numbers, sums[0][1][1]) == 1


def cells(*numbers, by="group", figure="violations.total"):
    """A total and its cells a, b, c …"""
    divided = {Place(figure, ((by, "abcdef"[at]),)): n for at, n in enumerate(numbers)}
    return {Place(figure): sum(numbers), **divided}


def kept_back(numbers):
    return [number is None for place, number in sorted(told(numbers).items()) if place.parts]


@pytest.mark.parametrize(
    ("numbers", "hidden"),
    [
        ((5, 7, 0), [False, False, False]),
        ((5, 1, 7), [True, True, False]),
        ((5, 2, 1), [False, True, True]),
        # Two that make two are one each; two that make four are two each.
        ((5, 1, 1), [True, True, True]),
        ((6, 2, 2, 0), [False, True, True, True]),
        ((1,), [True]),
    ],
)
def test_a_small_number_takes_as_many_with_it_as_it_needs(numbers, hidden):
    assert kept_back(cells(*numbers)) == hidden


def test_only_persons_are_guarded_and_only_where_a_cell_leads_to_one():
    assert kept_back(cells(5, 1, 7, figure="visits.total")) == [False] * 3
    assert kept_back(cells(5, 1, 7, by="category")) == [False] * 3
    assert kept_back(cells(5, 1, 7, by="month")) == [True, True, False]
    assert told(cells(5, 1, 7, by="agency")) == {Place("violations.total"): 13}


@pytest.mark.parametrize(
    ("key", "place"),
    [
        ("violations.total", Place("violations.total")),
        ("violations.commune", Place("violations.total", (("group", "commune"),))),
        ("agencies.commune.due", Place("agencies.commune.due")),
        (
            "violations.total@group=other,category=late",
            Place("violations.total", (("category", "late"), ("group", "other"))),
        ),
        ("violations.total@field=", Place("violations.total", (("field", "unknown"),))),
    ],
)
def test_a_number_has_one_place(key, place):
    assert place_of(key) == place


def test_the_same_report_gives_the_same_bytes(issued):
    assert open_data(issued) == open_data(issued)
