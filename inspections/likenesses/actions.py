"""Know a sealed name again without opening it, and write down what somebody decided."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from inspections.agencies.models import family_of
from inspections.findings.models import Finding
from inspections.identities.actions import payload_of
from inspections.identities.models import Identity
from inspections.likenesses.models import Likeness, NameDigest
from inspections.visits.models import Visit
from tayninh_portal import records
from tayninh_portal.keyring import keyring
from tayninh_portal.lib.vietnamese import fold, normalise
from tayninh_portal.models import User
from tayninh_portal.rows import ROWS_A_STATEMENT

# “Ông Nguyễn Văn An” is Nguyễn Văn An.
_ADDRESSED = re.compile(r"^(ông|bà)\s+(?=\S+\s)", re.IGNORECASE)
SHORTEST_GROUNDS = 8
PURPOSE = "name at an agency"


@dataclass(frozen=True)
class Sealed:
    """A name just sealed for a finding of an agency; "" where only a post was told."""

    identity: Identity
    name: str
    agency: int


def know_names(names: Sequence[Sealed]) -> None:
    """Write the hashes of ``names``, in place of those there were.

    Hashes that stay the same stay the rows they are, and with them what was decided on them. Three
    queries for any number of names, a fourth where some go.
    """
    families = family_of({one.agency for one in names})
    wanted = {
        one.identity.pk: {digest_of(one.name, body) for body in families[one.agency] if one.name}
        for one in names
    }
    rows = NameDigest.objects.filter(identity__in=wanted)
    known = {(row.identity_id, row.digest): row.pk for row in rows}
    left = [pk for (identity, digest), pk in known.items() if digest not in wanted[identity]]
    if left:
        NameDigest.objects.filter(pk__in=left).delete()
    fresh = [
        NameDigest(identity_id=identity, digest=digest)
        for identity, digests in wanted.items()
        for digest in sorted(digests)
        if (identity, digest) not in known
    ]
    NameDigest.objects.bulk_create(fresh, batch_size=ROWS_A_STATEMENT)


def know_name(finding: Finding, payload: Mapping[str, str]) -> None:
    """``know_names`` for what was just sealed of one finding."""
    assert finding.person is not None
    know_names([Sealed(finding.person, payload.get("name", ""), agency_of(finding))])


def know_again(visit: Visit) -> None:
    """The same for all findings of a draft that turned out to be of another agency."""
    findings = Finding.objects.filter(visit=visit, person__isnull=False).select_related("person")
    names = []
    for finding in findings:
        assert finding.person is not None
        finding.visit = visit
        name = payload_of(finding.person).get("name", "")
        names.append(Sealed(finding.person, name, agency_of(finding)))
    if names:
        know_names(names)


def agency_of(finding: Finding) -> int:
    """The agency whose person a finding is about: the one inspected, or another they are of."""
    return finding.agency_id


def digest_of(name: str, agency: int) -> str:
    """The keyed hash of a name at an agency; accents, case and “ông”, “bà” make no difference.

    Keyed by a key derived for this alone: nobody who reads the database can try names against it,
    nor see that the same name stands at two agencies.
    """
    bare = _ADDRESSED.sub("", normalise(name))
    return keyring().blind_index(f"{fold(bare)}\n{agency}", purpose=PURPOSE)


def decide(
    finding: Finding,
    earlier: Finding,
    *,
    by: User,
    at: datetime | None = None,
    is_same: bool,
    grounds: str,
) -> Likeness:
    """Say that two findings are, or are not, about one person, and on what grounds; said otherwise
    later it is corrected.

    Raises ``Refused``, ``ValidationError`` (no grounds, or the names are not alike).
    """
    at = at or timezone.now()
    records.require(by, "finding.compare", finding, at=at)
    if len(grounds.strip()) < SHORTEST_GROUNDS:
        raise ValidationError({"grounds": "Ghi căn cứ: đã đối chiếu bằng cách nào."})
    with transaction.atomic():
        # Two people who decide at one moment stand in a queue.
        Finding.objects.select_for_update(of=("self",)).get(pk=finding.pk)
        pair = alike(finding, earlier)
        if pair is None:
            raise ValidationError("Hai nội dung này không còn được đối chiếu với nhau.")
        row = Likeness.objects.filter(finding=finding, earlier=earlier).first()
        if row is not None and row.is_same == is_same:
            return row
        row = row or Likeness(finding=finding, earlier=earlier)
        row.ours, row.theirs = pair
        row.is_same, row.decided_by, row.decided_at = is_same, by, at
        row.save()
        label = "Xác nhận cùng người" if is_same else "Xác nhận không cùng người"
        records.remark(row, by=by, at=at, action="decide", label=label, note=grounds)
        return row


def alike(finding: Finding, earlier: Finding) -> tuple[NameDigest, NameDigest] | None:
    """The hashes by which two names are alike, None where they are not."""
    ours = {row.digest: row for row in NameDigest.objects.filter(identity=finding.person_id)}
    theirs = NameDigest.objects.filter(identity=earlier.person_id, digest__in=ours)
    found = theirs.order_by("pk").first()
    return (ours[found.digest], found) if found else None
