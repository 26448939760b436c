"""What a commune of 2025 was made of, read from the sentence beside it in the statistics file.

The notes are of one form, written by hand: ``[Đổi … X thành Y, ]hợp nhất A, 1 phần B, các xã C, D
và E. Bỏ cấp huyện. Số: …; Ngày: …``. Names repeat within a province, so that a note says
``(huyện …)`` or ``thuộc thành phố …`` where its writer saw the danger, and not always; the code of
the new commune, which it took over from one of the old ones, tells the rest.

Pure: texts in, names out; nothing here knows the registry.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from tayninh_portal.lib.dates import parse_date, short_date
from tayninh_portal.lib.vietnamese import fold, normalise

_KINDS = r"xã|phường|thị trấn"
_RENAMED = re.compile(
    rf"Đổi .*?((?:{_KINDS}|Phường) .+?) thành (?:{_KINDS}|Phường) .+?, hợp nhất (.+)", re.DOTALL
)
_MERGED = re.compile(r"Hợp nhất (.+)", re.DOTALL)
# One note forgets the closing bracket: a place ends at the next comma too.
_PLACE = re.compile(
    r"\s*(?:\(|thuộc )((?:huyện|thị xã|thành phố) [^,()]+)\)?(?:, tỉnh [^,()]+\([^()]*\))?"
)
_BASIS = re.compile(r"Số: (\S+); Ngày: (\d{2}/\d{2}/\d{4})")
# The city numbered its wards in two ways; 1 to 10 is more than any town has.
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5", "vi": "6", "vii": "7", "viii": "8"}


class UnreadableNote(ValueError):
    """A note of another form; the message quotes it."""


@dataclass(frozen=True)
class Part:
    """One old commune as a note names it; ``district`` only where the note says so."""

    kind: str
    name: str
    district: str = ""
    is_partial: bool = False

    def __str__(self) -> str:
        part = "1 phần " if self.is_partial else ""
        where = f" ({self.district})" if self.district else ""
        return f"{part}{self.kind} {self.name}{where}"


@dataclass(frozen=True)
class Note:
    """One note: what was merged, and by which resolution."""

    parts: tuple[Part, ...]
    basis: str


@dataclass(frozen=True)
class Unit:
    """An old commune of the registry: its code, its name with its kind, its district's."""

    code: str
    name: str
    district: str


@dataclass(frozen=True)
class Origin:
    """An old commune found again, and whether only a part of it went to the new one."""

    unit: Unit
    is_partial: bool


@dataclass(frozen=True)
class Origins:
    """What a new commune was made of: found in the registry, and named in the note in vain."""

    found: tuple[Origin, ...]
    unknown: tuple[Part, ...]


def read_note(text: str) -> Note:
    """The parts in the order of the note. Raises ``UnreadableNote``."""
    text = normalise(text)
    stated, _, rest = text.partition(". Bỏ cấp huyện")
    match = _RENAMED.fullmatch(stated.rstrip(" .")) or _MERGED.fullmatch(stated.rstrip(" ."))
    basis = resolution_of(rest)
    if match is None or not basis:
        raise UnreadableNote(f"Không đọc được ghi chú sáp nhập “{text[:200]}”.")
    return Note(tuple(_parts(match[match.lastindex or 1])), basis)


def resolution_of(text: str) -> str:
    """The resolution a note names, as it is cited; empty where it names none."""
    found = _BASIS.search(normalise(text))
    if found is None:
        return ""
    # The sign of a resolution bears its issuer, whom the notes leave out.
    issuer = " của Ủy ban Thường vụ Quốc hội" if "-UBTVQH" in found[1] else ""
    return f"Nghị quyết số {found[1]} ngày {short_date(parse_date(found[2]))}{issuer}"


def find_origins(note: Note, *, code: str, units: Iterable[Unit]) -> Origins:
    """Find the old communes of ``note`` among ``units``; ``code`` is the new commune's.

    A new commune keeps the code of one of the old ones. Where no unit bears it the note speaks of
    another province, whose names may be the same as ours: nothing is found. A name without a match
    is the unit with the code, under a name it got after the registry was written.
    """
    units = list(units)
    seat = next((unit for unit in units if unit.code == code), None)
    if seat is None:
        return Origins((), note.parts)
    candidates = {part: _named(part, units) for part in note.parts}
    # Parts lie side by side: a name that is not unique is meant in the district of the others.
    near = {seat.district} | {found[0].district for found in candidates.values() if len(found) == 1}
    found: dict[Part, Unit] = {}
    for part, several in candidates.items():
        close = several if len(several) == 1 else [u for u in several if u.district in near]
        if len(close) == 1:
            found[part] = close[0]
    unknown = [part for part in note.parts if part not in found]
    renamed = [part for part in unknown if not candidates[part]]
    if seat not in found.values() and len(renamed) == 1:
        found[renamed[0]] = seat
        unknown.remove(renamed[0])
    return Origins(
        tuple(Origin(found[part], part.is_partial) for part in note.parts if part in found),
        tuple(unknown),
    )


def _parts(listed: str) -> Iterable[Part]:
    kind = ""
    places: list[str] = []

    def keep(match: re.Match[str]) -> str:
        places.append(match[1].strip())
        return f"@{len(places) - 1}"

    for item in re.split(r", | và ", _PLACE.sub(keep, listed)):
        name, _, place = item.strip().partition("@")
        is_partial = name.startswith("1 phần ")
        name = name.removeprefix("1 phần ").removeprefix("của ").removeprefix("các ").strip()
        stated = re.match(rf"({_KINDS}) (.+)", name, re.IGNORECASE)
        if stated is not None:
            kind, name = stated[1].lower(), stated[2]
        yield Part(kind, name, places[int(place)] if place else "", is_partial)


def _named(part: Part, units: list[Unit]) -> list[Unit]:
    """Units of that name, whatever kind they are by now, in that district if one is told."""
    same = [unit for unit in units if bare_name(unit.name) == bare_name(part.name)]
    if part.district:
        same = [unit for unit in same if fold(unit.district) == fold(part.district)]
    return same


def bare_name(name: str) -> str:
    """A commune's name for comparing: no kind, no accents, wards of the city in our figures."""
    words = fold(name)
    for kind in ("thi tran ", "phuong ", "xa "):
        words = words.removeprefix(kind)
    return _ROMAN.get(words, words)
