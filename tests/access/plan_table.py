"""Plans, teams, visits to come and biên bản in the access table, as ``tests.access.table`` writes
it."""

# address | object | method | V N S s M O R E P L C H c h A
PLANS = """
planned-visit-calendar |                      | GET  | l x o o o x x o o o o o o o x
planned-visit-list   |                        | GET  | l x o o o x x o o o o o o o x
planned-visit-list   |                        | POST | l - - - - - - - - - - - - - -
visit-plan           |                        | GET  | l x x x o x x x x x x x x x x
visit-plan           |                        | POST | l x x x e x x x x x x x x x x
visit-detail         | surprise at A         | GET  | l . o . o . . . . . . . o . .
visit-detail         | announced at A        | GET  | l . o o o . . . . . . . o . .
visit-dossier        | surprise at A         | GET  | l . o . o . . . . . . . o . .
visit-dossier-zip    | surprise at A         | POST | l . o . o . . . . . . . o . .
visit-update         | surprise at A         | GET  | l . x . x . . . . . . . x . .
visit-start          | surprise at A         | GET  | l . o . o . . . . . . . x . .
visit-start          | surprise at A         | POST | l . e . e . . . . . . . x . .
visit-start          | announced at A        | GET  | l . o x o . . . . . . . x . .
visit-start          | draft A               | POST | l . x x x . . . . . . . . . .
visit-arrival        | surprise at A         | GET  | l . o . o . . . . . . . o . .
visit-arrival        | announced at A        | GET  | l . o x o . . . . . . . o . .
visit-arrival        | draft A               | GET  | l . o x o . . . . . . . . . .
visit-arrival        | visit A               | GET  | l . x x x . . x x x x x . . .
visit-introduction   | surprise at A         | GET  | l . o . o . . . . . . . o . .
visit-introduction   | announced at A        | GET  | l . o x o . . . . . . . o . .
visit-reschedule     | surprise at A         | GET  | l . x . o . . . . . . . x . .
visit-reschedule     | surprise at A         | POST | l . x . e . . . . . . . x . .
visit-drop           | surprise at A         | GET  | l . x . o . . . . . . . x . .
visit-drop           | surprise at A         | POST | l . x . e . . . . . . . x . .
visit-drop           | draft A               | POST | l . x x x . . . . . . . . . .
team-list            |                        | GET  | l x o o o x x o o o o o o o x
team-create          |                        | GET  | l x x x o x x x x x x x x x x
team-create          |                        | POST | l x x x e x x x x x x x x x x
team-detail          | team                   | GET  | l x o . o x x . . . . . o . x
team-update          | team                   | GET  | l x x x o x x x x x x x x x x
team-update          | team                   | POST | l x x x e x x x x x x x x x x
team-seat            | team                   | GET  | l x x x o x x x x x x x x x x
team-seat            | team                   | POST | l x x x e x x x x x x x x x x
team-unseat          | guest of team          | GET  | l x x x o x x x x x x x x x x
team-unseat          | guest of team          | POST | l x x x e x x x x x x x x x x
team-decision        | team                   | GET  | l - - - - - - - - - - - - - -
team-decision        | team                   | POST | l x . . . x x . . . . . . . x
plan-list            |                        | GET  | l x o o o x x o o o x x x x x
plan-coverage        |                        | GET  | l x o o o x x o o o x x x x x
plan-create          |                        | GET  | l x o o o x x x x x x x x x x
plan-create          |                        | POST | l x e e e x x x x x x x x x x
plan-detail          | plan draft             | GET  | l x o o o x x . . . x x x x x
plan-detail          | plan presented         | GET  | l x o o o x x o o o x x x x x
plan-update          | plan draft             | GET  | l . o o o . . . . . . . . . .
plan-update          | plan draft             | POST | l . e e e . . . . . . . . . .
plan-update          | plan presented         | GET  | l . x x x . . x x x . . . . .
plan-line-create     | plan draft             | GET  | l . o o o . . . . . . . . . .
plan-line-create     | plan draft             | POST | l . e e e . . . . . . . . . .
plan-line-create     | plan presented         | POST | l . x x x . . x x x . . . . .
plan-line-update     | line of plan draft     | GET  | l . o o o . . . . . . . . . .
plan-line-update     | line of plan draft     | POST | l . e e e . . . . . . . . . .
plan-line-update     | line of plan presented | POST | l . x x x . . x x x . . . . .
plan-draft           | plan presented         | GET  | l x o o o x x o o o x x x x x
plan-memo            | plan presented         | GET  | l x o o o x x o o o x x x x x
plan-memo            | plan draft             | GET  | l x o o o x x . . . x x x x x
plan-present         | plan draft             | GET  | l - - - - - - - - - - - - - -
plan-present         | plan draft             | POST | l . x x c . . . . . . . . . .
plan-present         | plan presented         | POST | l . x x x . . x x x . . . . .
plan-return          | plan presented         | GET  | l . x x o . . x x x . . . . .
plan-return          | plan presented         | POST | l . x x e . . x x x . . . . .
plan-issue           | plan presented         | GET  | l . x x o . . x o x . . . . .
plan-issue           | plan presented         | POST | l . x x e . . x e x . . . . .
plan-issue           | plan draft             | POST | l . x x x . . . . . . . . . .
other-plan-list      |                        | GET  | l x o o o x x o o o x x x x x
other-plan-create    |                        | GET  | l x o o o x x x x x x x x x x
other-plan-create    |                        | POST | l x e e e x x x x x x x x x x
other-plan-update    | plan of another        | GET  | l x o o o x x x x x x x x x x
other-plan-update    | plan of another        | POST | l x e e e x x x x x x x x x x
plan-settle          | clash of plan draft    | GET  | l . o o o . . . . . . . . . .
plan-settle          | clash of plan draft    | POST | l . e e e . . . . . . . . . .
plan-settle          | clash of plan presented | GET | l . o o o . . x x x . . . . .
"""

