"""Comments of a Word file become remarks at sentences of the report, by choice
(docs/decisions/0043)."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.core.exceptions import ValidationError

from reports.freezing.models import Snapshot
from reports.freezing.snapshots import take_snapshot
from reports.issuing.from_word.comparing import OUTSIDE, placed
from reports.issuing.from_word.noted import Pins, Said, id_of, place_of, words_of
from reports.issuing.from_word.taking import Returned, returned
from reports.issuing.models import WordReturn
from reports.remarks.actions import BROUGHT_BEFORE, Brought, bring_remarks
from reports.remarks.forms import RemarkForm
from reports.remarks.models import Remark
from reports.remarks.sentences import Sentence, sentences_in
from tayninh_portal.paper.wording import deserialize
from tayninh_portal.records import Act

NO_SENTENCE = "Chỗ này không phải một câu hay một bảng trong các mục của báo cáo."
OF_FILE_ALONE = "Câu này chỉ có trong tệp; lấy đoạn có câu này vào mục rồi ghi ý kiến."
SENTENCE_GONE = (
    "Chưa ghi ý kiến nào: báo cáo không còn câu của một nhận xét đã chọn. Xem lại rồi chọn lại."
)


@dataclass(frozen=True)
class Noted:
    """A comment and what can become of it.

    ``sentence``: where it is pinned, in the version the file was made of or, where ``is_current``,
    in the report as it stands; None with a ``reason``. ``made_as``: the id of the remark that can
    be made of it, ``remark`` the one that was.
    """

    said: Said
    sentence: Sentence | None = None
    is_current: bool = False
    made_as: uuid.UUID | None = None
    remark: Remark | None = None
    reason: str = ""

    @property
    def is_open(self) -> bool:
        """Whether a remark can be made of it now."""
        return self.sentence is not None and self.remark is None


def noted(row: WordReturn, now: Returned) -> Mapping[str, Sequence[Noted]]:
    """Code of the place → its comments."""
    pins = Pins.of(deserialize(row.snapshot.content), placed(now.came), now.came.figures)
    stands = {
        (each.place, each.text): each for each in sentences_in(now.composition.stated).values()
    }
    found: dict[str, list[Noted]] = defaultdict(list)
    for place in now.places:
        for said in place.said:
            sentence = pins.at(place.code, said)
            current = None if said.table else stands.get((place_of(place.code), said.sentence))
            one = Noted(said, sentence or current, sentence is None and current is not None)
            if one.sentence is None:
                of_words = place.code != OUTSIDE and not (said.table or said.is_heading)
                one = replace(one, reason=OF_FILE_ALONE if of_words else NO_SENTENCE)
            else:
                one = replace(one, made_as=id_of(row.report_id, said.comment, one.sentence))
            found[place.code].append(one)
    ids = [one.made_as for place in found.values() for one in place if one.made_as]
    remarks = Remark.objects.filter(report=row.report_id, client_id__in=ids).in_bulk(
        field_name="client_id"
    )
    return {
        code: [replace(one, remark=remarks.get(one.made_as)) for one in place]
        for code, place in found.items()
    }


def bring(row: WordReturn, act: Act, *, comments: Sequence[str]) -> list[Remark]:
    """Make remarks of the chosen comments, by their numbers in the file.

    Raises ``Refused``; ``ValidationError`` where a remark was made of one of them already, where
    its sentence is gone, or for words that are no remark.
    """
    now = returned(row)
    every = [one for place in noted(row, now).values() for one in place]
    chosen = [one for one in every if one.said.comment.number in comments]
    if any(one.remark for one in chosen):
        raise ValidationError(BROUGHT_BEFORE)
    current: Snapshot | None = None
    if any(one.is_current for one in chosen):
        current = take_snapshot(row.report, by=act.by, at=act.at)
    held = sentences_in(deserialize(current.content)) if current else {}
    brought = []
    for one in chosen:
        snapshot = current if one.is_current and current else row.snapshot
        gone = snapshot is current and one.sentence and one.sentence.key not in held
        if one.sentence is None or one.made_as is None or gone:
            raise ValidationError(SENTENCE_GONE)
        # What the box of a remark would not take is not taken from a file either.
        text = RemarkForm.base_fields["text"].clean(words_of(one.said.comment))
        brought.append(Brought(snapshot, one.sentence, text, one.made_as))
    return bring_remarks(row.report, act, brought)
