"""Comments of a Word file: at which sentence they stand in it, and at which of the report.

Whoever commented had the words of the file before them as it went out, so a comment is pinned to a
sentence of that version; to one of the report as it stands where its words came in with the file
and were taken over since.
"""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.conf import settings

from reports.documents.annual import CLOSING, OPENING
from reports.freezing.block_diff import places_of
from reports.issuing.from_word.templates import Figures, as_it_went, normal
from reports.remarks.sentences import Sentence, numbered, successor
from tayninh_portal.lib.canonical import sha256_hex
from tayninh_portal.lib.dates import short_date
from tayninh_portal.lib.secrets import Keyring
from tayninh_portal.lib.sentences import sentences_of, spans_of
from tayninh_portal.paper.wording import Wording
from tayninh_portal.uploads.manuscript import BODY, COMMENT, TABLE, Comment, Item

# Codes of the file → those the sentences of a paper are known by.
_PLACES = {OPENING: "opening", CLOSING: "closing"}
# Quotation marks within a quotation.
_INNER = str.maketrans('“”"', "‘’'")


@dataclass(frozen=True)
class Said:
    """A comment at the sentence it begins in.

    ``sentence``: all changes accepted; ``was``: as it went out, with the numbers that were printed,
    and the ``times``-th of these words in its place. ``table``: in the how-manieth table of its
    place it stands, 0 for none.
    """

    comment: Comment
    sentence: str
    was: str = ""
    times: int = 1
    table: int = 0
    is_heading: bool = False


def said_in(items: Sequence[Item], comments: Sequence[Comment], figures: Figures) -> Iterator[Said]:
    """The comments of one place, in the order they begin."""
    known = {comment.number: comment for comment in comments}
    seen: Counter[str] = Counter()
    table = 0
    for item in items:
        table += item.place == TABLE
        for at, part in enumerate(item.parts):
            if part.fate == COMMENT and part.text in known:
                up_to = Item(item.place, item.parts[:at])
                was, before = _sentence(as_it_went(item, figures), as_it_went(up_to, figures))
                yield Said(
                    known[part.text],
                    _sentence(item.text, up_to.text)[0],
                    was,
                    seen[was] + before.count(was) + 1,
                    0 if item.place == BODY else table,
                    item.is_heading,
                )
        seen.update(sentences_of(normal(as_it_went(item, figures))))


def _sentence(whole: str, before: str) -> tuple[str, list[str]]:
    """The sentence of a paragraph that goes on after ``before``, the last one behind all of them;
    and the sentences in front of it."""
    whole = normal(whole)
    # A space at the end of what stands before counts.
    at = len(normal(f"{before}.")) - 1
    spans = spans_of(whole) or [(0, 0)]
    begin, end = next((span for span in spans if at < span[1]), spans[-1])
    return whole[begin:end].strip(), sentences_of(whole[:begin])


def words_of(comment: Comment) -> str:
    """What a remark says that is made of a comment: whose words the file calls them. No mark of
    the file's own ends the quotation, or what follows would be said by who brings it in."""
    name, text = comment.by.translate(_INNER), comment.text.translate(_INNER)
    by = f"tác giả ghi trong tệp: {name}" if name else "tác giả không ghi tên"
    day = f", {short_date(comment.on)}" if comment.on else ""
    return f"Theo tệp Word, {by}{day}: “{text}”"


@dataclass(frozen=True)
class Pins:
    """The sentences of the version a file was made of, beside those of the file that came back."""

    words: Mapping[str, Sequence[Sentence]]
    tables: Mapping[str, Sequence[Sentence]]
    heard: Mapping[str, frozenset[str]]

    @classmethod
    def of(cls, stated: Wording, came: Mapping[str, Iterable[Item]], figures: Figures) -> Pins:
        """``came``: code of the place → what stands in it."""
        words: dict[str, list[Sentence]] = {}
        tables: dict[str, list[Sentence]] = {}
        for place in places_of(stated):
            for piece, found in zip(place.pieces, numbered(place), strict=True):
                (tables if piece.is_table else words).setdefault(place.code, []).extend(found)
        heard = {
            place_of(code): frozenset(
                sentence
                for item in items
                for sentence in sentences_of(normal(as_it_went(item, figures)))
            )
            for code, items in came.items()
        }
        return cls(words, tables, heard)

    def at(self, code: str, said: Said) -> Sentence | None:
        """Where a comment is pinned; None where the version has no such sentence.

        The very words, else the one likest to them of those the file has no more.
        """
        place = place_of(code)
        if said.table:
            tables = self.tables.get(place, ())
            return tables[said.table - 1] if said.table <= len(tables) else None
        here = self.words.get(place, ())
        same = [each for each in here if each.text == said.was]
        if same:
            return same[min(said.times, len(same)) - 1]
        gone = [each for each in here if each.text not in self.heard.get(place, ())]
        likest = successor(said.was, [each.text for each in gone])
        return next((each for each in gone if each.text == likest), None) if likest else None


def place_of(code: str) -> str:
    """What the sentences of a section of the file are known by."""
    return _PLACES.get(code, code)


def id_of(report: int, comment: Comment, sentence: Sentence) -> uuid.UUID:
    """The id of the remark that is made of a comment: the same for the same words of the same
    author at the same sentence, in whatever file they come back. It stands in the log, so nobody
    can try names against it."""
    ring = Keyring(settings.FIELD_KEYS, index_key=settings.INDEX_KEY)
    told = sha256_hex([report, sentence.key, comment.by, comment.day, comment.text])
    digest = ring.blind_index(told, purpose="word comment")
    return uuid.UUID(hex=digest[:32], version=4)
