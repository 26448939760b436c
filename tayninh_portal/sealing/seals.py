"""Making seals: the lines no seal has yet, into a tree, signed and chained.

A line may be written by a transaction that ends after one with a higher number. So the newest
number is read first, then every transaction that was writing to the log by then is waited for:
from there on no line up to that number can come, and one that does was put in by hand.
"""

from __future__ import annotations

import hashlib
import time
from datetime import datetime

from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.db.models import Max

from tayninh_portal.errors import Unavailable
from tayninh_portal.lib.canonical import canonical_bytes
from tayninh_portal.lib.merkle import merkle_root
from tayninh_portal.lib.signing import public_key, sign
from tayninh_portal.models import Change, Seal
from tayninh_portal.models.seals import leaf

# What is sealed of a line. Columns that come later are not in seals that exist: never add one here
# without a version of the seal.
COLUMNS = (
    "record_type", "record_id", "version", "at", "by_id", "client_id", "action", "label",
    "from_state", "to_state", "note", "data", "left_out",
)  # fmt: skip
# A seal is read whole: 40 bytes a line.
LINES_A_SEAL = 5000
# Longer than any write of ours but an import; whoever writes longer is waited for the next night.
PATIENCE_SECONDS = 60


def seal_log(at: datetime) -> list[Seal]:
    """Seal every line that no seal has; without a new line one seal all the same, day by day.

    Returns the new seals, none where another process was faster. Not inside a transaction, which
    could not see others end. Raises ``Unavailable`` where somebody is writing for too long.
    """
    newest = Change.objects.aggregate(newest=Max("pk"))["newest"] or 0
    _wait_for_writers()
    try:
        with transaction.atomic():
            return _seal_up_to(newest, at)
    except IntegrityError:
        return []


def content_of(line: dict[str, object]) -> bytes:
    """The hash of what a line says; two lines that say the same are of one version, so there are
    none."""
    return hashlib.sha256(canonical_bytes({name: line[name] for name in COLUMNS})).digest()


def open_lines(last: Seal | None) -> int:
    """How many lines no seal has yet."""
    return Change.objects.filter(pk__gt=last.through if last else -1).count()


def _seal_up_to(newest: int, at: datetime) -> list[Seal]:
    last = Seal.objects.last()
    lines = Change.objects.filter(pk__lte=newest).order_by("pk")
    if last is not None:
        lines = lines.filter(pk__gt=last.through)
    made: list[Seal] = []
    leaves: list[bytes] = []
    through = last.through if last else 0
    for line in lines.values("pk", *COLUMNS).iterator(1000):
        leaves.append(leaf(line["pk"], content_of(line)))
        through = line["pk"]
        if len(leaves) == LINES_A_SEAL:
            last = _chain(last, leaves, through, at)
            made.append(last)
            leaves = []
    if leaves or not made:
        made.append(_chain(last, leaves, max(newest, through), at))
    return made


def _chain(last: Seal | None, leaves: list[bytes], through: int, at: datetime) -> Seal:
    key = settings.SEAL_KEYS[0]
    seal = Seal(
        number=last.number + 1 if last else 1,
        at=at,
        through=through,
        count=len(leaves),
        leaves=b"".join(leaves),
        root=merkle_root(leaves),
        previous=last.head if last else "",
        key=public_key(key),
    )
    seal.head = seal.head_of_statement()
    seal.signature = sign(key, seal.head)
    seal.save(force_insert=True)
    return seal


def _wait_for_writers() -> None:
    """Until everybody has ended who was writing to the log on entrance (SQLite: nobody can be)."""
    if connection.vendor == "sqlite":
        return
    waited_for = _writers()
    until = time.monotonic() + PATIENCE_SECONDS
    while waited_for & _writers():
        if time.monotonic() > until:
            raise Unavailable("Có giao dịch ghi nhật ký kéo dài; nhật ký chưa được niêm phong.")
        time.sleep(0.05)


def _writers() -> set[str]:
    """The transactions that hold what every INSERT into the log takes before its number."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT virtualtransaction FROM pg_locks WHERE relation = %s::regclass "
            "AND mode = 'RowExclusiveLock' AND pid <> pg_backend_pid() "
            "AND database = (SELECT oid FROM pg_database WHERE datname = current_database())",
            [Change._meta.db_table],
        )
        return {row[0] for row in cursor.fetchall()}
