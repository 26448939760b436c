"""Recommendations, proofs, re-checks, names that are alike, as ``tests.access.table`` writes it."""

# address | object | method | V N S s M O R E P L C H c h A
REMEDIES = """
remedy-prove      | remedy A open      | GET  | l x x x x x x x x x o o . . x
remedy-prove      | remedy A open      | POST | l x x x x x x x x x e e . . x
remedy-prove      | remedy A done      | POST | l x x x x x x x x x x x . . x
proof-file        | proof of A         | GET  | l - - - - - - - - - - - - - -
proof-file        | proof of A         | POST | l x o x o x x x x x o o . . x
proof-remove      | proof of A         | GET  | l - - - - - - - - - - - - - -
proof-remove      | proof of A         | POST | l x x x x x x x x x > > . . x
recommendation-create   | findings of draft A | GET  | l . o x o . . . . . . . . . .
recommendation-create   | findings of draft A | POST | l . e x e . . . . . . . . . .
recommendation-create   | findings of visit A | POST | l . x x x . . x x x x x . . .
recommendation-update   | recommendation of draft A | GET  | l . o x o . . . . . . . . . .
recommendation-update   | recommendation of draft A | POST | l . e x e . . . . . . . . . .
recommendation-update   | recommendation of visit A | POST | l . x x x . . x x x x x . . .
recommendation-withdraw | recommendation of draft A | GET  | l . o x o . . . . . . . . . .
recommendation-withdraw | recommendation of draft A | POST | l . e x e . . . . . . . . . .
recommendation-withdraw | recommendation of visit A | POST | l . x x x . . x x x x x . . .
recheck-record    | findings of draft A | GET  | l . o x o . . . . . . . . . .
recheck-record    | findings of draft A | POST | l . o x o . . . . . . . . . .
recheck-record    | findings of visit A | POST | l . x x x . . x x x x x . . .
finding-compare   | alike at A         | GET  | l . o x o . . x x x x x . . .
finding-compare   | alike at A         | POST | l . e x e . . x x x x x . . .
finding-compare   | not alike          | GET  | l . . x . . . x x x x x . . .
"""
