"""The rules of the house as tests: what a reader would otherwise have to remember."""
