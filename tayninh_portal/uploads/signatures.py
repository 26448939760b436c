"""Digital signatures in a PDF: who signed, when, whether it covers the file, altered since.

The mathematics of each signature is checked, and what was added to the file after it. Whether the
certificate can be trusted is another question: the authorities of the state are not known here and
nothing is fetched, so ``trusted`` is never claimed.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, BinaryIO

from tayninh_portal.uploads.kinds import NotTaken

if TYPE_CHECKING:
    from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

# More than an honest paper has; each costs a verification.
MOST = 20


@dataclass(frozen=True)
class PdfSignature:
    """One signature as it was found.

    ``signer``: the common name of the certificate, ``organization`` its body ('' for none).
    ``at``: the time the signer's machine reported, None where it reported none; ``is_timestamped``:
    a time authority vouches for it. ``is_intact``: the bytes it covers are those that were signed.
    ``covers_file``: it covers the file to its end. ``is_altered``: something that is no signature
    was added after it.
    """

    signer: str
    organization: str
    at: datetime | None
    is_timestamped: bool
    is_intact: bool
    covers_file: bool
    is_altered: bool

    def plain(self) -> dict[str, Any]:
        """As JSON holds it, here and on the row of a signed copy."""
        return {**asdict(self), "at": self.at.isoformat() if self.at else None}

    @classmethod
    def from_plain(cls, plain: dict[str, Any]) -> PdfSignature:
        """What ``plain`` made, back."""
        at = datetime.fromisoformat(plain["at"]) if plain["at"] else None
        return cls(**{**plain, "at": at})


def read(file: BinaryIO) -> list[dict[str, Any]]:
    """The signatures of a PDF in the order they were made, plain, in the process apart.

    Raises ``NotTaken`` for a file whose signatures cannot be read at all, or has too many.
    """
    # Here, so that files without signatures do not wait for the library.
    from pyhanko.pdf_utils.reader import PdfFileReader

    try:
        # Files from other programs are lenient with the standard; their bytes are judged, not they.
        reader = PdfFileReader(file, strict=False)
        found = [_read(each) for each in reader.embedded_regular_signatures[: MOST + 1]]
    except MemoryError:
        raise
    except Exception:
        # Broken input meets a parser with exceptions of any class.
        raise NotTaken(
            "Không đọc được chữ ký số trong tệp PDF; tải lại tệp từ nơi ký rồi chọn lại."
        ) from None
    if len(found) > MOST:
        raise NotTaken(f"Tệp PDF có hơn {MOST} chữ ký số; kiểm tra lại tệp.")
    return [each.plain() for each in found]


def _read(embedded: EmbeddedPdfSignature) -> PdfSignature:
    from pyhanko.sign.diff_analysis import ModificationLevel
    from pyhanko.sign.validation import SignatureCoverageLevel, validate_pdf_signature
    from pyhanko.sign.validation.settings import KeyUsageConstraints
    from pyhanko_certvalidator import ValidationContext

    status = validate_pdf_signature(
        embedded,
        signer_validation_context=ValidationContext(trust_roots=[], allow_fetching=False),
        key_usage_settings=KeyUsageConstraints(key_usage=set()),
    )
    subject = status.signing_cert.subject.native
    level = status.modification_level
    return PdfSignature(
        signer=_text(subject.get("common_name")),
        organization=_text(subject.get("organization_name")),
        at=status.signer_reported_dt,
        is_timestamped=status.timestamp_validity is not None and status.timestamp_validity.intact,
        is_intact=bool(status.intact and status.valid),
        covers_file=status.coverage == SignatureCoverageLevel.ENTIRE_FILE,
        # A second signature (the body's stamp after the leader's) fills a field and alters nothing.
        is_altered=level is None or level > ModificationLevel.FORM_FILLING,
    )


def _text(value: object) -> str:
    return ", ".join(value) if isinstance(value, list) else str(value or "")
