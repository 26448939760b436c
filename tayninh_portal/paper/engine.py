"""What draws a PDF here, by name: with the same of all of it the same bytes come out again."""

import functools
import hashlib
from collections.abc import Mapping
from importlib.metadata import version
from typing import Any

from tayninh_portal.paper.assets import FACES, STATIC
from tayninh_portal.paper.finishing import FIRST

# WeasyPrint lays out (pydyf writes, fontTools cuts the faces down), pikepdf completes the file.
_PACKAGES = ("weasyprint", "pydyf", "fonttools", "pikepdf")


@functools.cache
def _faces() -> dict[str, str]:
    return {
        path.rpartition("/")[2]: hashlib.sha256((STATIC / path).read_bytes()).hexdigest()
        for path in FACES.values()
    }


def fingerprint(finish: int = FIRST) -> dict[str, Any]:
    """Versions of the packages and of Pango, what completes the file, and the SHA-256 of each face;
    plain values.

    Raises OSError where the system libraries are missing.
    """
    from weasyprint.text.ffi import pango

    number = pango.pango_version()
    return {
        **{name: version(name) for name in _PACKAGES},
        # Pango's own number for 1.50.12 is 15012.
        "pango": f"{number // 10_000}.{number // 100 % 100}.{number % 100}",
        "finish": finish,
        "fonts": _faces(),
    }


def is_drawn_by(engine: Mapping[str, Any], finish: int) -> bool:
    """Whether ``engine``, kept with a file, is what draws here; files from before the finish was
    written down were all completed by the first."""
    return {"finish": FIRST, **engine} == fingerprint(finish)
