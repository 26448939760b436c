"""The place outside: where the heads of the seals go, out of reach of who could rewrite them.

``PORTAL_SEAL_OUTSIDE`` names any number of places, parted by spaces: a mail address; a folder (its
name ends with /), which gets a file a seal; a file, which gets a line a seal. What is given says
nothing of any record. Files and folders are written again until every seal is there; a mail goes
out once a day with the heads of the last days, so that one that is lost is in the next.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator, Sequence
from contextlib import closing
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

from tayninh_portal.lib.files import CannotWrite, write_atomically
from tayninh_portal.models import Seal
from tayninh_portal.notifications.transport import NotTaken, Unclear, open_line

SealData = dict[str, Any]
# Heads in a mail: a week of them.
IN_A_MAIL = 7


def give_outside() -> list[str]:
    """Give every seal to every place; a sentence for each that did not take it."""
    seals = [seal.public() for seal in Seal.objects.defer("leaves")]
    return [problem for place in settings.SEAL_OUTSIDE if (problem := _give(place, seals))]


def read_outside(heads: str = "") -> Iterator[tuple[str, list[SealData], str]]:
    """Name of each place that can be read, the seals it holds, and why it cannot be read.

    ``heads``: a text with such lines (a mail that was saved) in the place of all others.
    """
    if heads:
        yield "Tệp đưa vào so", _lines(heads), ""
        return
    for place in settings.SEAL_OUTSIDE:
        if not _is_mail(place):
            try:
                yield place, _lines(_text(place)), ""
            except OSError:
                yield place, [], "không đọc được; nơi giữ ngoài chưa có hoặc đã mất."


def _give(place: str, seals: Sequence[SealData]) -> str:
    try:
        if _is_mail(place):
            _mail(place, seals[-IN_A_MAIL:])
            return ""
        path = Path(place)
        if place.endswith("/"):
            for told in seals:
                file = path / f"niem-phong-{told['number']:06d}.json"
                if not file.exists():
                    write_atomically(file, _line(told).encode())
            return ""
        there = {told["number"] for told in _lines(_text(place))} if path.exists() else set()
        with path.open("a", encoding="utf-8") as file_of_lines:
            file_of_lines.writelines(_line(told) for told in seals if told["number"] not in there)
    except (OSError, CannotWrite, NotTaken, Unclear):
        return f"Chưa đưa được dấu niêm phong ra nơi giữ ngoài {place}."
    return ""


def _mail(address: str, seals: Sequence[SealData]) -> None:
    message = EmailMessage()
    message["Subject"] = f"Dấu niêm phong nhật ký số {seals[-1]['number'] if seals else 0}"
    message["From"] = settings.DEFAULT_FROM_EMAIL
    message["To"] = address
    message["Date"] = format_datetime(timezone.localtime())
    message["Message-ID"] = f"<{uuid.uuid4().hex}@{settings.DEFAULT_FROM_EMAIL.split('@')[-1]}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(
        "Dấu niêm phong nhật ký của Cổng văn hóa công vụ. Hãy giữ thư này ngoài máy chủ của cổng; "
        "so bằng: manage.py verify_log --against TEP\n\n" + "".join(map(_line, seals)),
        cte="quoted-printable",
    )
    with closing(open_line()) as line:
        line.deliver(address, message, lambda: None)


def _is_mail(place: str) -> bool:
    return "@" in place and "/" not in place


def _text(place: str) -> str:
    path = Path(place)
    if not place.endswith("/"):
        return path.read_text(encoding="utf-8")
    if not path.is_dir():
        raise FileNotFoundError(place)
    return "".join(file.read_text(encoding="utf-8") for file in sorted(path.glob("*.json")))


def _line(told: SealData) -> str:
    return json.dumps(told, sort_keys=True) + "\n"


def _lines(text: str) -> list[SealData]:
    """What lines hold; one that was spoiled is told as a seal nobody has."""
    found = []
    for line in text.splitlines():
        if line.startswith("{"):
            try:
                told = json.loads(line)
                found.append(told | {"number": int(told["number"])})
            except (ValueError, KeyError, TypeError):
                found.append({"number": 0})
    return found
