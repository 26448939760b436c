"""The river runs one way: records, figures, report, document; nothing runs back."""

import ast

import pytest

from tests.house.sources import ROOT, below, files, imports, python, short, tree

# The parts of the report, from left to right: what a part may import stands before it.
PARTS = ("figures", "narrative", "checks", "freezing", "documents", "remarks", "issuing")
# Asked for by Django alone: the app itself, its commands, and who gathers models and addresses.
GATHERERS = ("models", "urls", "apps")
APPS = ("tayninh_portal", "inspections", "reports")


def _parts(*names):
    return tuple(f"reports.{name}" for name in names)


# (what must not import, what it must not import, why)
ARROWS = [
    ("inspections", ("reports",), "records know nothing of reports"),
    ("tayninh_portal", ("inspections", "reports"), "the frame carries both and knows neither"),
    *(
        (
            f"reports/{part}",
            _parts(*PARTS[at + 1 :], "dashboard", "management", *GATHERERS),
            "a part of the report imports only to the left",
        )
        for at, part in enumerate(PARTS)
    ),
    (
        "reports/dashboard",
        _parts(*PARTS[1:], "management", *GATHERERS),
        "the dashboard shows figures and knows no report",
    ),
    *((app, ("demo",), "no app knows the illustrated province") for app in APPS),
    (
        "tayninh_portal/paper",
        ("tayninh_portal.models", "django.db", "django.contrib.auth"),
        "the paper needs no database",
    ),
    ("tayninh_portal/lib", ("tayninh_portal.models",), "the library knows no model"),
]
# What the documents import of ours: a document is a pure function of its snapshot.
DOCUMENTS = ("reports.documents", "tayninh_portal.paper", "tayninh_portal.lib")
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


def test_every_part_of_the_report_has_its_place():
    parts = {path.relative_to(ROOT / "reports").parts[0] for path in python("reports")}
    gathering = {f"{name}.py" for name in ("__init__", *GATHERERS)}
    assert parts == {*PARTS, "dashboard", "management", *gathering}


def test_documents_import_only_paper_and_library():
    others = [
        f"{short(path)} imports {name}"
        for path in python("reports/documents")
        for name in sorted(imports(path))
        if any(below(name, package) for package in (*APPS, "demo", "django"))
        and not any(below(name, package) for package in DOCUMENTS)
    ]
    assert others == []


def test_nobody_imports_from_where_django_gathers_the_models():
    readers = [
        f"{short(path)} imports {name}"
        for path in files(".py")
        for name in sorted(imports(path))
        if below(name, "inspections.models") or below(name, "reports.models")
    ]
    assert readers == []


def test_nobody_opens_an_uploaded_file_but_the_process_apart():
    """Who reads other people's formats does it bounded (docs/decisions/0022); our own papers are
    read where they are made."""
    libraries = (
        "pikepdf",
        "pdfminer",
        "pyhanko",
        "PIL",
        "python_calamine",
        "zipfile",
        "xml",
        "lxml",
        "docx",
    )
    found = {
        (short(path), name.partition(".")[0])
        for app in (*APPS, "demo")
        for path in python(app)
        for name in imports(path)
        if any(below(name, library) for library in libraries)
        and not short(path).startswith("tayninh_portal/paper/")
    }
    uploads = "tayninh_portal/uploads"
    assert found == {
        ("tayninh_portal/dossiers.py", "zipfile"),  # which writes one and opens nothing
        (f"{uploads}/numbers.py", "pikepdf"),
        (f"{uploads}/parsers.py", "PIL"),
        (f"{uploads}/parsers.py", "pikepdf"),
        (f"{uploads}/parsers.py", "zipfile"),
        (f"{uploads}/sheets.py", "python_calamine"),
        (f"{uploads}/sheets.py", "xml"),
        (f"{uploads}/sheets.py", "zipfile"),
        (f"{uploads}/signatures.py", "pyhanko"),
        (f"{uploads}/word.py", "lxml"),
        (f"{uploads}/word.py", "zipfile"),
    }
    readers = {
        short(path)
        for app in (*APPS, "demo")
        for path in python(app)
        for name in imports(path)
        if any(below(name, f"tayninh_portal.uploads.{e}") for e in ("parsers", "sheets", "word"))
    }
    assert readers == {f"{uploads}/__main__.py"}


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
        for package in APPS
        for path in python(package)
        for name in sorted(imports(path))
        if below(name, "tests")
    ]
    assert backwards == []
