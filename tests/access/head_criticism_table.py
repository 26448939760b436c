"""Statements, and proposals to criticise a head (columns and cells: ``tests.access.table``)."""

HEAD_CRITICISMS = """
statement-record     | finding of visit A     | GET  | l . o x o . . x x x x x . . .
statement-record     | finding of visit A     | POST | l . e x e . . x x x x x . . .
statement-record     | finding of draft A     | GET  | l . o x o . . . . . . . . . .
head-criticism-list     |                       | GET  | l x o o o x x o o o o o o o x
head-criticism-create   | findings of visit A   | GET  | l . o x o . . x x x x x . . .
head-criticism-create   | findings of visit A   | POST | l . e x e . . x x x x x . . .
head-criticism-create   | findings of draft A   | GET  | l . o x o . . . . . . . . . .
head-criticism-detail   | criticism at A        | GET  | l x o o o x x o o o . o . . x
head-criticism-detail   | criticism on draft A  | GET  | l x o o o x x . . . . . . . x
head-criticism-decide   | criticism at A        | GET  | l x x x x x x x o o . x . . x
head-criticism-decide   | criticism at A        | POST | l x x x x x x x e e . x . . x
head-criticism-decide   | criticism on draft A  | POST | l x x x x x x . . . . . . . x
head-criticism-file     | criticism decided     | GET  | l - - - - - - - - - - - - - -
head-criticism-file     | criticism decided     | POST | l x o o o x x x o o . x . . x
head-criticism-identity | criticism decided     | GET  | l x o o o x x x x x . x . . x
head-criticism-identity | criticism decided     | POST | l x e e e x x x x x . x . . x
head-criticism-identity | criticism at A        | GET  | l x x x x x x x x x . x . . x
head-criticism-withdraw | criticism on draft A  | GET  | l x o x o x x . . . . . . . x
head-criticism-withdraw | criticism on draft A  | POST | l x e x e x x . . . . . . . x
head-criticism-withdraw | criticism at A        | POST | l x x x x x x x x x . x . . x
"""
