"""What is said of each claim of the sentences: which words are underlined, what the figures say.

``golden/claims`` say what was said on 29/11/2026, when every line of this year and some of the
years turned round were read beside the figures of ``checks/facts.toml``. What was found wrong and
nobody mended yet stands there as it is (``docs/claims.md``): a line of it is no proof that it is
right, but none changes unseen. Whoever changes what is said reads the lines that change, and writes
them anew with ``WRITE_WORDS=1``.
"""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from reports.checks.claims import claims
from reports.checks.context import CheckContext, Written
from tests.reports.claiming import facts, noticing, pairs, sentences, told_otherwise
from tests.reports.test_claims_families import FAMILIES

pytestmark = pytest.mark.sqlite

GOLDEN = Path(__file__).parent / "golden" / "claims"
SETS = ("sentences", *(f"sentences_{each}" for each in (*"bcdef", "unread")))


def texts(name: str) -> list[str]:
    """The sentences of a set, once each."""
    if name == "families":
        found = [text for both in FAMILIES.values() for side in both for text in side]
    elif name == "pairs":
        found = [text for side in pairs() for text in side]
    elif name == "noticing":
        found = noticing()
    else:
        found = [each["text"] for each in sentences(name)]
    return list(dict.fromkeys(found))


def said(name: str, told: CheckContext) -> str:
    """Each sentence with what is said of it below, indented: the words it is about, why, what to
    do. A sentence with nothing below is borne by the figures or claims nothing."""
    lines = []
    for text in texts(name):
        lines.append(text.replace("\n", " ⏎ "))
        written = (Written("inspections", "Kết quả kiểm tra", text, True),)
        for problem in claims(replace(told, written=written)):
            why = problem.text.partition("”: ")[2]
            lines.append(f"    “{problem.words[1]}” · {why} · {problem.advice}")
    return "\n".join(lines) + "\n"


def the_other_way_round(told: CheckContext) -> CheckContext:
    """The year before in the place of this one: what rose has fallen."""
    found = facts()
    now = {key: number for key, number in found["before"].items() if key in found["now"]}
    before = {key: found["now"][key] for key in now}
    return told_otherwise(told, now=now, before=before)


WORLDS = {"told": lambda told: told, "turned": the_other_way_round}


@pytest.mark.parametrize("world", WORLDS)
@pytest.mark.parametrize("name", [*SETS, "families", "pairs", "noticing"])
def test_what_is_said_of_each_sentence(told, name, world):
    found, file = said(name, WORLDS[world](told)), GOLDEN / f"{world}_{name}.txt"
    if os.environ.get("WRITE_WORDS"):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(found, encoding="utf-8")
    assert found == file.read_text(encoding="utf-8")
