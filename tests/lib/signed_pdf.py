"""A PDF signed for the test: the keys are made up on the spot, the signatures are real."""

from __future__ import annotations

import io
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from functools import cache

import pikepdf
from asn1crypto import crl
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko.sign.validation.dss import DocumentSecurityStore

ORGANIZATION = "UBND tỉnh Tây Ninh (minh họa)"
LISTED = x509.DistributionPoint(
    [x509.UniformResourceIdentifier("http://ca.invalid/thu-hoi.crl")], None, None, None
)


def plain_pdf(pages: int = 1) -> bytes:
    """A PDF without any signature, the same each time."""
    pdf, out = pikepdf.new(), io.BytesIO()
    for _ in range(pages):
        pdf.add_blank_page()
    pdf.save(out, deterministic_id=True)
    return out.getvalue()


def named(name: str, organization: str = ORGANIZATION) -> x509.Name:
    """Whose a certificate is."""
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COMMON_NAME, name),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, organization),
        ]
    )


def certificate_of(key, subject, issuer, issuer_key, serial=1, years=(2019, 2040), is_ca=False):
    """A certificate that is good from the first day of one year to that of another."""
    first, last = (datetime(year, 1, 1, tzinfo=UTC) for year in years)
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(serial)
        .not_valid_before(first)
        .not_valid_after(last)
        .add_extension(x509.BasicConstraints(ca=is_ca, path_length=None), critical=True)
        # Where its authority says that it lists what it took back; nobody asks there.
        .add_extension(x509.CRLDistributionPoints([LISTED]), critical=False)
        .sign(issuer_key, hashes.SHA256())
    )


def signer_with(key, certificate) -> signers.SimpleSigner:
    """Who signs with that key."""
    packed = pkcs12.serialize_key_and_certificates(
        b"nguoi-ky", key, certificate, None, serialization.NoEncryption()
    )
    return signers.SimpleSigner.load_pkcs12_data(packed, other_certs=[], passphrase=None)


@cache
def new_key(name: str) -> rsa.RSAPrivateKey:
    """The key of ``name``: making one takes a while."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@cache
def signer_named(name: str) -> signers.SimpleSigner:
    """Somebody with a certificate of their own making."""
    key, subject = new_key(name), named(name)
    return signer_with(key, certificate_of(key, subject, subject, key))


class Authority:
    """A certificate authority of the tests: gives certificates out, lists those it took back."""

    def __init__(self, name: str = "CA minh họa") -> None:
        self.name, self.key = named(name), new_key(name)
        self.certificate = certificate_of(self.key, self.name, self.name, self.key, is_ca=True)

    def signer(self, name, organization=ORGANIZATION, **given) -> signers.SimpleSigner:
        """Somebody to whom it gave a certificate; ``serial``, ``years`` of it."""
        key = new_key(name)
        subject = named(name, organization)
        return signer_with(key, certificate_of(key, subject, self.name, self.key, **given))

    def revoked(self, *serials: int, on=datetime(2020, 1, 1, tzinfo=UTC)) -> bytes:
        """Its list of the certificates it took back."""
        builder = x509.CertificateRevocationListBuilder(
            issuer_name=self.name,
            last_update=datetime(2020, 1, 1, tzinfo=UTC),
            next_update=datetime(2040, 1, 1, tzinfo=UTC),
            revoked_certificates=[
                x509.RevokedCertificateBuilder().serial_number(each).revocation_date(on).build()
                for each in serials
            ],
        )
        return builder.sign(self.key, hashes.SHA256()).public_bytes(serialization.Encoding.DER)

    def write(self, folder, *lists: bytes) -> str:
        """What the administrator lays down: its certificate and its lists; the folder's path."""
        pem = self.certificate.public_bytes(serialization.Encoding.PEM)
        (folder / "ca.pem").write_bytes(pem)
        for at, each in enumerate(lists):
            (folder / f"{at}.crl").write_bytes(each)
        return str(folder)


def sign_pdf(data: bytes, by: str | signers.SimpleSigner, field: str = "Chữ ký 1") -> bytes:
    """``data`` signed by somebody, or who is named so: a new revision at its end."""
    writer = IncrementalPdfFileWriter(io.BytesIO(data))
    metadata = signers.PdfSignatureMetadata(field_name=field)
    signer = signer_named(by) if isinstance(by, str) else by
    # The library runs an event loop, and so does the browser of a test in this very thread.
    with ThreadPoolExecutor(max_workers=1) as aside:
        done = aside.submit(signers.sign_pdf, writer, metadata, signer=signer)
        return done.result().getvalue()


def with_list_of_revoked(data: bytes, revoked: bytes) -> bytes:
    """``data`` with the authority's list put into the file itself."""
    out = io.BytesIO(data)
    lists = [crl.CertificateList.load(revoked)]
    DocumentSecurityStore.add_dss(out, sig_contents=None, crls=lists)
    return out.getvalue()


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
