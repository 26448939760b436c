"""What the content policy and the house ask of every screen template."""

import re
from pathlib import Path

import pytest

from tayninh_portal.navigation import ENTRIES
from tayninh_portal.templatetags.portal import icon_names

TEMPLATES = Path(__file__).parents[2] / "templates"
# The paper, as it is and as earlier versions draw it, and the mails are no screens: no browser
# applies the content policy to them.
OFF_SCREEN = ("documents", "internal", "letters", "versions", "mail")

ALL = sorted(TEMPLATES.rglob("*.html"))
SCREENS = [
    path
    for path in ALL
    if not str(path.relative_to(TEMPLATES)).startswith(tuple(f"{f}/" for f in OFF_SCREEN))
]


def markup(path: Path) -> str:
    """A template without its tags and comments, whose arguments are no markup."""
    return re.sub(r"\{%.*?%\}|\{#.*?#\}", "", path.read_text())


def offenders(pattern: str, paths: list[Path], read=markup) -> list[str]:
    """``template: what was found`` for every match in the templates."""
    return [
        f"{path.relative_to(TEMPLATES)}: {match.group(0)[:60]}"
        for path in paths
        for match in re.finditer(pattern, read(path), re.IGNORECASE | re.DOTALL)
    ]


@pytest.mark.parametrize(
    "pattern",
    [
        r"<style\b",
        r"\sstyle\s*=\s*[\"']",
        r"<script\b(?![^>]*\bsrc=)",
        r"\son[a-z]+\s*=\s*[\"']",
        r"(?:href|src|action)=[\"']\s*javascript:",
        r"hx-on[:-]",
        r"hx-vals=[\"']js:",
    ],
)
def test_no_script_or_style_stands_in_a_template(pattern):
    assert offenders(pattern, SCREENS) == []


def test_nothing_is_fetched_from_another_host():
    assert offenders(r"(?:href|src)=[\"'](?:https?:)?//", SCREENS) == []


def test_static_files_are_named_through_their_tag():
    assert offenders(r"(?:href|src)=[\"']/static/", SCREENS) == []


def test_every_template_opens_with_what_it_is_and_needs():
    silent = [str(path.relative_to(TEMPLATES)) for path in SCREENS if path.read_text()[:3] != "{# "]
    assert silent == []


def test_no_short_comment_runs_over_a_line():
    # Django ends {# #} at the end of the line; a longer one would be printed on the screen.
    assert offenders(r"\{#(?:(?!#\}).)*?\n", ALL, read=Path.read_text) == []


def test_every_icon_named_in_a_template_is_in_the_sprite():
    named = {
        name
        for path in SCREENS
        for name in re.findall(r"\{% icon '([^']+)'", path.read_text())
        + re.findall(r"\bsign='([^']+)'", path.read_text())
    }
    assert named - icon_names() == set()


def test_every_icon_of_the_navigation_is_in_the_sprite():
    assert {icon for _label, _name, icon, _permission in ENTRIES} - icon_names() == set()
