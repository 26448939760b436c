"""The access table of the frame and its notices, as ``tests.access.table`` writes it."""

# address | object | method | V N S s M O R E P L C H c h A
FRAME = """
home                 |                        | GET  | l o o o o o o o o o o o o o o
search               |                        | GET  | l x o o o o o o o o o o o o o
search               |                        | POST | l x > > > > > > > > > > > > >
help-list            |                        | GET  | l o o o o o o o o o o o o o o
help-list            |                        | POST | l - - - - - - - - - - - - - -
help-detail          | guide                  | GET  | l o o o o o o o o o o o o o o
help-detail          | no guide               | GET  | l . . . . . . . . . . . . . .
components           |                        | GET  | l x x x x x x x x x x x x x o
filter-save          |                        | GET  | l - - - - - - - - - - - - - -
filter-save          |                        | POST | l > > > > > > > > > > > > > >
filter-delete        | filter of S            | GET  | l - - - - - - - - - - - - - -
filter-delete        | filter of S            | POST | l . > . . . . . . . . . . . .
draft-list           |                        | GET  | l o o o o o o o o o o o o o o
draft-state          |                        | GET  | l o o o o o o o o o o o o o o
draft-save           |                        | GET  | l - - - - - - - - - - - - - -
draft-save           |                        | POST | l e e e e e e e e e e e e e e
draft-detail         | draft of S             | GET  | l . o . . . . . . . . . . . .
draft-delete         | draft of S             | GET  | l . o . . . . . . . . . . . .
draft-delete         | draft of S             | POST | l . > . . . . . . . . . . . .
session-extend       |                        | GET  | l - - - - - - - - - - - - - -
session-extend       |                        | POST | l o o o o o o o o o o o o o o
session-list         |                        | GET  | l o o o o o o o o o o o o o o
session-end-others   |                        | GET  | l - - - - - - - - - - - - - -
session-end-others   |                        | POST | l > > > > > > > > > > > > > >
mfa_index            |                        | GET  | l o o o o o o o o o o o o o o
seal-list            |                        | GET  | l x x x o x x x x x x x x x o
proposal-list        |                        | GET  | l o o o o o o o o o o o o o o
proposal-list        |                        | POST | l - - - - - - - - - - - - - -
proposal-detail      | proposal about N       | GET  | l o . . o . . . . . . . . . o
proposal-confirm     | proposal about N       | GET  | l - - - - - - - - - - - - - -
proposal-confirm     | proposal about N       | POST | l x . . c . . . . . . . . . x
proposal-refuse      | proposal about N       | GET  | l x . . o . . . . . . . . . x
proposal-refuse      | proposal about N       | POST | l x . . e . . . . . . . . . x
proposal-withdraw    | proposal about N       | GET  | l - - - - - - - - - - - - - -
proposal-withdraw    | proposal about N       | POST | l x . . x . . . . . . . . . c
healthz              |                        | GET  | o o o o o o o o o o o o o o o
readyz               |                        | GET  | o o o o o o o o o o o o o o o
complaint-track      |                        | GET  | o o o o o o o o o o o o o o o
complaint-track      |                        | POST | e e e e e e e e e e e e e e e
"""
NOTICES = """
notice-list          |                        | GET  | l o o o o o o o o o o o o o o
notice-open          | notice of S            | GET  | l - - - - - - - - - - - - - -
notice-open          | notice of S            | POST | l . > . . . . . . . . . . . .
notice-read          |                        | GET  | l - - - - - - - - - - - - - -
notice-read          |                        | POST | l > > > > > > > > > > > > > >
notice-settings      |                        | GET  | l o o o o o o o o o o o o o o
notice-settings      |                        | POST | l e e e e e e e e e e e e e e
mail-list            |                        | GET  | l o o o o o o o o o o o o o o
mail-detail          | mail of S              | GET  | l . o . . . . . . . . . . . o
mail-detail          | mail in doubt          | GET  | l . . . . . . . . . . . . . .
mail-problem-list    |                        | GET  | l x x x x x x x x x x x x x o
mail-resend          | mail in doubt          | GET  | l x x x x x x x x x x x x x o
mail-resend          | mail in doubt          | POST | l x x x x x x x x x x x x x >
mail-resend          | mail of S              | POST | l x x x x x x x x x x x x x c
mail-leave           | mail in doubt          | GET  | l x x x x x x x x x x x x x o
mail-leave           | mail in doubt          | POST | l x x x x x x x x x x x x x >
"""
