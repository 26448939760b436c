"""All figures of a year as somebody would write them in SQL, who knows the tables and has a day.

What the catalogue takes is told as so many times this. Each set of rows is read once; the group of
an agency and what was confirmed of a finding are looked up by joins. The numbers are compared with
the catalogue's before anything is measured. PostgreSQL and SQLite take the same words.
"""

from __future__ import annotations

from datetime import date

PLACED = """
WITH placed AS (
  SELECT a.id, a.report_group, a.starts_on, a.ends_on, a.legal_kind, COALESCE(
    CASE WHEN a.legal_kind IN ('province', 'provincial_body', 'public_unit') THEN 'provincial'
         WHEN a.legal_kind IN ('district', 'commune') THEN a.legal_kind END,
    CASE WHEN p.legal_kind IN ('province', 'provincial_body', 'public_unit') THEN 'provincial'
         WHEN p.legal_kind IN ('district', 'commune') THEN p.legal_kind END,
    CASE WHEN g.legal_kind IN ('province', 'provincial_body', 'public_unit') THEN 'provincial'
         WHEN g.legal_kind IN ('district', 'commune') THEN g.legal_kind END,
    'other') AS agency_group
  FROM inspections_agency a
  LEFT JOIN inspections_agency p ON p.id = a.parent_id
  LEFT JOIN inspections_agency g ON g.id = p.parent_id)
"""
GROUPS = ("provincial", "district", "commune")
PLACES = (*GROUPS, "other")


def _columns(*lines: tuple[str, str]) -> str:
    """Counts of rows under a condition, each with the key of its figure."""
    return ", ".join(_named(f"COUNT(*) FILTER (WHERE {where})", key) for key, where in lines)


def _sums(where: str, *lines: tuple[str, str]) -> str:
    """Sums of columns over rows under a condition, each with the key of its figure."""
    return ", ".join(
        _named(f"COALESCE(SUM({column}) FILTER (WHERE {where}), 0)", key) for key, column in lines
    )


def _named(expression: str, key: str) -> str:
    return f'{expression} AS "{key}"'


def _by_place(key: str, where: str) -> list[tuple[str, str]]:
    return [(f"{key}.{place}", f"{where} AND agency_group = '{place}'") for place in PLACES]


UNEVEN = """on_roll <> present + COALESCE(absent_excused, 0) + COALESCE(absent_unexcused, 0)
  + COALESCE(absent_unknown, 0) OR kinds.people <> COALESCE(absent_excused, 0)"""
VISITS = f"""{PLACED}, found AS (
  SELECT DISTINCT visit_id FROM inspections_finding
  WHERE withdrawn_at IS NULL AND visit_day BETWEEN %(first)s AND %(last)s), kinds AS (
  SELECT visit_id, SUM(people) AS people FROM inspections_visitabsence GROUP BY visit_id)
SELECT {
    _columns(
        ("visits.total", "true"),
        ("visits.surprise", "is_surprise"),
        ("visits.announced", "NOT is_surprise"),
        ("visits.without_findings", "found.visit_id IS NULL"),
        ("plans.held", "plan_line_id IS NOT NULL"),
        *_by_place("visits", "true"),
        *(
            (f"visits.cause.{cause}", f"cause = '{cause}'")
            for cause in ("plan", "hotline", "after_tet", "recheck", "other")
        ),
        ("headcounts.visits", "on_roll IS NOT NULL AND present IS NOT NULL"),
        ("headcounts.uneven", UNEVEN),
    )
}, COUNT(DISTINCT agency_id) AS "visits.agencies", {
    _sums(
        "on_roll IS NOT NULL AND present IS NOT NULL",
        *(
            (f"headcounts.{column}", column)
            for column in (
                "on_roll",
                "present",
                "absent_excused",
                "absent_unexcused",
                "absent_unknown",
            )
        ),
    )
}
FROM inspections_visit v JOIN placed ON placed.id = v.agency_id
LEFT JOIN found ON found.visit_id = v.id LEFT JOIN kinds ON kinds.visit_id = v.id
WHERE v.state = 'concluded' AND v.day BETWEEN %(first)s AND %(last)s"""

