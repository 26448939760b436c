"""Mutants: would the tests notice if a line of the product were wrong? (``script/mutate``)

Our own and not mutmut's: docs/decisions/0014-mutants.md.
"""
