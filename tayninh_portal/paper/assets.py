"""The files a document may be drawn with, and nothing else.

A document's pages name their files by `portal:fonts/tinos/…`; every other address is refused, so
that nothing in a document can make the server read a file or call another machine.
"""

from importlib.resources import files
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
STATIC = REPOSITORY / "static"
TEMPLATES = REPOSITORY / "templates"
SCHEME = "portal:"

# (bold, italic) → file. The whole faces: split web fonts come out as garbage in a PDF.
FACES = {
    (False, False): "fonts/tinos/Tinos-Regular.ttf",
    (True, False): "fonts/tinos/Tinos-Bold.ttf",
    (False, True): "fonts/tinos/Tinos-Italic.ttf",
    (True, True): "fonts/tinos/Tinos-BoldItalic.ttf",
}
FAMILY = "Tinos"

# The colours of the file are sRGB. Named here because WeasyPrint 70 leaves its own profile open
# when it is not asked for by address.
COLOR_PROFILE = "color/sRGB2014.icc"


class AddressRefused(ValueError):
    """A page asked for something that is not one of our own files."""


def own_bytes(address: str) -> bytes:
    """The bytes behind a `portal:` address of one of the four faces or the colour profile."""
    name = address.removeprefix(SCHEME)
    if address == name or name not in (*FACES.values(), COLOR_PROFILE):
        raise AddressRefused(address)
    if name == COLOR_PROFILE:
        return (files("weasyprint") / "pdf" / "sRGB2014.icc").read_bytes()
    return (STATIC / name).read_bytes()
