"""The visits that have a story of their own: sums that do not add up, a stranger met, corrections,
papers, what was put right and what was not."""

from __future__ import annotations

from datetime import date

from tests.inspection_year.kinds import Advice, Answer, Found, Mending, Paper, Session, on

SOUND = (24, 24, 0, 0, 0)


def late(measure: str = "", **changes: object) -> Found:
    """A công chức who came late."""
    return Found("late", "civil_servant", measure=measure, **changes)


def reminded(day: date, confirmed: date | None, state: str = "confirmed") -> Answer:
    return Answer("remind_oral", day, state, confirmed)


def unit(category: str, mending: Mending | None = None, **changes: object) -> Found:
    """Something of the unit, to be put right."""
    return Found(category, measure="rectify", mending=mending, **changes)


def done(due: date, on_: date, confirmed: date, proofs: int = 0) -> Mending:
    """Put right, reported that day, and confirmed."""
    return Mending(due, reported=on_, done=on_, confirmed=confirmed, proofs=proofs)


RICH = (
    # A call at nine, both agencies in the afternoon.
    Session(
        "call at a",
        "a",
        on(4, 14),
        14,
        "two",
        way="logged",
        cause="hotline",
        calls=2,
        heads=(40, 37, 2, 1, 0),
        kinds=(("business", 1), ("leave", 1)),
        found=(
            late(
                "remind_written",
                person="Trần Văn Mẫu",
                answer=Answer("remind_written", on(4, 20), "confirmed", on(4, 24), "31/SXD-VP"),
            ),
            Found(
                "harassment",
                "civil_servant",
                measure="self_criticism",
                answer=Answer("reprimand", on(5, 4), "confirmed", on(5, 8), "12/QĐ-SXD"),
            ),
        ),
        minutes=True,
        paper=Paper(on(4, 16), on(4, 20), 2),
    ),
    Session(
        "call at b",
        "b",
        on(4, 14),
        16,
        "two",
        way="trip",
        cause="hotline",
        calls=1,
        heads=(55, 50, 3, 0, 2),
        found=(Found("smoking", "public_employee", measure="remind_oral"),),
    ),
    # From the plan to the notice, every step by its form.
    Session(
        "by forms",
        "a",
        on(2, 25),
        8,
        "one",
        way="forms",
        line=5,
        heads=(40, 38, 2, 0, 0),
        kinds=(("leave", 2),),
        found=(late("remind_oral", answer=reminded(on(3, 9), on(3, 11))),),
        minutes=True,
        paper=Paper(notice=on(3, 2)),
    ),
    Session(
        "corridor",
        "ward",
        on(3, 17),
        9,
        "one",
        way="corridor",
        heads=(22, 20, 0, 2, 0),
        found=(
            late(),
            Found("no_badge", "official"),
            Found("unit_rules"),
        ),
    ),
    # Sums that do not add up, of both kinds, with what the Tổ says of it.
    Session(
        "uneven roll",
        "office",
        on(2, 24),
        14,
        "two",
        line=5,
        cause="after_tet",
        heads=(45, 41, 2, 0, 0),
        note="Hai người chuyển công tác chưa cập nhật danh sách",
        found=(late("remind_oral"),),
        minutes=True,
        paper=Paper(on(2, 26), on(3, 3)),
    ),
    Session(
        "uneven kinds",
        "village",
        on(6, 11),
        8,
        "two",
        line=6,
        heads=(20, 16, 4, 0, 0),
        kinds=(("study", 2), ("field", 1)),
        note="Một người đi cơ sở chưa có lịch",
    ),
    Session(
        "not counted",
        "ward",
        on(6, 18),
        14,
        "two",
        line=6,
        heads=(None, None, None, None, None),
        note="Cơ quan đang di chuyển trụ sở",
        found=(Found("alcohol", "official", leader=True, measure="criticism"),),
        criticism="criticised",
        paper=Paper(on(6, 19), on(6, 23)),
    ),
    # Somebody of Sở Y tế met at the desk of a ward.
    Session(
        "stranger",
        "ward",
        on(5, 12),
        9,
        "two",
        way="logged",
        cause="other",
        heads=SOUND,
        found=(
            Found(
                "rudeness",
                "public_employee",
                body="b",
                measure="remind_oral",
                answer=reminded(on(5, 20), on(5, 22)),
            ),
            unit(
                "unit_posting",
                done(on(6, 12), on(6, 1), on(6, 3), 2),
                answer=Answer("rectify", on(6, 1), "confirmed", on(6, 3)),
            ),
        ),
        minutes=True,
        paper=Paper(on(5, 13), on(5, 15), 1),
    ),
    # Signed, concluded, opened again and signed once more.
    Session(
        "corrected",
        "a_unit",
        on(3, 24),
        8,
        "one",
        heads=(18, 16, 2, 0, 0),
        corrected=(18, 15, 3, 0, 0),
        found=(
            unit("unit_nameplates", Mending(on(4, 24))),
            late(withdrawn=True),
        ),
        minutes=True,
        criticism="reviewed",
    ),
    # What was confirmed and found undone in September.
    Session(
        "nameplates",
        "a",
        on(3, 10),
        8,
        "one",
        line=0,
        announced=True,
        found=(
            unit(
                "unit_nameplates",
                Mending(
                    on(4, 10),
                    reported=on(4, 6),
                    done=on(4, 3),
                    confirmed=on(4, 8),
                    proofs=1,
                    reopened=on(9, 16),
                ),
            ),
            unit("unit_schedule", done(on(4, 10), on(4, 15), on(4, 17))),
        ),
        advice=(
            Advice(
                "unit",
                "Rà soát quy chế làm việc",
                mending=done(on(5, 29), on(5, 27), on(6, 2), 1),
            ),
            Advice("head", "Kiểm tra đột xuất nội bộ hằng quý", condition="còn tái diễn"),
        ),
        minutes=True,
        paper=Paper(on(3, 11), on(3, 13), 1),
    ),
    Session(
        "looked at again",
        "a",
        on(9, 15),
        8,
        "one",
        cause="recheck",
        rechecks=("nameplates", ("not_done", "done", "done", "")),
        minutes=True,
    ),
    # What is still to be put right, in every way.
    Session(
        "open ends",
        "b",
        on(4, 7),
        8,
        "two",
        line=1,
        announced=True,
        heads=(55, 53, 2, 0, 0),
        found=(
            unit("unit_appearance", Mending(on(5, 7), reported=on(5, 6), done=on(5, 6))),
            unit(
                "unit_one_stop",
                Mending(on(5, 7), reported=on(5, 5), done=on(5, 5), returned=True),
            ),
            unit(
                "unit_rules",
                Mending(
                    on(5, 7),
                    extended=on(8, 14),
                    reported=on(8, 11),
                    done=on(8, 10),
                    confirmed=on(8, 13),
                ),
            ),
            late("remind_oral", answer=reminded(on(4, 20), None, "entered")),
            late("remind_oral", answer=reminded(on(4, 20), None, "returned")),
            late("remind_oral", answer=reminded(on(4, 20), None, "withdrawn")),
        ),
        advice=(Advice("head", "Phân công lại người trực", mending=Mending(on(12, 31))),),
        criticism="proposed",
        paper=Paper(on(4, 8), on(4, 10), 1),
    ),
    Session(
        "moved",
        "office",
        on(5, 21),
        9,
        "one",
        line=2,
        announced=True,
        moved_from=on(5, 14),
        heads=(45, 45, 0, 0, 0),
        minutes=True,
        paper=Paper(on(5, 22), on(5, 26)),
    ),
    Session(
        "waits for its number",
        "ward",
        on(8, 12),
        9,
        "three",
        line=3,
        announced=True,
        heads=(22, 21, 1, 0, 0),
        found=(
            Found("procedure_late", "civil_servant", measure="by_authority"),
            unit("unit_posting", Mending(on(9, 11))),
        ),
        minutes=True,
        paper=Paper(on(8, 13), waits=True),
    ),
    Session(
        "theirs",
        "a_unit",
        on(10, 8),
        9,
        "one",
        line=8,
        announced=True,
        heads=(18, 18, 0, 0, 0),
        found=(
            Found(
                "private_work",
                "public_employee",
                measure="remind_oral",
                answer=reminded(on(10, 19), on(10, 21)),
            ),
        ),
        paper=Paper(on(10, 9), on(10, 12)),
    ),
)
