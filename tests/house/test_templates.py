"""Templates: all used, all sound, all with their comment; no script or style in a screen."""

import re
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path

import pytest
from django.template import engines
from django.template.loader import get_template
from django.template.utils import get_app_template_dirs

from tests.house.sources import PACKAGES, ROOT, python, strings

FOLDER = ROOT / "templates"
# Those of the paper's older versions never change, and are held by the papers drawn with them
# (reports/documents/drawing.py).
OLD = FOLDER / "versions"
NAMES = sorted(
    path.relative_to(FOLDER).as_posix()
    for path in FOLDER.rglob("*")
    if path.is_file() and OLD not in path.parents
)
PAGES = [name for name in NAMES if name.endswith(".html")]
# The paper is drawn by WeasyPrint and letters by mail programs: no content policy there, and
# both need their style with them.
SCREENS = [n for n in PAGES if not n.startswith(("documents/", "internal/", "letters/", "mail/"))]
# Django and allauth (429) look for these by name.
BY_NAME = {"400.html", "403.html", "403_csrf.html", "404.html", "429.html", "500.html"}
QUOTED = re.compile(r"""["']([\w/.-]+\.(?:html|txt|svg|css))["']""")
INLINE = {
    "a script without src": re.compile(
        r"<script(?![^>]*\bsrc=)(?![^>]*application/(?:ld\+)?json)[^>]*>", re.I
    ),
    "a style element": re.compile(r"<style\b", re.I),
    "a style attribute": re.compile(r"\sstyle\s*=", re.I),
    "an event attribute": re.compile(r"\son[a-z]+\s*=\s*[\"']", re.I),
    "htmx that needs eval": re.compile(r"\s(?:hx-on[:\w-]*|hx-vals=[\"']js:)", re.I),
    "a javascript: address": re.compile(r"javascript:", re.I),
}
TAGS = re.compile(r"\{%.*?%\}", re.S)
COMMENTS = re.compile(r"\{#.*?#\}|\{% comment .*?%\}.*?\{% endcomment %\}", re.S)


@cache
def _code(name: str) -> str:
    """A template without its comments, which may show what the code must not have."""
    return COMMENTS.sub("", (FOLDER / name).read_text())


def _overrides_a_third_party(name: str) -> bool:
    """allauth, crispy-forms and Django's forms look for templates of theirs, ours come first."""
    return any((Path(folder) / name).exists() for folder in get_app_template_dirs("templates"))


def _used() -> set[str]:
    """What the code names, and from there what the templates name."""
    patterns = {
        text
        for package in PACKAGES
        for path in python(package)
        for text in strings(path)
        if text.endswith((".html", ".txt", ".svg", ".css"))
    }
    waiting = [
        name
        for name in NAMES
        if name in BY_NAME
        or _overrides_a_third_party(name)
        or any(fnmatchcase(name, pattern) for pattern in patterns)
        or name == "documents/document.html"
    ]
    used = set()
    while waiting:
        name = waiting.pop()
        if name not in used and name in NAMES:
            used.add(name)
            waiting += QUOTED.findall(_code(name))
    return used


def test_every_template_is_used():
    assert sorted(set(NAMES) - _used()) == []


def test_every_named_template_exists():
    engine = engines["django"].engine
    missing = []
    for name in PAGES:
        for wanted in re.findall(r"{%\s*(?:include|extends)\s+[\"']([^\"']+)", _code(name)):
            try:
                engine.find_template(wanted)
            except Exception as error:
                missing.append(f"{name}: {wanted}: {error!r}")
    assert missing == []


def test_every_template_compiles():
    broken = []
    for name in PAGES:
        try:
            get_template(name)
        except Exception as error:
            broken.append(f"{name}: {error!r}")
    assert broken == []


def test_every_template_opens_with_a_comment_on_its_blocks_and_context():
    silent = [n for n in PAGES if not (FOLDER / n).read_text().startswith(("{#", "{% comment "))]
    assert silent == []


@pytest.mark.parametrize("what", INLINE)
def test_no_screen_has(what):
    markup = {name: TAGS.sub("", _code(name)) for name in SCREENS}
    assert [name for name in SCREENS if INLINE[what].search(markup[name])] == []
