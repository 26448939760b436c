"""The files a document may be drawn with, and nothing else.

A document's pages name their files by `portal:fonts/tinos/…`; every other address is refused, so
that nothing in a document can make the server read a file or call another machine.
"""

from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
STATIC = REPOSITORY / 'static'
TEMPLATES = REPOSITORY / 'templates'
SCHEME = 'portal:'

# (bold, italic) → file. The whole faces: split web fonts come out as garbage in a PDF.
FACES = {
    (False, False): 'fonts/tinos/Tinos-Regular.ttf',
    (True, False): 'fonts/tinos/Tinos-Bold.ttf',
    (False, True): 'fonts/tinos/Tinos-Italic.ttf',
    (True, True): 'fonts/tinos/Tinos-BoldItalic.ttf',
}
FAMILY = 'Tinos'


class AddressRefused(ValueError):
    """A page asked for something that is not one of our own files."""


def static_bytes(address: str) -> bytes:
    """The bytes behind a `portal:` address of one of the four faces."""
    if not address.startswith(SCHEME):
        raise AddressRefused(address)
    name = address.removeprefix(SCHEME)
    if name not in FACES.values():
        raise AddressRefused(address)
    return (STATIC / name).read_bytes()