PERSON, UNIT, HANDLED = "subject = 'person'", "subject = 'unit'", "h.id IS NOT NULL"
RECOMMENDED = "recommended_handling_id IS NOT NULL"
FINDINGS = f"""{PLACED}
SELECT {
    _columns(
        ("violations.total", PERSON),
        *_by_place("violations", PERSON),
        ("violations.leaders", f"{PERSON} AND is_leader"),
        ("violations.recommended", f"{PERSON} AND {RECOMMENDED}"),
        ("unit_findings.total", UNIT),
        *_by_place("unit_findings", UNIT),
        ("handlings.total", f"{PERSON} AND {HANDLED}"),
        ("handlings.discipline", f"{PERSON} AND h.is_discipline"),
        ("handlings.other", f"{PERSON} AND NOT h.is_discipline"),
        ("handlings.recommended", f"{PERSON} AND {RECOMMENDED} AND {HANDLED}"),
        ("handlings.units_recommended", f"{UNIT} AND {RECOMMENDED}"),
        ("handlings.units", f"{UNIT} AND {HANDLED}"),
    )
}
FROM inspections_finding f JOIN inspections_visit v ON v.id = f.visit_id
JOIN placed ON placed.id = f.agency_id
LEFT JOIN inspections_handling h
  ON h.finding_id = f.id AND h.state = 'confirmed'
 AND h.confirmed_on BETWEEN %(first)s AND %(last)s
WHERE v.state = 'concluded' AND f.withdrawn_at IS NULL
  AND f.visit_day BETWEEN %(first)s AND %(last)s AND v.day BETWEEN %(first)s AND %(last)s"""

AGENCIES = f"""{PLACED}, held AS (
  SELECT DISTINCT agency_id FROM inspections_visit
  WHERE state = 'concluded' AND day BETWEEN %(first)s AND %(last)s)
SELECT {
    _columns(
        ("agencies.total", "true"),
        ("agencies.visited", "held.agency_id IS NOT NULL"),
        ("agencies.not_visited", "held.agency_id IS NULL"),
        *(
            (
                f"agencies.{group}.not_visited",
                f"held.agency_id IS NULL AND report_group = '{group}'",
            )
            for group in GROUPS
        ),
    )
}
FROM placed LEFT JOIN held ON held.agency_id = placed.id
WHERE report_group <> '' AND legal_kind NOT IN ('outside', 'ministry')
  AND starts_on <= %(last)s AND (ends_on IS NULL OR ends_on >= %(last)s)"""

_DONE = "confirmed_on <= %(last)s"
REMEDIES = f"""SELECT {
    _columns(
        ("remedies.due", "true"),
        ("remedies.on_time", f"{_DONE} AND done_on <= due_on"),
        ("remedies.late", f"{_DONE} AND done_on > due_on"),
        ("remedies.waiting", "confirmed_on IS NULL AND reported_on <= %(last)s"),
        ("remedies.overdue", "confirmed_on IS NULL AND reported_on IS NULL"),
        ("remedies.done", _DONE),
    )
}
FROM inspections_remedy r JOIN inspections_visit v ON v.id = r.visit_id
LEFT JOIN inspections_finding f ON f.id = r.finding_id
LEFT JOIN inspections_recommendation c ON c.id = r.recommendation_id
WHERE v.state = 'concluded' AND f.withdrawn_at IS NULL AND c.withdrawn_at IS NULL
  AND COALESCE(f.remedy_due_on, c.remedy_due_on) IS NOT NULL
  AND r.due_on BETWEEN %(first)s AND %(last)s"""

HEADS = f"""SELECT {
    _columns(
        ("head_criticisms.proposed", "true"),
        ("head_criticisms.criticised", "outcome = 'criticised' AND decided_on <= %(last)s"),
    )
}
FROM inspections_headcriticism c JOIN inspections_visit v ON v.id = c.visit_id
WHERE v.state = 'concluded' AND c.state <> 'withdrawn' AND v.day BETWEEN %(first)s AND %(last)s"""

