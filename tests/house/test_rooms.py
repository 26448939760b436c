"""One noun, one room: models lie in layers, and above models a room keeps its screens to itself."""

from configparser import ConfigParser

from inspections.apps import ROOMS
from tests.house.sources import ROOT, imports, python, short

# What a room keeps to itself: screens and what they are made of.
OWN = ("views", "forms", "lists", "tasks", "panels", "urls")
# Models, and whose a row is: models say who sees them, and scopes say it in models alone.
MODELS = ("models", "scope")


def _room(name: str) -> tuple[str, str]:
    """Room and module of a dotted name below inspections, empty for anything else."""
    parts = name.split(".")
    if len(parts) < 3 or parts[0] != "inspections" or parts[1] not in ROOMS:
        return "", ""
    return parts[1], parts[2]


def _imports_of_rooms():
    for path in python("inspections"):
        parts = short(path).removesuffix(".py").split("/")
        if len(parts) < 3 or parts[1] not in ROOMS:
            continue
        for name in sorted(imports(path)):
            room, module = _room(name)
            if room and room != parts[1]:
                yield short(path), parts[1], parts[2], room, module


def test_models_know_only_the_rooms_before_theirs():
    backwards = {
        f"{path} imports {room}.{module}"
        for path, own, module_here, room, module in _imports_of_rooms()
        if module_here in MODELS and (ROOMS.index(room) > ROOMS.index(own) or module not in MODELS)
    }
    assert backwards == set()


def test_no_room_imports_the_screens_of_another():
    foreign = {
        f"{path} imports {room}.{module}"
        for path, _, _, room, module in _imports_of_rooms()
        if module in OWN
    }
    assert foreign == set()


def test_the_contract_of_the_models_names_every_room_in_its_order():
    contracts = ConfigParser()
    contracts.read(ROOT / ".importlinter")
    layers = contracts["importlinter:contract:models"]["layers"].split()
    assert layers == [f"inspections.{room}.models" for room in reversed(ROOMS)]
