"""One hash over a list, from which no entry can be changed, taken out, added or moved unseen.

The tree of RFC 6962, 2.1 (Certificate Transparency): leaves and nodes are hashed with different
first bytes, so that a node cannot be passed off as a leaf; a last one without a partner goes up as
it is.
"""

import hashlib
from collections.abc import Sequence

_LEAF, _NODE = b"\x00", b"\x01"


def merkle_root(entries: Sequence[bytes]) -> str:
    """The root over ``entries`` in their order, 64 hexadecimal digits; of none, that of b''."""
    level = [hashlib.sha256(_LEAF + entry).digest() for entry in entries]
    if not level:
        return hashlib.sha256(b"").hexdigest()
    while len(level) > 1:
        pairs = zip(level[::2], level[1::2], strict=False)
        above = [hashlib.sha256(_NODE + left + right).digest() for left, right in pairs]
        level = above + level[len(above) * 2 :]
    return level[0].hex()
