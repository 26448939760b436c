"""Words beside a claim that nothing was read as: they may name what no figure counts."""

from __future__ import annotations

import re

from reports.checks.claims.clauses import NOUNS
from reports.checks.claims.lexicon import pattern, table
from reports.checks.claims.views import NAMES, View

_OF_SUBJECT = ("change", "times", "mover", "equal")
_ENDS = ("before", "year", "plain_year", "this", "is", "and", "cut")
_WORD = re.compile(r"[^\W\d_]+")
# Words that may stand before what is counted and name nothing themselves.
_FILLERS = re.compile(rf"\b(?:{pattern(table('fillers')['words'])})\b")
# What may stand between what is counted and the claim and narrows nothing.
_TOLD = re.compile(rf"\b(?:{pattern(table('fillers')['told'])})\b")
_MARK = re.compile(r"[,.;():]|$")


def is_unknown(view: View) -> bool:
    """Whether what is claimed of has a name that no figure has: “mức độ hài lòng tăng”."""
    if view.claim.kind not in ("none", "some") and (
        _is_elsewhere(view) or view.has("uncounted") or (view.has("mean") and not view.mean)
    ):
        return True
    is_after = view.claim.loose and view.claim.kind == "share" and not view.tells(view.right)
    if is_after or view.claim.kind in _OF_SUBJECT or view.claim.form == "takes":
        start, end, pieces = view.clause_start, view.piece.start, view.left
    elif view.claim.kind == "share" and view.claim.form in ("quantifier", "mainly"):
        start, end, pieces = view.piece.end, view.piece.end, view.right
        if view.claim.form == "mainly" and not view.has("what", view.left):
            return False
        if view.claim.form == "mainly" and not any(piece.kind in NAMES for piece in pieces):
            return says_more(view)
    else:
        return False
    named = [piece for piece in pieces if piece.kind in NAMES and piece.start >= start]
    # “Tín hiệu tích cực là số vi phạm giảm”: what stands before “là” is a heading.
    first = named[0].start if named else end
    start = max([start, *(p.end for p in pieces if p.kind == "is" and start < p.end <= first)])
    first = named[0].start if named else end
    if unread(view, start, first) > 1 and not view.told_pair:
        return True
    if not named or named[-1].kind not in (*NOUNS, "dimension"):
        return False
    # “Vi phạm trong lĩnh vực thủy lợi”, “khắc phục ngay”: only some of what is counted.
    end = end if named[-1].end <= end else _mark(view, named[-1].end)
    return unread(view, named[-1].end, end) > 0


def _is_elsewhere(view: View) -> bool:
    """Whether it is compared with what nobody counts: “cao hơn dự kiến”, “so với tỉnh bạn”."""
    around = (*view.clause.topic, *view.before, *view.right)
    starts = [p.end for p in around if p.kind == "against"]
    starts += [view.piece.end] if view.claim.form == "than" else []
    ends = [p.start for p in (*view.right, *view.ahead) if p.kind in _ENDS]
    gaps = [(at, min([_mark(view, at), *(end for end in ends if end > at)])) for at in starts]
    return any(unread(view, *gap) for gap in gaps)


def is_denied_unread(view: View) -> bool:
    """Whether something is denied before what is counted: “không còn tình trạng nể nang, …”."""
    end = next((piece.start for piece in view.right if piece.kind in NAMES), view.piece.end)
    return unread(view, view.piece.end, end) > ("," not in view.low[view.piece.end : end])


def says_more(view: View) -> bool:
    """Whether the words after a claim, up to the next mark, say anything that was not read."""
    return unread(view, view.piece.end, _mark(view, view.piece.end)) > 0


def _mark(view: View, start: int) -> int:
    return next(match.start() for match in _MARK.finditer(view.low, start))


def unread(view: View, start: int, end: int) -> int:
    """How many words of a stretch say something that nothing was read as."""
    pieces = (piece for piece in (*view.clause.pieces, *view.ahead) if piece.kind != "people")
    read = [piece for piece in pieces if start <= piece.start < end]
    ends = [start, *(at for piece in read for at in (piece.start, piece.end)), end]
    gap = " ".join(view.low[a:b] for a, b in zip(ends[::2], ends[1::2], strict=True))
    return len(_WORD.findall(_FILLERS.sub(" ", _TOLD.sub(" ", gap))))
