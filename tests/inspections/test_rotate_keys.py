"""``manage.py rotate_keys``: afterwards the newest key alone opens every identity."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from inspections.identities.actions import reseal_identity, seal_identity
from inspections.identities.models import Identity
from tayninh_portal.keyring import keyring, rotate_payloads
from tayninh_portal.lib.secrets import CannotDecrypt, make_key


def seal(count):
    return [seal_identity({"name": f"Người {n} (minh họa)"}) for n in range(count)]


@pytest.fixture
def new_key(db, settings):
    """Five identities under the old key, and a newer key in front of it."""
    seal(5)
    settings.FIELD_KEYS = [make_key(), *settings.FIELD_KEYS]
    return settings.FIELD_KEYS[0]


def names():
    opened = [keyring().decrypt(i.payload) for i in Identity.objects.order_by("pk")]
    return [text.split('"')[3] for text in opened]


def test_the_old_key_is_needed_before_and_not_after(new_key, settings, capsys):
    before = names()
    call_command("rotate_keys")
    assert capsys.readouterr().out.startswith(
        "Đã mã hóa lại 5 mục định danh, 0 mục định danh đã dùng khóa mới"
    )
    settings.FIELD_KEYS = [new_key]
    assert names() == before == [f"Người {n} (minh họa)" for n in range(5)]


def test_without_it_the_old_key_is_needed(new_key, settings):
    settings.FIELD_KEYS = [new_key]
    with pytest.raises(CannotDecrypt):
        names()


def test_every_batch_is_done(new_key):
    found = rotate_payloads(Identity.objects.all(), batch=2)
    assert (found.rotated, found.current, found.unreadable) == (5, 0, [])


def test_a_second_time_writes_nothing(new_key):
    call_command("rotate_keys")
    before = list(Identity.objects.values_list("pk", "payload"))
    found = rotate_payloads(Identity.objects.all())
    assert (found.rotated, found.current) == (0, 5)
    assert list(Identity.objects.values_list("pk", "payload")) == before


def test_a_look_writes_nothing_and_fails_while_the_old_key_is_needed(new_key):
    before = list(Identity.objects.values_list("pk", "payload"))
    with pytest.raises(CommandError, match="Còn 5 mục định danh dùng khóa cũ"):
        call_command("rotate_keys", check=True)
    assert list(Identity.objects.values_list("pk", "payload")) == before
    call_command("rotate_keys")
    call_command("rotate_keys", check=True)


def test_an_identity_that_no_key_opens_is_named_and_left(new_key, settings):
    lost = Identity.objects.order_by("pk").last()
    Identity.objects.filter(pk=lost.pk).update(payload="gAAAAA-khong-mo-duoc")
    with pytest.raises(CommandError, match=rf"1 mục định danh \(số {lost.pk}\)"):
        call_command("rotate_keys")
    assert Identity.objects.get(pk=lost.pk).payload == "gAAAAA-khong-mo-duoc"
    settings.FIELD_KEYS = [new_key]
    Identity.objects.filter(pk=lost.pk).delete()
    assert len(names()) == 4


class Correction:
    """An execute_wrapper: somebody corrects an identity after the batch was read."""

    def __init__(self, identity):
        self.identity = identity

    def __call__(self, execute, sql, params, many, context):
        if sql.startswith("UPDATE") and self.identity:
            identity, self.identity = self.identity, None
            reseal_identity(identity, {"name": "Tên đã sửa (minh họa)"})
        return execute(sql, params, many, context)


def test_a_correction_made_meanwhile_is_kept(new_key):
    last = Identity.objects.order_by("pk").last()
    with connection.execute_wrapper(Correction(last)):
        found = rotate_payloads(Identity.objects.all())
    assert (found.old, found.rotated) == (5, 4)
    assert names() == [*(f"Người {n} (minh họa)" for n in range(4)), "Tên đã sửa (minh họa)"]


def test_the_search_by_telephone_still_finds_the_caller(db, settings):
    seal_identity({"name": "Người gọi (minh họa)", "phone": "0276 3822 222"})
    settings.FIELD_KEYS = [make_key(), *settings.FIELD_KEYS]
    call_command("rotate_keys")
    index = keyring().blind_index("02763822222", purpose="phone")
    assert Identity.objects.filter(phone_index=index).count() == 1
