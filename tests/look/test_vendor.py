"""What is vendored is what static/vendor/VERSIONS says, to the byte."""

import hashlib
import re
from pathlib import Path

VENDOR = Path(__file__).parents[2] / "static" / "vendor"
FONTS = ("be-vietnam-pro", "tinos-web")
LISTED = {
    name: digest
    for digest, name in re.findall(
        r"^([0-9a-f]{64})  (\S+)$", (VENDOR / "VERSIONS").read_text(), re.MULTILINE
    )
}


def test_every_vendored_file_is_listed():
    there = {str(p.relative_to(VENDOR)) for p in VENDOR.rglob("*") if p.is_file()}
    for face in FONTS:
        there |= {f"../fonts/{face}/{p.name}" for p in (VENDOR.parent / "fonts" / face).iterdir()}
    unlisted = {name for name in there - set(LISTED) if Path(name).name != "LICENSE"}
    assert unlisted == {"VERSIONS"}


def test_every_vendored_file_is_as_listed():
    found = {name: hashlib.sha256((VENDOR / name).read_bytes()).hexdigest() for name in LISTED}
    assert found == LISTED


def test_every_vendored_file_stands_beside_its_licence():
    licences = {name: (VENDOR / name).with_name("LICENSE") for name in LISTED}
    assert [name for name, of in licences.items() if of.stat().st_size <= 500] == []


def test_the_versions_are_those_in_the_files():
    said = dict(re.findall(r"^(\S+) (\d+\.\d+\.\d+), ", (VENDOR / "VERSIONS").read_text(), re.M))
    bootstrap = (VENDOR / "bootstrap" / "bootstrap.min.css").read_text()[:200]
    htmx = (VENDOR / "htmx" / "htmx.min.js").read_text()
    assert re.search(r"Bootstrap +v([\d.]+)", bootstrap)[1] == said["bootstrap"]
    assert re.search(r'version:"([\d.]+)"', htmx)[1] == said["htmx.org"]


def test_no_vendored_file_asks_for_a_source_map():
    asking = [name for name in LISTED if b"sourceMappingURL" in (VENDOR / name).read_bytes()]
    assert asking == []
