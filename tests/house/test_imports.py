"""The river runs one way: records, figures, report, document; nothing runs back."""

import ast

import pytest

from tests.house.sources import below, imports, python, short, tree

# (what must not import, what it must not import, why)
ARROWS = [
    ("inspections", ("reports",), "records know nothing of reports"),
    ("tayninh_portal", ("inspections", "reports"), "the frame carries both and knows neither"),
    (
        "reports/figures",
        ("reports.models", "reports.domain", "reports.documents", "reports.checks"),
        "figures are counted from records alone",
    ),
    (
        "reports/documents",
        ("inspections", "reports.models", "reports.domain", "django.db"),
        "a document is a pure function of its snapshot",
    ),
    (
        "tayninh_portal/paper",
        ("tayninh_portal.models", "django.db", "django.contrib.auth"),
        "the paper needs no database",
    ),
    ("tayninh_portal/lib", ("tayninh_portal.models",), "the library knows no model"),
]
# Names of methods that write to the database.
WRITES = {
    "save",
    "asave",
    "create",
    "acreate",
    "update",
    "aupdate",
    "delete",
    "adelete",
    "get_or_create",
    "update_or_create",
    "bulk_create",
    "bulk_update",
    "select_for_update",
}


@pytest.mark.parametrize(("folder", "forbidden", "why"), ARROWS, ids=[a[0] for a in ARROWS])
def test_imports_run_one_way(folder, forbidden, why):
    backwards = [
        f"{short(path)} imports {name}: {why}"
        for path in python(folder)
        for name in sorted(imports(path))
        if any(below(name, package) for package in forbidden)
    ]
    assert backwards == []


def test_figures_write_nothing():
    writing = [
        f"{short(path)}:{node.lineno}: .{node.func.attr}()"
        for path in python("reports/figures")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in WRITES
    ]
    assert writing == []


def test_only_the_machinery_of_tests_starts_from_tests():
    backwards = [
        f"{short(path)} imports {name}"
        for package in ("tayninh_portal", "inspections", "reports")
        for path in python(package)
        for name in sorted(imports(path))
        if below(name, "tests")
    ]
    assert backwards == []
