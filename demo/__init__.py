"""The demo province: deterministic, built only through domain functions with ``at=``.

``data/`` tells what happened, a file for the registry and one for each year told; the modules
beside it, one for each noun, are the engine and know no year. What no source tells (dates,
findings, names of posts) is invented, marked “minh họa” at each row, and drawn from seeded
generators.
"""
