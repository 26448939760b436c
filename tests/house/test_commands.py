"""Every management command is named by a test that runs it."""

from tests.house.sources import PACKAGES, python, short, strings


def test_every_command_has_a_test():
    named = set()
    for path in python("tests"):
        if path.name.startswith("test_") and path.parent.name != "house":
            for text in strings(path):
                named.update(text.split())
    untested = [
        short(path)
        for package in PACKAGES
        for path in python(f"{package}/management/commands")
        if not path.name.startswith("_") and path.stem not in named
    ]
    assert untested == []
