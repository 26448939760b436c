"""Which real parts a test needs (its markers), and why one of them is not to be had."""

import ctypes
import os
import shutil
from functools import cache
from pathlib import Path

from tests.services import chromium

# Libraries WeasyPrint opens by name; no wheel brings them.
PDF_LIBRARIES = ("libpango-1.0.so.0", "libpangoft2-1.0.so.0", "libharfbuzz-subset.so.0")
# poppler-utils and qpdf: what reads a PDF back, independent of what wrote it.
PDF_PROGRAMS = ("pdftotext", "pdffonts", "pdftoppm", "qpdf")
# Apache PDFBox Preflight, which reads a PDF/A-1b as an archive does, and what it is linked against.
JARS = Path("/usr/share/java")
PREFLIGHT = (
    "preflight.jar",
    "pdfbox2.jar",
    "fontbox2.jar",
    "xmpbox.jar",
    "commons-logging.jar",
    "javax.activation.jar",
    "jaxb-api.jar",
)


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


@cache
def missing_for_pdf() -> str:
    """What is missing to write and read PDF files; empty when nothing is."""
    libraries = [name for name in PDF_LIBRARIES if not _loads(name)]
    programs = [name for name in PDF_PROGRAMS if not shutil.which(name)]
    lacking = [f"thư viện {name}" for name in libraries] + [f"lệnh {name}" for name in programs]
    return f"thiếu {', '.join(lacking)}" if lacking else ""


@cache
def missing_for_playwright() -> str:
    """Playwright's driver is a program of its own; its wheel does not bring this library."""
    return "" if _loads("libatomic.so.1") else "thiếu thư viện libatomic.so.1 (libatomic1)"


@cache
def missing_for_word() -> str:
    """LibreOffice without a screen opens what Word opens."""
    lacking = "không tìm thấy LibreOffice (Debian: apt-get install libreoffice-writer-nogui)"
    return "" if shutil.which("soffice") else lacking


@cache
def missing_for_archive() -> str:
    """A Java without a screen runs Preflight."""
    if shutil.which("java") and all((JARS / name).exists() for name in PREFLIGHT):
        return ""
    packages = "libpdfbox2-java libactivation-java libjaxb-api-java default-jre-headless"
    return f"không tìm thấy Apache PDFBox Preflight (Debian: apt-get install {packages})"


def missing_for_celery(database: str) -> str:
    """A worker is another process: it needs a broker and a database server."""
    if database != "postgresql":
        return "cần --database=postgresql (script/test tự mở PostgreSQL)"
    if not os.environ.get("TEST_REDIS_URL"):
        return "không có Redis hoặc Valkey (TEST_REDIS_URL)"
    return ""


def why_not(item) -> str:
    """The reason why this test cannot run here; empty when it can."""
    database = item.config.option.database
    wanted = {marker.name for marker in item.iter_markers()}
    reasons = []
    if "postgresql" in wanted and database != "postgresql":
        reasons.append("chỉ chạy trên PostgreSQL")
    if "sqlite" in wanted and database != "sqlite":
        reasons.append("chỉ chạy trên SQLite")
    if "celery" in wanted:
        reasons.append(missing_for_celery(database))
    if "browser" in wanted:
        reasons.append(chromium.why_missing() or missing_for_playwright())
    if "word" in wanted:
        reasons.append(missing_for_word())
    if "archive" in wanted:
        reasons.append(missing_for_archive())
    if "pdf" in wanted:
        reasons.append(missing_for_pdf())
    return "; ".join(reason for reason in reasons if reason)