_STANDING = "NOT is_dropped"
PLANS = f"""SELECT {
    ", ".join(
        _sums(where, (f"plans.{key}", "number"))
        for key, where in (
            ("total", _STANDING),
            ("announced", f"{_STANDING} AND agency_id IS NOT NULL"),
            ("surprise", f"{_STANDING} AND agency_id IS NULL"),
            ("added", f"{_STANDING} AND is_added"),
            ("dropped", "is_dropped"),
        )
    )
}
FROM (SELECT l.number, l.agency_id, l.is_added, l.is_dropped, p.year * 12 + l.month AS starts
      FROM inspections_planline l JOIN inspections_plan p ON p.id = l.plan_id
      WHERE p.state = 'issued' AND (NOT l.is_dropped OR l.reason <> '')) planned
WHERE starts BETWEEN %(first_month)s AND %(last_month)s"""

_REPLIED = """EXISTS (SELECT 1 FROM inspections_reply r
  JOIN inspections_resultpaper answered ON answered.id = r.paper_id
  WHERE answered.visit_id = n.visit_id AND r.day <= %(last)s AND r.kind = '{kind}')"""
NOTICES = f"""SELECT {
    _columns(
        ("notices.issued", "true"),
        ("notices.explained", _REPLIED.format(kind="explanation")),
        ("notices.remedied", _REPLIED.format(kind="remedy")),
    )
}
FROM inspections_resultpaper n
LEFT JOIN inspections_resultpaper later
  ON later.replaces_id = n.id AND later.state = 'issued' AND later.issued_on <= %(last)s
WHERE n.kind = 'notice' AND n.state = 'issued' AND n.issued_on BETWEEN %(first)s AND %(last)s
  AND later.id IS NULL"""

_HANDLED = "state IN ('passed_on', 'closed') AND handled_on <= %(last)s"


