"""How the sentences of a suggestion are put together. What stands in braces is a token."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from reports.narrative.facts import Facts

# A sentence with more names is not read; the annex lists all of them.
NAMED = 10


def number_in(facts: Facts, key: str) -> int:
    """A figure; none where the facts were frozen before it was counted."""
    return facts.figures.get(key, 0)


def sentence(*parts: str) -> str:
    """Parts with a space between those that are there."""
    return " ".join(part for part in parts if part)


def opened(words: str) -> str:
    """Words at the head of a sentence: their first letter large."""
    return words[:1].upper() + words[1:]


def over(part: str, whole: str) -> str:
    """“114/119” of two figures."""
    return f"{{{part}/{whole}}}"


def reaching(facts: Facts, part: str, whole: str, *more: str) -> str:
    """“ (đạt tỷ lệ 95,80%)”, of what is to be reached; one alone has no share. ``more``: what else
    stands in the brackets."""
    return _bracketed("đạt tỷ lệ", facts, part, whole, *more)


def making(facts: Facts, part: str, whole: str) -> str:
    """“ (chiếm 1,40%)”, of what is only a part."""
    return _bracketed("chiếm", facts, part, whole)


def _bracketed(words: str, facts: Facts, part: str, whole: str, *more: str) -> str:
    share = [f"{words} {{{part}/{whole}|%}}"] if facts[whole] > 1 else []
    said = [*share, *filter(None, more)]
    return f" ({'; '.join(said)})" if said else ""


def listed(parts: Sequence[str], last: str = " và ", between: str = "; ") -> str:
    """Parts of a sentence: “a; b và c”."""
    return last.join(filter(None, [between.join(parts[:-1]), *parts[-1:]]))


def points(parts: Sequence[str]) -> list[str]:
    """Points of a list, a semicolon behind each, a full stop behind the last."""
    return [f"- {part}{'.' if part is parts[-1] else ';'}" for part in parts]


def by_name(names: Iterable[str]) -> str:
    """Agencies by name: “gồm: A; B”; nothing where they are too many to be read."""
    listed_names = list(dict.fromkeys(names))
    if not listed_names or len(listed_names) > NAMED:
        return ""
    return f", gồm: {'; '.join(listed_names)}"


def compared(facts: Facts, *counted: tuple[str, str, str]) -> str:
    """This period against the one before: “So với năm 2018, số lượt kiểm tra tăng 12 lượt (tăng
    16,00%)”, for each key, what it counts and its unit; nothing without a period before, nor while
    this one is not over."""
    if facts.before is None or not facts.is_comparable:
        return ""
    # Nothing counted then may be nothing recorded: that is no comparison.
    said = [_compared(facts, *each) for each in counted if facts.before.figures.get(each[0])]
    return f"So với {facts.before.period.name}, {'; '.join(said)}." if said else ""


def _compared(facts: Facts, key: str, what: str, unit: str) -> str:
    assert facts.before is not None  # asked by compared()
    now, was = facts[key], facts.before.figures[key]
    if now == was:
        return f"{what} không thay đổi"
    way = "tăng" if now > was else "giảm"
    return f"{what} {way} {{{key}|change}} {unit} ({way} {{{key}|change%}})"
