"""What the tests of ``verify_issued`` share: the command, and what somebody does behind it."""

import io

from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection

from reports.issuing.models import PaperKind, Rendering
from reports.narrative.models import Report
from tayninh_portal.guards import lift_guards
from tayninh_portal.models import StoredFile, Versioned


def verified(*options: str) -> tuple[list[str], str]:
    """What the command prints before its account, and the words it fails with."""
    out, failure = io.StringIO(), ""
    try:
        call_command("verify_issued", *options, stdout=out)
    except CommandError as error:
        assert error.returncode == 1
        failure = str(error)
    lines = out.getvalue().splitlines()
    account = next(at for at, line in enumerate(lines) if line.startswith("Đã kiểm tra: "))
    return lines[:account], failure


def differences(*options: str) -> str:
    """What differs, of a command that has to fail and to count it."""
    lines, failure = verified(*(options or ["--no-render"]))
    assert failure == f"Có {len(lines)} điểm khác với lúc ban hành, kể ở trên."
    assert lines
    return "\n".join(lines)


def raw(sql: str, *params: object) -> None:
    """SQL of somebody who owns the database: the guards are lifted first."""
    lift_guards()
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        assert cursor.rowcount >= 1


def overwrite(row, **values) -> None:
    """The same through the ORM, for columns of JSON."""
    lift_guards()
    assert type(row).objects.filter(pk=row.pk).update(**values) == 1


def beside_the_guards(text: str) -> list[str]:
    """The lines but for the guards that were lifted to get there."""
    return [line for line in text.splitlines() if "thiếu khóa chặn" not in line]


def issued_report() -> str:
    return f"Báo cáo năm 2019 (số {Report.objects.get().pk} trong cổng)"


def issued_paper() -> Rendering:
    return Rendering.objects.get(kind=PaperKind.ISSUED)


def all_figures(plain):
    if isinstance(plain, dict):
        if plain.get("type") == "figure":
            yield plain
        plain = list(plain.values())
    if isinstance(plain, list):
        for item in plain:
            yield from all_figures(item)


def replace_bytes(paper: Rendering, data: bytes) -> None:
    """Other bytes under the hash that is theirs."""
    from tayninh_portal.storage import write_bytes

    kept = write_bytes(data)
    overwrite(StoredFile.objects.get(pk=paper.file_id), sha256=kept.sha256, size=kept.size)


def with_another_letter(data: bytes) -> bytes:
    """The PDF with the first letters it draws drawn again: a page that says something else."""
    import pikepdf

    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        page = pdf.pages[0]
        steps = list(pikepdf.parse_content_stream(page))
        shows = [step for step in steps if str(step.operator) in ("Tj", "TJ")]
        steps.insert(steps.index(shows[0]), shows[0])
        page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(steps))
        pdf.save(out)
    return out.getvalue()


def papers() -> list[tuple[int, str]]:
    rows = Rendering.objects.order_by("pk").values_list("pk", "kind")
    return [(pk, PaperKind(kind).label) for pk, kind in rows]


def counted_records() -> int:
    return sum(model.objects.count() for model in apps.get_models() if issubclass(model, Versioned))
