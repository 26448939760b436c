"""The access table of imports from Excel (columns and cells as in ``tests.access.table``)."""

IMPORTS = """
visit-import         |                        | GET  | l x o o o x x x x x x x x x x
visit-import         |                        | POST | l x e e e x x x x x x x x x x
visit-import-template |                        | GET  | l x o o o x x x x x x x x x x
visit-import-detail  | file of visits         | GET  | l . o . . . . . . . . . . . .
visit-import-confirm | file of visits         | GET  | l - - - - - - - - - - - - - -
visit-import-confirm | file of visits         | POST | l . > . . . . . . . . . . . .
visit-import-stop    | file of visits         | POST | l . > . . . . . . . . . . . .
visit-import-retry   | file of visits         | POST | l . > . . . . . . . . . . . .
visit-import-discard | file of visits         | POST | l . > . . . . . . . . . . . .
visit-import-errors  | file of visits         | GET  | l . o . . . . . . . . . . . .
complaint-import         |                    | GET  | l x x x o o x x x x x x x x x
complaint-import         |                    | POST | l x x x e e x x x x x x x x x
complaint-import-template |                    | GET  | l x x x o o x x x x x x x x x
complaint-import-detail  | file of complaints | GET  | l . . . . o . . . . . . . . .
complaint-import-confirm | file of complaints | GET  | l - - - - - - - - - - - - - -
complaint-import-confirm | file of complaints | POST | l . . . . > . . . . . . . . .
complaint-import-stop    | file of complaints | POST | l . . . . > . . . . . . . . .
complaint-import-retry   | file of complaints | POST | l . . . . > . . . . . . . . .
complaint-import-discard | file of complaints | POST | l . . . . > . . . . . . . . .
complaint-import-errors  | file of complaints | GET  | l . . . . o . . . . . . . . .
"""