def _divided(*columns: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    """The same of what is not reserved: of those that are a year says only how many."""
    return tuple((key, f"NOT reserved AND ({condition})") for key, condition in columns)


COMPLAINTS = f"""SELECT {
    _columns(
        ("complaints.total", "true"),
        ("complaints.undivided", "reserved"),
        *_divided(
            ("complaints.divided", "true"),
            ("complaints.handled", _HANDLED),
            ("complaints.closed", "state = 'closed' AND handled_on <= %(last)s"),
            ("complaints.passed_on", "state = 'passed_on' AND handled_on <= %(last)s"),
            ("complaints.open", f"NOT COALESCE({_HANDLED}, false)"),
            ("complaints.due", "due IS NOT NULL AND (replied <= %(last)s OR due <= %(last)s)"),
            ("complaints.on_time", "replied <= %(last)s AND replied <= due"),
            ("complaints.late", "replied <= %(last)s AND replied > due"),
            ("complaints.overdue", "due <= %(last)s AND COALESCE(replied > %(last)s, true)"),
            ("complaints.running", "due > %(last)s AND COALESCE(replied > %(last)s, true)"),
            ("complaints.no_clock", "due IS NULL"),
            *(
                (f"complaints.class.{kind or 'unclassified'}", f"classification = '{kind}'")
                for kind in ("", "not_accepted", "conduct", "rules_own", "rules_other")
            ),
        ),
    )
}
FROM (SELECT state, classification, handled_on, reserved_for_id IS NOT NULL AS reserved,
             COALESCE(forward_due_on, answer_due_on) AS due,
             COALESCE(answered_on, handled_on) AS replied
      FROM inspections_complaint
      WHERE state <> 'merged' AND classification NOT IN ('grievance', 'denunciation')
        AND received_on BETWEEN %(first)s AND %(last)s) c"""

_DUE_GROUP = 'd."group"'
_FILED = "s.state IN ('certified', 'accepted')"
_STEPS = {
    "due": "true",
    "filed": _FILED,
    "on_time": f"{_FILED} AND s.first_filed_on <= r.due_on",
    "late": f"{_FILED} AND s.first_filed_on > r.due_on",
    "overdue": f"NOT COALESCE({_FILED}, false) AND r.due_on < %(today)s",
    "accepted": "s.state = 'accepted'",
    "done": "s.state = 'accepted' AND s.held = 'held' AND s.inspections_held >= 1",
}
_ACCEPTED = "s.state = 'accepted'"
_TOLD = {
    "plans": "plan_number",
    "propaganda": "propaganda",
    "rules_reviewed": "rules_reviewed",
    "shortcomings": "shortcomings",
    "proposals": "proposals",
}
DUE = f"""SELECT {
    _columns(
        *((f"self_inspections.total.{step}", where) for step, where in _STEPS.items()),
        *(
            (f"self_inspections.{group}.{step}", f"{where} AND {_DUE_GROUP} = '{group}'")
            for group in GROUPS
            for step, where in _STEPS.items()
        ),
        ("self_inspections.not_held", f"{_ACCEPTED} AND s.held = 'not_held'"),
        *(
            (f"self_inspections.{name}", f"{_ACCEPTED} AND s.{column} <> ''")
            for name, column in _TOLD.items()
        ),
    )
}, COALESCE(SUM(s.inspections_held) FILTER (WHERE {_ACCEPTED} AND s.held = 'held'), 0)
     AS "self_inspections.held",
   COALESCE(SUM(own.n) FILTER (
     WHERE {_ACCEPTED} AND s.held = 'held' AND NOT s.nothing_found), 0)
     AS "self_inspections.violations"
FROM inspections_dueagency d JOIN inspections_round r ON r.id = d.round_id
LEFT JOIN inspections_submission s ON s.round_id = d.round_id AND s.agency_id = d.agency_id
LEFT JOIN (SELECT submission_id, SUM(count) AS n FROM inspections_submissioncount
           GROUP BY submission_id) own ON own.submission_id = s.id
WHERE d.removed_at IS NULL AND r.state IN ('open', 'closed')
  AND r.period_end BETWEEN %(first)s AND %(last)s"""

FACTS = f"""SELECT {
    _columns(
        *(
            (f"implementation.{kind}s", f"kind = '{kind}'")
            for kind in ("directive", "shortcoming", "proposal")
        )
    )
}, {
    ", ".join(
        _sums(f"kind = '{kind}'", (f"implementation.{key}", "quantity"))
        for key, kind in (
            ("meetings", "meeting"),
            ("broadcasts", "broadcast"),
            ("posts", "post"),
            ("trainings", "training"),
            ("rules_reviewed", "rule_reviewed"),
            ("rules_amended", "rule_amended"),
        )
    )
}, COALESCE(SUM(people_reached), 0) AS "implementation.people_reached",
   COUNT(DISTINCT f.agency_id) AS "implementation.agencies"
FROM inspections_implementationfact f
LEFT JOIN inspections_submission s ON s.id = f.submission_id
WHERE (f.state = 'confirmed' OR s.state = 'accepted') AND f.day BETWEEN %(first)s AND %(last)s"""

STATEMENTS = (VISITS, FINDINGS, AGENCIES, REMEDIES, HEADS, PLANS, NOTICES, COMPLAINTS, DUE, FACTS)


def numbers(first: date, last: date, today: date) -> dict[str, int]:
    """Every count and sum of the catalogue from ``first`` to ``last``, by ten statements."""
    from django.db import connection

    found: dict[str, int] = {}
    asked = {"first": first, "last": last, "today": today}
    # The first and the last month whose first day lies within.
    asked["first_month"] = first.year * 12 + first.month + (first.day > 1)
    asked["last_month"] = last.year * 12 + last.month
    with connection.cursor() as cursor:
        # By hand one takes whatever is quickest; the portal lets SQLite make no indexes of its own
        # (tayninh_portal.settings), which some of these statements live on.
        is_sqlite = connection.vendor == "sqlite"
        if is_sqlite:
            cursor.execute("PRAGMA automatic_index=ON")
        for statement in STATEMENTS:
            cursor.execute(statement, asked)
            found |= zip((head[0] for head in cursor.description), cursor.fetchone(), strict=True)
        if is_sqlite:
            cursor.execute("PRAGMA automatic_index=OFF")
    return found
