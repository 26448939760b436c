"""Where a sentence of Vietnamese text ends: one rule for writing, checking and remarking."""

from __future__ import annotations

import re

from tayninh_portal.lib.vietnamese import normalise

# A full stop, its closing marks and the space before what may begin a sentence: a word, or a number
# that stands as a token yet, “{visits.total}”.
_STOP = re.compile(r"[.!?…]+[\"”’»)\]]*\s+(?=[\"“‘«(\[]*([\w{]))")
# What stands before a full stop that ends no sentence: shortened words, an initial, the number of
# a heading or an item.
_SHORT = re.compile(
    r"(?:^|[\s(])(?:TP|TT|TX|TM|KT|TL|TUQ|Tr|ThS|TS|GS|PGS|BS|KS|CN|ĐT|tr|số|[A-ZĐ])$"
)
_NUMBER = re.compile(r"^\W*(?:\d{1,3}|[IVX]+|[a-zđ])$")


def spans_of(text: str) -> list[tuple[int, int]]:
    """Where each sentence of a text begins and ends; together they are the whole text."""
    ends, start = [], 0
    for stop in _STOP.finditer(text):
        before = text[start : stop.start()]
        following = stop.group(1)
        if not (following == "{" or following.isupper() or following.isdigit()):
            continue
        if _SHORT.search(before) or _NUMBER.match(before):
            continue
        ends.append(stop.end())
        start = stop.end()
    starts = [0, *ends]
    return [
        (begin, end) for begin, end in zip(starts, [*ends, len(text)], strict=True) if begin < end
    ]


def sentences_of(text: str) -> list[str]:
    """The sentences of a text as they are compared: normalised, none of them empty."""
    found = (normalise(text[begin:end]) for begin, end in spans_of(text))
    return [sentence for sentence in found if sentence]
