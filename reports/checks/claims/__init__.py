"""Words of comparison and quantity are held against the figures they stand beside.

“Tăng”, “giảm”, “cao nhất”, “chủ yếu”, “tất cả”, “không còn” and their like say something about
numbers. Where the figures of the period and of the one before say otherwise, the words are
underlined and explained; where no figure is named, that is said. It is a note: nobody has to accept
it, and it keeps nothing from being saved or sent.

Shares of a whole are judged here; ``vague_words`` asks for the number in the place of “một số”.
What the coming years are to bring (the section of tasks) claims nothing yet; what the portal itself
suggests from the same figures claims what was counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from reports.checks.claims.clauses import (
    NOUNS,
    Clause,
    Sentence,
    clauses,
    ends_at,
    sentences,
    wants,
)
from reports.checks.claims.doubts import Doubt
from reports.checks.claims.figures import Numbers
from reports.checks.claims.judges import judge
from reports.checks.claims.pieces import Piece, Rule, Subject
from reports.checks.claims.views import PLACES, View
from reports.checks.claims.words import names_in, word_rules
from reports.checks.context import CheckContext, Written
from reports.checks.problems import CheckProblem, Level
from reports.narrative.suggestions import suggestion

NAME = "claims"
# Words after which a place said before no longer holds.
_OVERALL = re.compile(r"toàn tỉnh|tổng số|chung")
_AHEAD = ("directions",)
# So many words before and after the claim are quoted.
_AROUND = 6
# By so many letters before it the place of a claim is known again.
_PLACE = 40


def claims(context: CheckContext) -> list[CheckProblem]:
    """A note for each claim the figures contradict, and for each that no figure bears."""
    names = names_in(context)
    rules, numbers = word_rules(names), Numbers(context, names)
    return [
        problem
        for section in context.written
        if section.code not in _AHEAD
        for problem in _of_section(section, rules, numbers, _suggested(section.code, context))
    ]


def _suggested(code: str, context: CheckContext) -> frozenset[str]:
    """The sentences the portal suggests from these very figures: they claim what was counted."""
    lines = suggestion(code, context.facts).splitlines()
    return frozenset(each.text.strip() for line in lines for each in sentences(line, ()))


def _of_section(
    section: Written, rules: Sequence[Rule], numbers: Numbers, suggested: frozenset[str]
) -> Iterator[CheckProblem]:
    for line in section.text.splitlines():
        for sentence, piece, doubt in doubts_in(line, rules, numbers):
            if sentence.text.strip() in suggested:
                continue
            words = _around(sentence, piece)
            yield CheckProblem(
                Level.NOTE,
                NAME,
                section.code,
                f"“{words}”: {doubt.text}",
                doubt.advice,
                words=(_before(sentence, piece), sentence.text[piece.start : piece.end]),
            )


def doubts_in(
    line: str, rules: Sequence[Rule], numbers: Numbers
) -> Iterator[tuple[Sentence, Piece, Doubt]]:
    """Every doubted claim of a paragraph with its sentence; one told twice is told once."""
    known: Subject | None = None
    before: Sentence | None = None
    for sentence in sentences(line, rules):
        if sentence.has_claim:
            known = _spoken_in(before, known, numbers)
            told: set[Doubt] = set()
            for view in _views(sentence, before, known, numbers):
                doubt = judge(view)
                if doubt is not None and doubt not in told:
                    told.add(doubt)
                    yield sentence, view.piece, doubt
        before = sentence


def _spoken_in(
    sentence: Sentence | None, known: Subject | None, numbers: Numbers
) -> Subject | None:
    """What was spoken of last, once a sentence was read."""
    if sentence is None:
        return known
    return _spoken_of(sentence.pieces, View.of(sentence, known, numbers)) or known


def _views(
    sentence: Sentence, before: Sentence | None, known: Subject | None, numbers: Numbers
) -> Iterator[View]:
    """The claims of a sentence that are judged, each with what was spoken of before it."""
    here: Subject | None = None
    rated = False
    wanted = False
    places: tuple[Piece, ...] = ()
    for each in clauses(sentence):
        places = _places(each, places, sentence.low)
        clause = replace(each, topic=places) if places and not each.topic else each
        view = View.of(sentence, here or known, numbers)
        view = replace(view, clause=clause, here=here, of_rate=rated)
        ahead = [p for p in sentence.pieces if p.start >= ends_at(clause.pieces)]
        earlier = [p for p in sentence.pieces if p.start < clause.pieces[0].start]
        told = (*(before.pieces if before else ()), *earlier)
        view = replace(view, ahead=tuple(ahead), earlier=told)
        has_claim = any(piece.kind == "claim" for piece in clause.pieces)
        years = (p.says for p in (*clause.topic, *clause.pieces) if p.kind == "plain_year")
        is_ahead = any(year > numbers.year for year in years)
        goes_on = wanted and not view.tells(clause.pieces[:1])
        wanted = False
        for piece in clause.pieces:
            # “Đều” beside another claim spreads that one.
            if piece.kind != "claim" and (piece.kind != "each" or has_claim):
                continue
            if goes_on or is_ahead or wants((*clause.topic, *clause.pieces), piece):
                wanted = True
            else:
                yield view.at(piece)
        here = _spoken_of(_about(clause), view) or here
        told = (*clause.topic, *clause.pieces)
        rated = next((p.kind == "rate" for p in told if p.kind in ("rate", "what", "weak")), rated)


def _places(clause: Clause, held: tuple[Piece, ...], low: str) -> tuple[Piece, ...]:
    """“Tại cấp tỉnh, số vi phạm giảm, số lượt kiểm tra tăng”: a place said first holds of both."""
    if clause.topic:
        is_place = all(p.kind == "facet" and p.says[0] in PLACES for p in clause.topic)
        return clause.topic if is_place else ()
    named = {p.says[0] for p in clause.pieces if p.kind == "facet"}
    is_other = named & {piece.says[0] for piece in held} or _OVERALL.search(low, clause.start)
    return () if is_other else held


def _about(clause: Clause) -> Sequence[Piece]:
    """What a clause is about: where it compares, what stands before its comparison."""
    whole = (*clause.topic, *clause.pieces)
    than = (n for n, p in enumerate(whole) if p.kind == "claim" and p.says.form == "than")
    told = whole[: next(than, 0)]
    return told if any(p.kind in NOUNS for p in told) else whole


def _spoken_of(pieces: Sequence[Piece], view: View) -> Subject | None:
    """The subject of some pieces, which what follows may go on about."""
    subjects = [view.filled(subject) for subject in view.subjects(pieces)]
    return next((subject for subject in subjects if subject.what), None)


def _before(sentence: Sentence, piece: Piece) -> str:
    """The words right before a claim, as far as they print as they stand: up to a token."""
    typed = sentence.text[: piece.start].rpartition("}")[2]
    return typed[-_PLACE:].lstrip("-+ ") if typed == sentence.text[: piece.start] else typed


def _around(sentence: Sentence, piece: Piece) -> str:
    before = sentence.text[: piece.start].split()
    after = sentence.text[piece.end :].split()
    words = sentence.text[piece.start : piece.end]
    head = "… " if len(before) > _AROUND else ""
    tail = " …" if len(after) > _AROUND else ""
    said = [*before[-_AROUND:], words, *after[:_AROUND]]
    return f"{head}{' '.join(said)}{tail}".replace(" ,", ",").replace(" .", ".")
