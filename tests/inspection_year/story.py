"""The story: a plan, three teams, what was meant and what was held in 2026.

All names are made up. The counts stand in the order of the form: on the roll, present, absent with
a reason, without one, for a reason nobody knows.
"""

from __future__ import annotations

from datetime import date

from tests.inspection_year.kinds import Found, Group, Line, Paper, Session, on
from tests.inspection_year.visits import RICH, SOUND, late, reminded

# Who answers for an agency of the story in the portal, and the group a report counts it in.
ANSWERS = {"a": "clerk_a", "a_unit": "clerk_a", "b": "clerk_b", "ward": "clerk_ward"}
GROUPS = {
    "a": "provincial",
    "a_unit": "provincial",
    "b": "provincial",
    "office": "provincial",
    "district": "district",
    "ward": "commune",
    "village": "commune",
}
# The bodies of a report group in the registry, visited or not.
REGISTRY = {
    "department": "provincial",
    "office": "provincial",
    "a": "provincial",
    "b": "provincial",
    "district": "district",
    "ward": "commune",
    "village": "commune",
}
TEAMS = {
    "one": Group(
        "Tổ kiểm tra công vụ số 1",
        "department",
        "TKT1",
        on(1, 5),
        on(12, 31),
        "specialist",
        guests=(("clerk_b", None),),
    ),
    "two": Group(
        "Tổ kiểm tra công vụ số 2",
        "department",
        "TKT2",
        on(1, 5),
        on(6, 30),
        "specialist_b",
        members=("specialist",),
    ),
    "three": Group(
        "Đoàn kiểm tra công vụ của tỉnh",
        "province",
        "ĐKT",
        on(7, 1),
        on(12, 31),
        "specialist",
        members=("specialist_b",),
        guests=(("clerk_a", on(10, 31)),),
    ),
}
PLAN = (
    Line(3, "a"),
    Line(4, "b"),
    Line(5, "office"),
    Line(8, "ward"),
    Line(9, "village", dropped="Trùng kế hoạch kiểm toán"),
    Line(2, group="provincial", number=3),
    Line(6, group="commune", number=4),
    Line(12, group="provincial", number=2),
    Line(10, "a_unit", added="Theo chỉ đạo của Chủ tịch UBND tỉnh"),
)


def simple(
    key: str, agency: str, day: date, team: str, *found: Found, hour: int = 14, **changes: object
) -> Session:
    """A surprise that was planned and held."""
    heads = changes.pop("heads", SOUND)
    return Session(key, agency, day, hour, team, heads=heads, found=found, **changes)


SIMPLE = (
    simple("s1", "ward", on(1, 13), "one", late("remind_oral")),
    simple("s2", "village", on(1, 20), "two"),
    simple("s3", "b", on(1, 27), "two", late(), late("criticism", leader=True)),
    simple("s4", "a", on(2, 3), "one", line=5, cause="plan"),
    simple("s5", "office", on(2, 25), "two", cause="after_tet"),
    simple("s6", "district", on(3, 3), "one", Found("dress", "civil_servant"), cause="other"),
    simple("s7", "a", on(4, 21), "one", way="logged", cause="other", heads=(40, 36, 4, 0, 0)),
    simple("s8", "village", on(4, 28), "two", Found("unit_schedule"), way="logged", cause="other"),
    simple("s9", "ward", on(6, 2), "one", line=6, minutes=True),
    simple("s10", "village", on(6, 4), "two", late("remind_oral"), line=6),
    simple(
        "s11", "b", on(6, 9), "two", Found("absent", "public_employee"), heads=(55, 54, 0, 1, 0)
    ),
    simple("s12", "village", on(7, 7), "three", Found("gambling", "official", measure="criticism")),
    simple("s13", "ward", on(7, 14), "three", late(answer=reminded(on(7, 20), on(7, 23)))),
    simple("s14", "b", on(7, 21), "three", late(answer=reminded(on(7, 30), on(10, 2)))),
    simple("s15", "office", on(7, 28), "three", way="logged", cause="hotline", calls=1),
    simple("s16", "village", on(8, 4), "three", Found("unit_posting"), minutes=True),
    simple("s17", "district", on(8, 18), "three", Found("speech", "civil_servant", leader=True)),
    simple("s18", "a", on(8, 25), "one", late("remind_oral"), heads=(40, 39, 0, 0, 1)),
    simple("s19", "a_unit", on(9, 8), "one"),
    simple("s20", "ward", on(9, 22), "three", way="corridor"),
    simple("s21", "village", on(10, 6), "three", late(), late(withdrawn=True)),
    simple("s22", "b", on(10, 20), "three", Found("official_car", "official", leader=True)),
    simple("s23", "office", on(11, 3), "one", minutes=True, paper=Paper(on(11, 4), on(11, 6))),
    simple(
        "s24",
        "ward",
        on(11, 17),
        "three",
        late("remind_oral", answer=reminded(on(12, 1), None, "entered")),
    ),
    simple("s25", "a", on(12, 3), "one", line=7),
)
ELSEWISE = (
    simple("called off", "village", on(3, 31), "one", late(), fate="cancelled"),
    simple("dropped", "b", on(9, 29), "three", fate="dropped"),
    simple("dropped and told", "district", on(11, 10), "one", fate="dropped", announced=True),
    simple("being written", "ward", on(12, 16), "one", late(), fate="draft"),
    simple("to come at a", "a", on(12, 22), "one", fate="to come", line=7),
    simple("to come at the ward", "ward", on(12, 23), "three", fate="to come"),
    simple("told to come", "village", on(12, 29), "three", fate="to come", announced=True),
)
STORY = RICH + SIMPLE + ELSEWISE
