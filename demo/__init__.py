"""The demo province: deterministic, built only through domain functions with ``at=``.

The demo of 2019 brings out the figures of the real report (87 visits, 3 complaints, 26/26 and 09/09
self-inspections) under the registry of 2019; that of 2026 goes on from it over the merger of
01/7/2025 into a year under way. What no source tells (dates, findings, names of posts) is invented,
marked “minh họa” at each row, and drawn from seeded generators.

Files without a year are pieces every year is told with.
"""
