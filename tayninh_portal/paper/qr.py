"""A QR code as one SVG path, so that the page draws it itself and fetches no picture."""

import io

# Modules of white around the code that a reader needs (ISO/IEC 18004).
QUIET_ZONE = 4


def qr_png(text: str) -> bytes:
    """The same code as a picture, for files that draw no path."""
    import segno

    out = io.BytesIO()
    segno.make(text, error="m", micro=False).save(out, kind="png", scale=8, border=QUIET_ZONE)
    return out.getvalue()


def qr_path(text: str) -> dict[str, str]:
    """`size` of the square with its quiet zone, in modules, and the `d` of the dark modules."""
    # Imported here: a server that prints nothing need not load it.
    import segno

    code = segno.make(text, error="m", micro=False)
    steps = []
    for y, line in enumerate(code.matrix_iter(border=QUIET_ZONE)):
        x = 0
        cells = bytes(line)
        while x < len(cells):
            end = x
            while end < len(cells) and cells[end]:
                end += 1
            if end > x:
                steps.append(f"M{x} {y}h{end - x}v1h-{end - x}z")
            x = max(end, x + 1)
    return {"size": str(code.symbol_size(border=QUIET_ZONE)[0]), "d": "".join(steps)}
