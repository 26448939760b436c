"""What each word of comparison and quantity (``words.toml``) says of numbers.

“Gấp đôi” is 1.9 to 2.1 times, “gấp ba” 2.9 to 3.1. “Gần” and “khoảng” leave a tenth of room, “gần”
never reaches the number and “hơn” goes beyond it. A percentage or a number that is typed has to be
the figure's own, rounded as it is typed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from reports.checks.claims.lexicon import by_word, pattern, table
from reports.checks.claims.pieces import Rule, rule

MANY = Fraction(10**9)


@dataclass(frozen=True)
class Bounds:
    """From where to where a number may lie; ``open`` ends do not belong to it."""

    low: Fraction
    high: Fraction
    low_open: bool = False
    high_open: bool = False

    def hold(self, value: Fraction) -> bool:
        """Whether the number lies within."""
        above = value > self.low if self.low_open else value >= self.low
        below = value < self.high if self.high_open else value <= self.high
        return above and below


@dataclass(frozen=True)
class Claim:
    """What a word says.

    ``kind``: change (``sign`` more, less or as many; ``loose``: or as many), times (``bounds`` of
    one number in another), share (``bounds``), extreme (``sign`` most or least, ``rank``), none,
    some, years (more periods than the portal compares), each (“đều”). ``form``: how a share stands
    in its sentence: before its noun, after “chiếm”, as “chủ yếu”. ``is_sure``: only what can be
    held against figures is told of it, since people also use the word for other things. ``number``:
    the one typed, of a count (“hơn 400 hội nghị”).
    """

    kind: str
    sign: int = 0
    bounds: Bounds | None = None
    rank: int = 1
    form: str = ""
    loose: bool = False
    is_sure: bool = False
    number: int = 0


def exactly(value: Fraction, room: Fraction = Fraction(0)) -> Bounds:
    """A number and so much to both sides."""
    return Bounds(value - room, value + room)


def about(word: str, value: Fraction, room: Fraction) -> Bounds:
    """A number with the word before it (``[near]``), or none."""
    tenth = value / 10
    match _NEAR.get(word):
        case "under":
            return Bounds(value - 2 * tenth, value, high_open=True)
        case "over":
            return Bounds(value, MANY, low_open=True)
        case "below":
            return Bounds(Fraction(0), value, high_open=True)
        case "most":
            return Bounds(Fraction(0), value)
        case "least":
            return Bounds(value, MANY)
        case "about":
            return exactly(value, tenth)
        case _:
            return exactly(value, room)


def _bounds(told: str) -> Bounds:
    """“4/5..1”, “>1/2..1”, “1/5..”."""
    low, _, high = told.partition("..")
    is_open = low.startswith(">")
    return Bounds(Fraction(low.lstrip(">")), Fraction(high) if high else MANY, low_open=is_open)


_NEAR = by_word("near")
_SHARES = {name: _bounds(told) for name, told in table("shares").items()}
_DEGREES = {word: _bounds(told) for word, told in by_word("degrees").items()}
_HALVES = by_word("fractions")
_TIMES = {word: Fraction(told) for word, told in by_word("times").items()}
_RANKS = {word: int(told) for word, told in by_word("ranks").items()}
ALL, _MAJORITY = _SHARES["all"], _SHARES["majority"]
CENTRED = Claim("share", bounds=_MAJORITY, form="mainly", is_sure=True)
ROOM_OF_HALF = Fraction(1, 20)
ROOM_OF_TIMES = Fraction(1, 10)
_TAKES = re.compile(r"(?:chiếm|đạt|với)(?: tỷ lệ| tỉ lệ)?$")
_IS, _OF = re.compile(r"(?<!\w)là$"), re.compile(r"\s*(?:[,.;(]|$|trong |trên |của |so với )")
_NOT_EVERY = re.compile(r"(?:không|chưa) (?:phải|hẳn) [^;:]*$")
_NOT = re.compile(r"(?:không|chưa) (?:phải|hẳn)(?: là)? $")
_NUMBERS = {"một": "1", **by_word("ranks")}
_NUMBER = rf"({'|'.join(_NUMBERS)}|\d+)"
_SO_MANY = re.compile(rf"(?:ở |trong |trên )?{_NUMBER} (?:trong|trên) (?:tổng )?(?:số )?{_NUMBER}")
_SOME = re.compile(r"(?:ở |trong |trên )?(?:một số(?! ít)|một vài|nhiều) ")
_LITTLE = ("ít", "thấp")


def _change(sign: int, *, loose: bool = False) -> Claim:
    return Claim("change", sign, loose=loose)


def _than(sign: int, *, loose: bool = False) -> Claim:
    """A comparison that may be one with something else than the period before."""
    return Claim("change", sign, loose=loose, form="than")


def _times(match: re.Match[str]) -> Claim:
    word = match["times"]
    value = _TIMES.get(word) or Fraction(word.replace(",", "."))
    bounds = about(
        match["near"] or match["near2"] or "", value, ROOM_OF_TIMES / (2 if value < 2 else 1)
    )
    if bounds.high == MANY:
        bounds = replace(bounds, high=value + 1, high_open=True)
    return Claim("times", 1, bounds, form="" if match[0].startswith("tăng") else "than")


def _part_of_it(match: re.Match[str]) -> Claim:
    """“Giảm một nửa”, “tăng một phần ba”: what is left, or came of it."""
    moved = about(match["near"] or "", _fraction(match["part"]), ROOM_OF_HALF)
    if "còn" in match[0]:
        return Claim("times", -1, moved)
    high = min(moved.high, Fraction(1))
    if match["way"] == "tăng":
        return Claim("times", 1, Bounds(1 + moved.low, 1 + high, moved.low_open, moved.high_open))
    return Claim("times", -1, Bounds(1 - high, 1 - moved.low, moved.high_open, moved.low_open))


def _equals_part(match: re.Match[str]) -> Claim:
    near = match["near"] or match["near2"] or ""
    bounds = about(near, _fraction(match["part"]), ROOM_OF_HALF)
    return Claim("times", 0, bounds, form="than")


def _share_part(match: re.Match[str]) -> Claim:
    bounds = about(match["near"] or "", _fraction(match["part"]), ROOM_OF_HALF)
    return Claim("share", bounds=bounds, form=_form(match))


def _form(match: re.Match[str]) -> str:
    before = match.string[: match.start()].rstrip()
    is_taken = _TAKES.search(before) or (
        _IS.search(before) and _OF.match(match.string, match.end())
    )
    return "takes" if is_taken else "quantifier"


def _share(bounds: Bounds) -> object:
    return lambda match: Claim("share", bounds=_denied(bounds, match), form=_form(match))


def _denied(bounds: Bounds, match: re.Match[str]) -> Bounds:
    """“Chưa phải tất cả”: what the share leaves."""
    before = match.string[: match.start()]
    if not (_NOT_EVERY if match[0].endswith(" cũng") else _NOT).search(before):
        return bounds
    if bounds.high == 1:
        return Bounds(Fraction(0), bounds.low, high_open=not bounds.low_open)
    return Bounds(bounds.high, Fraction(1), low_open=True)


def _percent(match: re.Match[str]) -> Claim:
    value, room = _typed(match["percent"])
    bounds = about(match["near"] or "", value, Fraction(0) if value == 1 else room)
    return Claim("share", bounds=bounds, form=_form(match), is_sure=value < 1, loose=True)


def _typed(percent: str) -> tuple[Fraction, Fraction]:
    """A typed percentage as a number, and half of its last digit."""
    whole, _, decimals = percent.partition(",")
    return Fraction(f"{whole}.{decimals or 0}") / 100, Fraction(1, 200 * 10 ** len(decimals))


def _count(match: re.Match[str]) -> Claim:
    value = Fraction(match["count"].replace(".", ""))
    return Claim("count", bounds=about(match["near"], value, Fraction(0)), number=int(value))


def _equals_percent(match: re.Match[str]) -> Claim:
    return Claim("times", 0, about(match["near2"] or "", *_typed(match["percent"])), form="than")


def _of_every(match: re.Match[str]) -> Claim:
    step = Fraction(1, int(match["every"]) or 1)
    value = int(match["of"]) * step
    bounds = about(match["near"] or "", value, step / 2)
    bounds = replace(bounds, high=min(bounds.high, value + step))
    return Claim("share", bounds=bounds, form="quantifier")


def _fraction(words: str) -> Fraction:
    """“Một nửa”, “bốn phần năm”, “2/3”."""
    if words in _HALVES:
        return Fraction(_HALVES[words])
    part, whole = (_NUMBERS.get(word, word) for word in re.split(" phần |/", words))
    return Fraction(int(part), int(whole))


def quantity(words: str) -> Bounds:
    """Of how many of its parts something is said: “hầu hết các lĩnh vực”, “hai trong ba cấp”."""
    if counted := _SO_MANY.match(words):
        part, whole = (int(_NUMBERS.get(number, number)) for number in counted.groups())
        return exactly(Fraction(part, whole or 1))
    if _SOME.match(words):
        return Bounds(Fraction(0), Fraction(1), low_open=True)
    said = (each.made(found) for each in CLAIMS if (found := each.pattern.match(words)))
    return next((each.bounds for each in said if each.kind == "share" and each.bounds), ALL)


def counted_in(words: str) -> int:
    """How many parts a word for them names: “cả ba cấp” three, “các cấp” none."""
    numbers = [_NUMBERS.get(word, word) for word in words.split()]
    return next((int(each) for each in reversed(numbers) if each.isdigit()), 0)


def _degree(match: re.Match[str]) -> Claim:
    sign = 1 if "tăng" in match["way"] else -1
    return Claim("change", sign, _DEGREES.get(match["degree"]))


def _ranked(match: re.Match[str]) -> Claim:
    return Claim("extreme", 1, rank=_RANKS[match["rank"] or match["rank2"]])


def _mover(match: re.Match[str]) -> Claim:
    sign = 1 if "tăng" in match["way"] else -1
    return Claim("mover", sign, rank=-1 if match["most"] in _LITTLE else 1)


def _sign(match: re.Match[str]) -> int:
    return -1 if match["few"] in _LITTLE else 1


# What each row of [claims] says, or makes of what it matched.
SAYS: Mapping[str, object] = {
    "same": _than(0),
    "nearly": Claim("times", 0, exactly(Fraction(1), ROOM_OF_TIMES), form="than"),
    "not_more": _than(-1, loose=True),
    "not_less": _than(1, loose=True),
    "much": _degree,
    "more": _change(1),
    "above": _than(1),
    "less": _change(-1),
    "below": _than(-1),
    "apart": lambda match: _than(_sign(match)),
    "times": _times,
    "moved_part": _part_of_it,
    "equals_part": _equals_part,
    "equals_percent": _equals_percent,
    "of_every": _of_every,
    "part": _share_part,
    **{name: _share(bounds) for name, bounds in _SHARES.items()},
    "finished": Claim("share", bounds=ALL, form="takes"),
    "mainly": Claim("share", bounds=_MAJORITY, form="mainly"),
    "centred": CENTRED,
    "percent": _percent,
    "each": Claim("each"),
    "most": Claim("extreme", 1),
    "mover": _mover,
    "least": Claim("extreme", -1),
    "ranked": _ranked,
    "extreme": lambda match: Claim("extreme", _sign(match)),
    "none": Claim("none"),
    "next": Claim("next", is_sure=True),
    "ended": Claim("none"),
    "some": Claim("some", is_sure=True),
    "only": Claim("only", is_sure=True),
    "equal": Claim("equal"),
    "sole": lambda match: Claim("mover", 1 if "tăng" in match["way"] else -1, rank=0),
    "count": _count,
    "years": Claim("years"),
}
CLAIMS: tuple[Rule, ...] = tuple(
    rule(pattern(words), "each" if name == "each" else "claim", SAYS[name])
    for name, words in table("claims").items()
)
