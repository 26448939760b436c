"""Files that show what was put right: one by one, opened on record, taken back and not lost."""

import io

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from inspections.remedies import proofs
from inspections.remedies import workflow as remedy_flow
from inspections.remedies.models import Proof
from inspections.remedies.proofs import add_proofs, open_proof, remove_proof
from tayninh_portal.errors import Refused
from tayninh_portal.models import FileOpening
from tests.doing import do
from tests.inspections.answering import NOW, remedy, reported, text_of

pytestmark = pytest.mark.usefixtures("files")


@pytest.fixture
def files(settings, tmp_path):
    settings.FILES_DIR = tmp_path


@time_machine.travel(NOW, tick=False)
def test_a_photo_that_is_none_is_told_at_its_place_and_the_others_are_kept(cast):
    made, client = remedy(cast), cast.client("clerk_a")
    url = reverse("remedy-prove", args=[made.pk])
    sent = [_sound(0), SimpleUploadedFile("thu.png", b"khong phai anh"), _sound(1)]
    page = text_of(client.post(url, {"uploads": sent}))
    assert "thu.png: Loại tệp không được nhận." in page
    assert "Đã lưu 02 tệp minh chứng." in page
    assert [proof.file.name for proof in Proof.objects.order_by("pk")] == [
        f"minh-chung-{made.pk}-1.png",
        f"minh-chung-{made.pk}-2.png",
    ]


def test_the_same_file_sent_twice_is_kept_once(cast):
    made = remedy(cast)
    for _ in range(2):
        kept, refused = add_proofs(made, [_sound(0)], by=cast.clerk_a, at=NOW)
        assert (len(kept), refused) == (1, [])
    assert Proof.objects.count() == 1


def test_no_more_than_a_remedy_takes_and_none_is_lost(cast, monkeypatch):
    monkeypatch.setattr(proofs, "MOST", 1)
    kept, refused = add_proofs(remedy(cast), [_sound(0), _sound(1)], by=cast.clerk_a, at=NOW)
    assert (len(kept), len(refused)) == (1, 1)
    assert refused[0].endswith(proofs.TOO_MANY)


def test_what_a_request_has_no_time_for_is_told_and_not_opened(cast, monkeypatch):
    monkeypatch.setattr(proofs, "SECONDS", -1)
    kept, refused = add_proofs(remedy(cast), [_sound(0)], by=cast.clerk_a, at=NOW)
    assert (kept, refused) == ([], [f"anh-0.png: {proofs.NO_TIME}"])


def test_a_form_without_a_file_says_so(cast):
    page = text_of(
        cast.client("clerk_a").post(reverse("remedy-prove", args=[remedy(cast).pk]), {"sent": "1"})
    )
    assert "Chọn ít nhất một tệp." in page


def test_who_judges_opens_it_on_record_and_nobody_else_knows_more_than_that_it_is_there(cast):
    made = reported(cast)
    [proof], _ = add_proofs(made, [_sound(0)], by=cast.clerk_a, at=NOW)
    assert open_proof(proof, by=cast.specialist, at=NOW) == _sound(0).read()
    opening = FileOpening.objects.get()
    assert (opening.by, opening.record_type) == (cast.specialist, "inspections.remedy")
    with pytest.raises(Refused):
        open_proof(proof, by=cast.specialist_b, at=NOW)
    url = reverse("remedy-detail", args=[made.pk])
    assert "Có 01 tệp" in text_of(cast.client("specialist_b").get(url))
    assert proof.file.name in text_of(cast.client("specialist").get(url))


def test_it_is_taken_back_until_it_is_confirmed_and_the_row_stays(cast):
    made = reported(cast)
    [proof], _ = add_proofs(made, [_sound(0)], by=cast.clerk_a, at=NOW)
    assert [remove_proof(proof, by=cast.head_a, at=NOW) for _ in range(2)] == [True, False]
    assert (Proof.objects.get().removed_by, Proof.objects.get().removed_at) == (cast.head_a, NOW)
    [proof], _ = add_proofs(made, [_sound(1)], by=cast.clerk_a, at=NOW)
    do(remedy_flow.CONFIRM, made, by=cast.specialist, at=NOW)
    proof = Proof.objects.get(pk=proof.pk)
    with pytest.raises(Refused):
        remove_proof(proof, by=cast.clerk_a, at=NOW)
    with pytest.raises(Refused):
        add_proofs(proof.remedy, [_sound(2)], by=cast.clerk_a, at=NOW)


def _sound(number: int) -> SimpleUploadedFile:
    """A sound picture, another one for each number."""
    data = io.BytesIO()
    Image.new("RGB", (8, 8), (number, 0, 0)).save(data, "PNG")
    return SimpleUploadedFile(f"anh-{number}.png", data.getvalue(), "image/png")
