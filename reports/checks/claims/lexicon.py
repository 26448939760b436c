"""The words of the check out of ``words.toml``, and the patterns they stand for."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import cast

# table → key → words
_LEXICON = cast(
    Mapping[str, Mapping[str, str]],
    tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8")),
)
# What the file writes square brackets and braces for cannot be written with them.
_SIGNS = {
    "word": r"[^\s,.;]+",
    "rest": r"[^,.;]*",
    "sign": r"[^\s,]*",
    "digits": r"\d[\d.]*",
    "token": r"\{[^{}]*\}",
    "quoted": r"[“\"«][^”\"»]*[”\"»]",
}
_NAME = re.compile(r"\{([a-z]\w*)\}")


def table(name: str) -> Mapping[str, str]:
    """One table of the file, in its order."""
    return _LEXICON[name]


def by_word(name: str) -> dict[str, str]:
    """Each word of a table → the key it stands under."""
    return {word: key for key, words in table(name).items() for word in words.split("|")}


def pattern(words: str) -> str:
    """Words of the file as a regular expression."""
    plain = re.sub(r"\n\s*", "", words.strip())
    plain = re.sub(r"\((?!\?)", "(?:", plain).replace("[", "(?:").replace("]", ")?")
    return _NAME.sub(lambda match: _PARTS[match[1]], plain)


def _alternatives(name: str) -> str:
    """The words of a table, the longer ones first."""
    return f"(?:{'|'.join(sorted(by_word(name), key=len, reverse=True))})"


_NEAR = _alternatives("near")
_COUNT = rf"(?:một|{_alternatives('ranks')})"
_PARTS = {
    **_SIGNS,
    "near": f"(?:(?P<near>{_NEAR}) )?",
    "near2": f"(?:(?P<near2>{_NEAR}) )?",
    "degree": _alternatives("degrees"),
    "fraction": rf"(?:{_alternatives('fractions')}|{_COUNT} phần {_COUNT}|[1-9]/[2-9])",
    "times": _alternatives("times"),
    "rank": _alternatives("ranks"),
}
for _part, _words in table("parts").items():
    _PARTS[_part] = f"(?:{pattern(_words)})"
