"""Digital signatures in a PDF: who signed, when, whether it covers the file, altered since.

The mathematics of each signature is checked, and what was added to the file after it. Whether its
certificate can be trusted is another question, answered by the authorities and the lists of revoked
certificates that the administrator laid down (PORTAL_SIGNATURE_TRUST) and by the lists the file
brings along; nothing is fetched, and without an authority no trust is claimed.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from tayninh_portal.uploads import numbers
from tayninh_portal.uploads.kinds import NotTaken

if TYPE_CHECKING:
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
    from pyhanko.sign.validation.status import PdfSignatureStatus

# More than an honest paper has; each costs a verification.
MOST = 20

# Of a certificate at the time of its signature. UNCHECKED: no authority was laid down.
TRUSTED, EXPIRED, REVOKED, UNKNOWN, UNCHECKED = (
    "trusted",
    "expired",
    "revoked",
    "unknown",
    "unchecked",
)
# What the bytes of the file alone decide, for good; the rest depends on what was known that day.
BY_BYTES = (
    "signer",
    "organization",
    "at",
    "is_timestamped",
    "is_intact",
    "covers_file",
    "is_altered",
)


@dataclass(frozen=True)
class PdfSignature:
    """One signature as it was found.

    ``signer``: the common name of the certificate, ``organization`` its body ('' for none).
    ``at``: the time the signer's machine reported, None where it reported none; ``is_timestamped``:
    a time authority vouches for it. ``is_intact``: the bytes it covers are those that were signed.
    ``covers_file``: it covers the file to its end. ``is_altered``: something that is no signature
    was added after it. ``certificate``: one of the words above; ``issuer``: who gave it out. Rows
    from before these two were asked have neither.
    """

    signer: str
    organization: str
    at: datetime | None
    is_timestamped: bool
    is_intact: bool
    covers_file: bool
    is_altered: bool
    certificate: str = UNCHECKED
    issuer: str = ""

    def plain(self) -> dict[str, Any]:
        """As JSON holds it, here and on the row of a signed copy."""
        return {**asdict(self), "at": self.at.isoformat() if self.at else None}

    @classmethod
    def from_plain(cls, plain: dict[str, Any]) -> PdfSignature:
        """What ``plain`` made, back."""
        at = datetime.fromisoformat(plain["at"]) if plain["at"] else None
        return cls(**{**plain, "at": at})


def read(file: BinaryIO, *, trust: str = "", symbol: str = "") -> dict[str, Any]:
    """The signatures of a PDF in the order they were made, plain, in the process apart; with a
    ``symbol`` also the number before it and the day on the first page.

    ``trust``: a folder of certificates and lists of revoked ones, '' for none. Raises ``NotTaken``
    for a file whose signatures cannot be read at all, or has too many.
    """
    # Here, so that files without signatures do not wait for the library.
    from pyhanko.pdf_utils.reader import PdfFileReader

    try:
        # Files from other programs are lenient with the standard; their bytes are judged, not they.
        reader = PdfFileReader(file, strict=False)
        known = _known(reader, trust)
        found = [_read(each, known) for each in reader.embedded_regular_signatures[: MOST + 1]]
    except MemoryError:
        raise
    except Exception:
        # Broken input meets a parser with exceptions of any class.
        raise NotTaken(
            "Không đọc được chữ ký số trong tệp PDF; tải lại tệp từ nơi ký rồi chọn lại."
        ) from None
    if len(found) > MOST:
        raise NotTaken(f"Tệp PDF có hơn {MOST} chữ ký số; kiểm tra lại tệp.")
    stated = numbers.read(file, symbol=symbol) if symbol else {}
    return {"signatures": [each.plain() for each in found], **stated}


def _known(reader: PdfFileReader, trust: str) -> dict[str, Any]:
    """What certificates are judged by: as ``ValidationContext`` takes it. A file in the folder that
    is neither certificate nor list is left out: what it would vouch for stays unknown."""
    from asn1crypto import crl, pem
    from pyhanko.keys import load_certs_from_pemder_data
    from pyhanko.sign.validation.dss import DocumentSecurityStore

    roots, lists = [], []
    for path in sorted(Path(trust).glob("*")) if trust else ():
        with suppress(ValueError, OSError):
            data = path.read_bytes()
            if path.suffix == ".crl":
                plain = pem.unarmor(data)[2] if pem.detect(data) else data
                lists.append(crl.CertificateList.load(plain, strict=True))
            else:
                roots += load_certs_from_pemder_data(data)
    brought = DocumentSecurityStore.read_dss(reader) if "/DSS" in reader.root else None
    return {"trust_roots": roots, "crls": lists, "brought": brought}


def _read(embedded: EmbeddedPdfSignature, known: dict[str, Any]) -> PdfSignature:
    from pyhanko.sign.diff_analysis import ModificationLevel
    from pyhanko.sign.validation import SignatureCoverageLevel, validate_pdf_signature
    from pyhanko.sign.validation.settings import KeyUsageConstraints
    from pyhanko_certvalidator import ValidationContext

    said = {name: known[name] for name in ("trust_roots", "crls")}
    said |= {"allow_fetching": False, "moment": embedded.self_reported_timestamp}
    # A list of revoked certificates is younger than what it speaks of.
    said |= {"retroactive_revinfo": True}
    brought = known["brought"]
    context = brought.as_validation_context(said) if brought else ValidationContext(**said)
    status = validate_pdf_signature(
        embedded,
        signer_validation_context=context,
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
        certificate=_judged(status, has_authorities=bool(known["trust_roots"])),
        issuer=_text(status.signing_cert.issuer.native.get("common_name")),
    )


def _judged(status: PdfSignatureStatus, *, has_authorities: bool) -> str:
    """The first that is wrong with a certificate, or that nothing is."""
    of, at = status.signing_cert, status.signer_reported_dt
    if status.revoked:
        return REVOKED
    if at is not None and not of.not_valid_before <= at <= of.not_valid_after:
        return EXPIRED
    if not has_authorities:
        return UNCHECKED
    return TRUSTED if status.trusted else UNKNOWN


def _text(value: object) -> str:
    return ", ".join(value) if isinstance(value, list) else str(value or "")
