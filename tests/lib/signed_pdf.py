"""A PDF signed for the test: the keys are made up on the spot, the signatures are real."""

from __future__ import annotations

import io
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from functools import cache

import pikepdf
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers

ORGANIZATION = "UBND tỉnh Tây Ninh (minh họa)"


def plain_pdf(pages: int = 1) -> bytes:
    """A PDF without any signature, the same each time."""
    pdf, out = pikepdf.new(), io.BytesIO()
    for _ in range(pages):
        pdf.add_blank_page()
    pdf.save(out, deterministic_id=True)
    return out.getvalue()


@cache
def signer_named(name: str) -> signers.SimpleSigner:
    """Somebody with a certificate of their own making."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    subject = x509.Name(
        [
            x509.NameAttribute(NameOID.COMMON_NAME, name),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, ORGANIZATION),
        ]
    )
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(datetime(2019, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2040, 1, 1, tzinfo=UTC))
        .sign(key, hashes.SHA256())
    )
    packed = pkcs12.serialize_key_and_certificates(
        b"nguoi-ky", key, certificate, None, serialization.NoEncryption()
    )
    return signers.SimpleSigner.load_pkcs12_data(packed, other_certs=[], passphrase=None)


def sign_pdf(data: bytes, name: str, field: str = "Chữ ký 1") -> bytes:
    """``data`` signed by ``name``: a new revision at its end."""
    writer = IncrementalPdfFileWriter(io.BytesIO(data))
    metadata = signers.PdfSignatureMetadata(field_name=field)
    # The library runs an event loop, and so does the browser of a test in this very thread.
    with ThreadPoolExecutor(max_workers=1) as aside:
        done = aside.submit(signers.sign_pdf, writer, metadata, signer=signer_named(name))
        return done.result().getvalue()


def with_another_page_size(data: bytes) -> bytes:
    """One byte of the page turned over, inside what was signed."""
    at = data.index(b"/MediaBox") + 12
    return data[:at] + (b"9" if data[at : at + 1] != b"9" else b"8") + data[at + 1 :]


def with_something_added(data: bytes) -> bytes:
    """A later revision that is no signature."""
    writer, out = IncrementalPdfFileWriter(io.BytesIO(data)), io.BytesIO()
    writer.root["/ThêmVào"] = generic.NumberObject(5)
    writer.update_root()
    writer.write(out)
    return out.getvalue()
