"""The demo province: deterministic, built only through domain functions with ``at=``.

It brings out the figures of the real report of 2019 (87 visits, 3 complaints, 26/26 and 09/09
self-inspections) under the registry of 2019. What the real report does not tell (dates, findings,
names of posts) is invented, marked “minh họa” at each row, and drawn from one seeded generator.
"""
