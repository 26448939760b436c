"""The tokens as they stand in the style sheet: text 4.5 on its ground, signs and edges 3."""

import re
from pathlib import Path

import pytest

CSS = Path(__file__).parents[2] / "static" / "css"
TOKENS = dict(re.findall(r"--([a-z-]+): (#[0-9A-F]{6});", (CSS / "tokens.css").read_text()))

TEXT = [
    ("ink", "paper"),
    ("ink", "surface"),
    ("ink", "neutral-tint"),
    ("ink", "done-tint"),
    ("ink", "warning-tint"),
    ("ink", "danger-tint"),
    ("muted", "paper"),
    ("muted", "surface"),
    ("primary", "paper"),
    ("primary", "primary-tint"),
    ("primary-deep", "paper"),
    ("paper", "primary"),
    ("paper", "primary-deep"),
    ("paper", "danger"),
    ("paper", "danger-deep"),
    ("danger", "paper"),
    ("danger", "danger-tint"),
    ("danger-deep", "surface"),
    ("warning", "paper"),
    ("warning", "surface"),
    ("warning", "warning-tint"),
    ("done", "done-tint"),
    ("neutral", "neutral-tint"),
]
# WCAG 1.4.11: what must be seen to use a control.
EDGES = [("input-line", "paper"), ("ink", "focus"), ("state-line", "paper")]


def luminance(colour: str) -> float:
    """Relative luminance of ``#RRGGBB`` (WCAG 2.2)."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two tokens, from 1 to 21."""
    light, dark = sorted((luminance(TOKENS[one]), luminance(TOKENS[other])), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_formula_agrees_with_the_standard():
    TOKENS["black"] = "#000000"
    assert contrast("black", "paper") == pytest.approx(21)


@pytest.mark.parametrize(("text", "ground"), TEXT)
def test_text_can_be_read_on_its_ground(text, ground):
    assert contrast(text, ground) >= 4.5


@pytest.mark.parametrize(("edge", "ground"), EDGES)
def test_an_edge_can_be_seen_on_its_ground(edge, ground):
    assert contrast(edge, ground) >= 3


def test_no_colour_stands_outside_the_tokens():
    loose = {
        f"{sheet.name}: {colour}"
        for sheet in CSS.glob("*.css")
        if sheet.name not in ("tokens.css", "print.css")
        for colour in re.findall(r"#[0-9A-Fa-f]{3,8}\b|rgba?\([^)]*\)", sheet.read_text())
    }
    assert loose == set()


def test_the_triples_of_bootstrap_are_the_same_colours():
    text = (CSS / "tokens.css").read_text()
    triples = dict(re.findall(r"--bs-([a-z-]+)-rgb: ([0-9, ]+);", text))
    expected = {
        "body-color": "ink",
        "primary": "primary",
        "danger": "danger",
        "success": "done",
        "warning": "warning",
        "secondary": "muted",
        "link-color": "primary",
        "link-hover-color": "primary-deep",
    }
    as_triples = {
        name: ", ".join(str(int(TOKENS[token][i : i + 2], 16)) for i in (1, 3, 5))
        for name, token in expected.items()
    }
    assert triples == as_triples
