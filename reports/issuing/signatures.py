"""What is said of the signatures of an original: whose each is, what is known of its certificate.

An electronic original bears the signature of the person and that of the body (Nghị định
30/2020/NĐ-CP, Điều 13 khoản 7 và Điều 17).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from reports.documents.annual import ISSUER
from tayninh_portal.lib.vietnamese import fold
from tayninh_portal.uploads.signatures import (
    EXPIRED,
    REVOKED,
    TRUSTED,
    UNCHECKED,
    UNKNOWN,
    PdfSignature,
)

CERTIFICATE = {
    TRUSTED: "chứng thư số hợp lệ vào lúc ký",
    EXPIRED: "chứng thư số không có hiệu lực vào lúc ký",
    REVOKED: "chứng thư số đã bị thu hồi",
    UNKNOWN: "chứng thư số của nơi cấp mà cổng không biết",
    UNCHECKED: "nơi cấp chứng thư số chưa được kiểm tra",
}
PERSON, BODY = "Chữ ký của người ký", "Chữ ký của cơ quan"
LACKS = {
    PERSON: "Chưa thấy chữ ký số của người có thẩm quyền.",
    BODY: "Chưa thấy chữ ký số của cơ quan.",
}


@dataclass(frozen=True)
class SaidSignature:
    """One signature as it is shown; ``is_good``: nothing about it asks for a second look."""

    found: PdfSignature
    whose: str
    certificate: str
    is_good: bool


@dataclass(frozen=True)
class SaidSignatures:
    """All of one file, and the ones an electronic original should have besides."""

    each: tuple[SaidSignature, ...]
    lacking: tuple[str, ...]

    @property
    def is_checked(self) -> bool:
        """Whether an authority was laid down to judge them by."""
        return all(one.found.certificate != UNCHECKED for one in self.each)


def said(signatures: Iterable[PdfSignature]) -> SaidSignatures:
    """What is shown of them, in the order they were made; a scan has none, and lacks none."""
    each = tuple(
        SaidSignature(
            one, whose(one), CERTIFICATE[one.certificate], one.certificate in (TRUSTED, UNCHECKED)
        )
        for one in signatures
    )
    there = {one.whose for one in each}
    return SaidSignatures(
        each, tuple(text for who, text in LACKS.items() if each and who not in there)
    )


def whose(signature: PdfSignature) -> str:
    """The body's certificate is given out to its own name; any other is a person's."""
    names = {_short(ISSUER), _short(signature.organization)}
    return BODY if _short(signature.signer) in names else PERSON


def _short(name: str) -> str:
    return fold(name).replace("uy ban nhan dan", "ubnd")
