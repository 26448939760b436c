"""Measurements of the portal against itself: ratios, since seconds belong to one machine.

    .venv/bin/python -m benchmarks.speed [--sqlite]
    .venv/bin/python -m benchmarks.figures [--sqlite]
    .venv/bin/python -m benchmarks.pages [--sqlite]
    .venv/bin/python -m benchmarks.freezes [--sqlite]
    .venv/bin/python -m benchmarks.paper [--sqlite]

Each makes a database of its own and removes it again. ``docs/performance.md`` tells the results.
"""
