from tayninh_portal.paper.qr import qr_path


def test_the_code_is_drawn_module_by_module_inside_its_quiet_zone():
    path = qr_path("BC-2019-7F3K")
    # Version 1 has 21 modules and 4 of white on each side; the corner mark is 7 wide.
    assert path["size"] == "29"
    assert path["d"].startswith("M4 4h7v1h-7z")
    drawn = set()
    for step in path["d"].removesuffix("z").split("z"):
        place, width = step.removeprefix("M").split("v")[0].split("h")
        x, y = map(int, place.split())
        drawn |= {(at, y) for at in range(x, x + int(width))}
    corners = {(4, 4), (24, 4), (4, 24), (10, 10)}
    assert corners <= drawn
    assert min(min(cell) for cell in drawn) == 4
    assert max(max(cell) for cell in drawn) == 24


def test_two_documents_have_two_codes():
    assert qr_path("BC-2019-7F3K") != qr_path("BC-2019-7F3L")
