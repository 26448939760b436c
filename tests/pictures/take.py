"""``script/pictures``: takes every picture of the help pages from the served demo province.

Not a test and not collected as one: it writes. It runs under pytest for the sake of its fixtures,
which build the demo, serve it and start the browser.
"""

import io
import json

import pytest
from PIL import Image

from tests.pictures.shots import FOLDER, OUTLINES, SHOTS, outline_of, page_of

QUALITY = 80


@pytest.mark.browser
def test_take_every_picture(live_portal, open_page, sign_in):
    FOLDER.mkdir(parents=True, exist_ok=True)
    for old in FOLDER.glob("*.webp"):
        old.unlink()
    outlines = {}
    for number, shot in enumerate(SHOTS):
        if shot.prepared and not SHOTS[number - 1].prepared:
            command = "from tests.pictures.shots import prepare; prepare()"
            live_portal.manage("shell", "--no-imports", "--command", command)
        width, height = shot.size
        page = open_page(viewport={"width": width, "height": height})
        sign_in(page, shot.who)

        def get(address: str, page=page) -> str:
            assert page.goto(address).status == 200, address
            return page.content()

        outlines[shot.name] = outline_of(get(page_of(shot, get)))
        if shot.at_end:
            page.get_by_role("main").locator("button").last.scroll_into_view_if_needed()
        picture = Image.open(io.BytesIO(page.screenshot()))
        picture.save(FOLDER / f"{shot.name}.webp", quality=QUALITY, method=6)
        page.context.close()
    OUTLINES.write_text(json.dumps(outlines, indent=2, sort_keys=True) + "\n")
