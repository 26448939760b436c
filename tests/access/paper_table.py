"""Papers about visits in the access table, as ``tests.access.table`` writes it."""

# address | object | method | V N S s M O R E P L C H c h A
PAPERS = """
result-paper-list    |                    | GET  | l x o o o x o o o o o o o o x
result-paper-create  | notice of visit A  | GET  | l . o x o . . x x x x x . . .
result-paper-create  | notice of visit A  | POST | l . e x e . . x x x x x . . .
result-paper-create  | coming of surprise | GET  | l . x . x . . . . . . . x . .
result-paper-create  | coming of surprise | POST | l . x . x . . . . . . . x . .
result-paper-create  | coming of visit A  | GET  | l . x x x . . x x x x x . . .
result-paper-create  | coming of planned  | GET  | l . o x o . . . . . . . x . .
result-paper-create  | coming of planned  | POST | l . e x e . . . . . . . x . .
result-paper-detail  | coming A draft     | GET  | l x o o o x . . . . . . o . x
result-paper-detail  | coming A issued    | GET  | l x o o o x o . . . o o o . x
result-paper-open    | coming A issued    | POST | l x e e e x e . . . e e e . x
result-paper-reply   | coming A issued    | GET  | l x x x x x x . . . o o x . x
result-paper-detail  | report A           | GET  | l x o o o x . . . . . . . . x
result-paper-detail  | report A sent      | GET  | l x o o o x . . . . . . . . x
result-paper-detail  | notice A draft     | GET  | l x o o o x . . . . . . . . x
result-paper-detail  | notice A approved  | GET  | l x o o o x o . . . . . . . x
result-paper-detail  | notice A issued    | GET  | l x o o o x o o o o o o . . x
result-paper-detail  | notice B issued    | GET  | l x o o o x o o o o . . o o x
result-paper-update  | notice A draft     | GET  | l x o x o x . . . . . . . . x
result-paper-update  | notice A draft     | POST | l x e x e x . . . . . . . . x
result-paper-update  | notice A issued    | POST | l x x x x x x x x x x x . . x
result-paper-open    | notice A issued    | GET  | l x o o o x o o o o o o . . x
result-paper-open    | notice A issued    | POST | l x e e e x e e e e e e . . x
result-paper-open    | notice A named     | GET  | l x o o o x o x o o o o . . x
result-paper-open    | notice A draft     | POST | l x e e e x . . . . . . . . x
result-paper-reply   | notice A issued    | GET  | l x x x x x x x x x o o . . x
result-paper-reply   | notice A issued    | POST | l x x x x x x x x x e e . . x
result-paper-reply   | notice A approved  | GET  | l x x x x x x . . . . . . . x
reply-file           | reply of A         | GET  | l - - - - - - - - - - - - - -
reply-file           | reply of A         | POST | l x o o o x . . . . o o . . x
result-paper-send    | report A           | GET  | l x o x o x . . . . . . . . x
result-paper-send    | report A           | POST | l x e x e x . . . . . . . . x
result-paper-send    | report A sent      | POST | l x x x x x . . . . . . . . x
result-paper-accept  | report A sent      | GET  | l - - - - - - - - - - - - - -
result-paper-accept  | report A sent      | POST | l x x x c x . . . . . . . . x
result-paper-present | notice A draft     | GET  | l - - - - - - - - - - - - - -
result-paper-present | notice A draft     | POST | l x c x c x . . . . . . . . x
result-paper-present | notice A issued    | POST | l x x x x x x x x x x x . . x
result-paper-return  | notice A presented | GET  | l x x x o x . . . . . . . . x
result-paper-return  | notice A presented | POST | l x x x e x . . . . . . . . x
result-paper-return  | notice A issued    | POST | l x x x x x x x x x x x . . x
result-paper-approve | notice A presented | GET  | l - - - - - - - - - - - - - -
result-paper-approve | notice A presented | POST | l x x x c x . . . . . . . . x
result-paper-issue   | notice A approved  | GET  | l x x x x x o . . . . . . . x
result-paper-issue   | notice A approved  | POST | l x x x x x e . . . . . . . x
result-paper-issue   | notice A issued    | POST | l x x x x x x x x x x x . . x
inspection-summary   |                    | GET  | l x o o o x x x x x x x x x x
inspection-summary-paper |                | GET  | l x o o o x x x x x x x x x x
"""
