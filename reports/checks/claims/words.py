"""The rules by which nouns, their qualities and the words between them are read.

A kind of act, a field and a form of handling are known by the names of their own rows, all else by
``words.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from inspections.catalogues.first_rows import (
    AREAS,
    DISCIPLINE,
    FIELDS,
    OTHER_HANDLING,
    PERSON_CATEGORIES,
    UNIT_CATEGORIES,
)
from inspections.catalogues.models import PersonKind
from reports.checks.claims.lexicon import by_word, pattern, table
from reports.checks.claims.pieces import Rule, lowered, rule
from reports.checks.context import CheckContext
from reports.figures.complaints import CLASSES
from reports.figures.kinds import GROUP_LABELS

# A facet of one of these dimensions alone says what is counted.
IMPLIED = by_word("implied")


def names_in(context: CheckContext) -> dict[tuple[str, str], str]:
    """Dimension and value → how the part is called: rows of today over those of the first day."""
    names = {("category", row[0]): row[1] for row in PERSON_CATEGORIES}
    names |= {("category", row[0]): row[1] for row in UNIT_CATEGORIES}
    names |= {("field", code): name for code, name in FIELDS}
    names |= {("form", row[0]): row[1] for row in OTHER_HANDLING}
    names |= {("form", row[0]): row[1] for row in DISCIPLINE}
    names |= {("area", str(number)): name for number, name in AREAS}
    names |= {("person_kind", code): name for code, name in PersonKind.choices}
    names |= {("class", str(code)): name for code, name in CLASSES}
    names |= {("group", code): context.facts.called(name) for code, name in GROUP_LABELS.items()}
    names |= {("leader", "yes"): "Giữ chức vụ lãnh đạo, quản lý"}
    facts = context.facts
    for dimension, lines in (
        ("category", (*facts.violations, *facts.unit_findings)),
        ("field", facts.fields),
        ("area", facts.areas),
        ("form", facts.forms),
    ):
        names |= {(dimension, line.code): line.name for line in lines if line.code}
    return names


def word_rules(names: Mapping[tuple[str, str], str]) -> list[Rule]:
    """The rules of nouns and facets; the full names of parts before the short ones."""
    return [*_named(names), *_WORDS]


def _named(names: Mapping[tuple[str, str], str]) -> Iterator[Rule]:
    for (dimension, value), name in names.items():
        if dimension in ("category", "field", "form", "person_kind", "area"):
            # “Cán bộ” alone is anybody, “trang phục” a kind of act as well.
            if (dimension, value) in (("person_kind", "official"), ("area", "4")):
                continue
            if value == "absent":
                continue
            yield _facet(_NO_BODY + re.escape(lowered(name)), dimension, [value])
            if dimension == "field":
                short = "|".join(map(re.escape, _BETWEEN.split(lowered(name))))
                yield rule(f"{_NO_BODY}(?:{short})", "field", (dimension, frozenset({value})))


def _facet(pattern: str, dimension: str, values: Iterable[str]) -> Rule:
    return rule(pattern, "facet", (dimension, frozenset(values)))


def _split(part: str) -> tuple[str, list[str]]:
    """“clock=late” as dimension and values."""
    dimension, _, values = part.partition("=")
    return dimension, values.split()


def _year(match: re.Match[str]) -> int:
    return int(next(filter(None, match.groups())))


# “Sở Tư pháp” is a body and no field.
_NO_BODY = r"(?<!sở )(?<!phòng )(?<!ngành )"
_COUNTS = {"ba": 3, "bốn": 4}
# Between the parts of a name: “Giáo dục và đào tạo” is called “giáo dục” as well.
_BETWEEN = re.compile(r", | và ")
# What a piece between nouns says, of which kinds say anything.
_SAYS: Mapping[str, object] = {
    "both": lambda match: _COUNTS.get(match[0].split()[1], 2),
    "before": lambda match: match[0].startswith(("so", "với")),
    "intent": lambda match: match[0].split()[0],
    "duty": lambda match: match[0].split()[0],
    "in_rate": lambda match: "số" in match[0],
    "year": _year,
    "plain_year": _year,
}
_WORDS: tuple[Rule, ...] = (
    *(rule(pattern(words), kind) for kind, words in table("aside").items()),
    *(rule(pattern(words), "what", what) for what, words in table("nouns").items()),
    *(_facet(pattern(words), *_split(part)) for part, words in table("qualities").items()),
    rule(pattern("{body}"), "weak", "agencies"),
    rule("trường hợp|nội dung|lượt", "unit"),
)
# Words between claims and nouns: when, among what, where a clause ends, what is only wished.
OTHER_WORDS: tuple[Rule, ...] = (
    *(rule(pattern(words), kind, _SAYS.get(kind)) for kind, words in table("between").items()),
    *(rule(pattern(words), "dimension", name) for name, words in table("dimensions").items()),
    Rule(re.compile(","), "comma", lambda _: None),
    Rule(re.compile(":"), "cut", lambda _: None),
    Rule(re.compile(r"[()]"), "bracket", lambda _: None),
)