# address | object | method | V N S s M O R E P L C H c h A
MINUTES = """
minutes-create    | minutes of draft A    | GET  | l - - - - - - - - - - - - - -
minutes-create    | minutes of draft A    | POST | l . > x > . . . . . . . . . .
minutes-create    | minutes of visit A    | POST | l . x x x . . x x x x x . . .
minutes-create    | minutes of surprise   | POST | l . x . x . . . . . . . x . .
minutes-blank     | minutes of draft A    | GET  | l . o x o . . . . . . . . . .
minutes-blank     | minutes of draft A    | POST | l - - - - - - - - - - - - - -
minutes-blank     | minutes of visit A    | GET  | l . o x o . . x x x x x . . .
minutes-blank     | minutes of surprise   | GET  | l . o . o . . . . . . . x . .
minutes-detail    | minutes draft A       | GET  | l x o o o x x . . . . . . . x
minutes-detail    | minutes A             | GET  | l x o o o x x o o o o o . . x
minutes-update    | minutes draft A       | GET  | l x o x o x x . . . . . . . x
minutes-update    | minutes draft A       | POST | l x e x e x x . . . . . . . x
minutes-update    | minutes A             | GET  | l x x x x x x x x x x x . . x
minutes-paper     | minutes draft A       | GET  | l - - - - - - - - - - - - - -
minutes-paper     | minutes draft A       | POST | l x o x o x x . . . . . . . x
minutes-paper     | minutes A             | POST | l x x x x x x x x x x x . . x
minutes-sign      | minutes draft A       | GET  | l x o x o x x . . . . . . . x
minutes-sign      | minutes draft A       | POST | l x e x e x x . . . . . . . x
minutes-sign      | minutes A             | POST | l x x x x x x x x x x x . . x
minutes-add-pages | minutes A             | GET  | l x o x o x x x x x x x . . x
minutes-add-pages | minutes A             | POST | l x e x e x x x x x x x . . x
minutes-add-pages | minutes draft A       | POST | l x x x x x x . . . . . . . x
minutes-file      | page of minutes A     | GET  | l - - - - - - - - - - - - - -
minutes-file      | page of minutes A     | POST | l x o o o x x x x o o o . . x
"""
