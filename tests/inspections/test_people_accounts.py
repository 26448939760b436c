"""Accounts on the administrator's screens: list, create, correct, lock, invite."""

import re
import uuid
from datetime import date
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import reverse

from inspections.people.actions import create_account, set_active
from tayninh_portal.access import Role
from tayninh_portal.errors import Conflict
from tayninh_portal.models import Change, Notice, User
from tests.fixtures.cast import appoint, make_user
from tests.fixtures.mails import work

LIST = reverse("account-list")


def url(name: str, account: User) -> str:
    """A page about one account."""
    return reverse(f"account-{name}", args=[account.pk])


def found(response) -> list[str]:
    """Staff codes of the rows, in order."""
    return [row.username for row in response.context["page"]]


@pytest.mark.parametrize("who", ["manager", "specialist", "clerk_a", "leader", "nobody"])
def test_only_the_administrator_sees_accounts(cast, who):
    client = cast.client(who)
    assert client.get(LIST).status_code == 403
    assert client.get(reverse("account-create")).status_code == 403
    for name in ("detail", "update", "lock", "unlock"):
        assert client.get(url(name, cast.clerk_b)).status_code == 403
    for name in ("update", "lock", "unlock", "link"):
        assert client.post(url(name, cast.clerk_b), {"note": "x"}).status_code == 403
    assert cast.fresh("clerk_b").is_active
    assert not Change.objects.of(cast.clerk_b).exists()


def test_the_list_filters_by_name_post_and_state(cast):
    client = cast.client("admin")
    assert found(client.get(LIST, {"q": "hoa CLERK_A"})) == ["clerk_a"]
    assert found(client.get(LIST, {"role": "agency_clerk"})) == ["clerk_a", "clerk_b"]
    assert found(client.get(LIST, {"agency": cast.a.pk})) == ["clerk_a", "head_a"]
    both = {"role": "agency_clerk", "agency": cast.a.pk}
    assert found(client.get(LIST, both)) == ["clerk_a"]
    assert found(client.get(LIST, {"state": "without_post"})) == ["nobody"]
    set_active(cast.office_examiner, by=cast.admin, active=False, note="Nghỉ việc")
    assert found(client.get(LIST, {"state": "locked"})) == ["office_examiner"]
    assert "office_examiner" not in found(client.get(LIST, {"state": "in_use"}))


def test_role_and_agency_are_those_of_one_post(cast):
    appoint(cast.clerk_a, Role.AGENCY_HEAD, cast.a_unit)
    asked = {"role": "agency_head", "agency": cast.a.pk}
    assert found(cast.client("admin").get(LIST, asked)) == ["head_a"]


def test_the_list_shows_no_mail_address_and_no_telephone(cast):
    User.objects.filter(pk=cast.clerk_a.pk).update(email="a@example.vn", phone="0912345678")
    page = cast.client("admin").get(LIST).content.decode()
    assert "a@example.vn" not in page
    assert "0912345678" not in page


@pytest.mark.parametrize("rows", [1, 30])
def test_the_list_takes_the_same_queries_for_any_number_of_rows(
    cast, rows, django_assert_num_queries
):
    for number in range(rows):
        user = make_user(f"tnh-{number:03}", f"Người thứ {number} (minh họa)")
        appoint(user, Role.AGENCY_CLERK, cast.a)
        appoint(user, Role.AGENCY_HEAD, cast.a_unit)
    client = cast.client("admin")
    # Session, user, posts; agencies to filter by; count, rows, their posts.
    with django_assert_num_queries(7):
        client.get(LIST, {"q": "tnh"})


def test_an_account_is_made_once_however_often_they_click(cast):
    data = {
        "client_id": str(uuid.uuid4()),
        "username": "TNH-015",
        "full_name": "Nguyễn  Văn Ất (minh họa)",
        "email": "At@Example.vn",
        "phone": "0276 3822 222",
    }
    client = cast.client("admin")
    for _ in range(2):
        response = client.post(reverse("account-create"), data)
        account = User.objects.get(username="tnh-015")
        assert response["Location"] == url("detail", account)
    assert (account.full_name, account.email, account.phone) == (
        "Nguyễn Văn Ất (minh họa)",
        "at@example.vn",
        "02763822222",
    )
    assert not account.has_usable_password()
    assert [line.label for line in Change.objects.of(account)] == ["Tạo tài khoản"]


def test_the_log_of_an_account_holds_no_personal_data(cast):
    client_id = uuid.uuid4()
    account = create_account(
        by=cast.admin,
        client_id=client_id,
        username="tnh-015",
        full_name="Nguyễn Văn Ất",
        email="at@example.vn",
        phone="0912345678",
    )
    (line,) = Change.objects.of(account)
    assert (line.client_id, line.data, line.note) == (client_id, {}, "")


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("username", "clerk_a", "Tên đăng nhập đã được sử dụng"),
        ("username", "at@example.vn", "Tên đăng nhập gồm từ 2 đến 100 chữ không dấu"),
        ("username", "nguyễn ất", "Tên đăng nhập gồm từ 2 đến 100 chữ không dấu"),
        ("email", "at@", "Địa chỉ thư điện tử chưa đúng."),
        ("email", "A@example.vn", "Địa chỉ thư điện tử này đã có tài khoản khác dùng."),
        ("phone", "12", "Số điện thoại không hợp lệ"),
        ("full_name", "", ""),
        ("full_name", "a\x07b", "ký tự điều khiển"),
    ],
)
def test_a_wrong_account_comes_back_with_what_was_typed(cast, field, value, sentence):
    User.objects.filter(pk=cast.clerk_b.pk).update(email="a@example.vn")
    data = {
        "client_id": str(uuid.uuid4()),
        "username": "tnh-015",
        "full_name": "Nguyễn Văn Ất",
        "email": "",
        "phone": "",
    }
    before = User.objects.count()
    response = cast.client("admin").post(reverse("account-create"), data | {field: value})
    errors = response.context["form"].errors
    stated = " ".join(message for messages in errors.values() for message in messages)
    assert sentence in stated
    assert stated
    kept = "full_name" if field != "full_name" else "username"
    assert f'value="{data[kept]}"' in response.content.decode()
    assert User.objects.count() == before


def second_administrator(cast) -> Client:
    """A browser of somebody else who may do it too."""
    appoint(cast.nobody, Role.ADMINISTRATOR, cast.department)
    return cast.client("nobody")


def test_the_second_of_two_corrections_is_told_and_keeps_its_text(cast):
    data = {"full_name": "Minh họa một", "email": "", "phone": "", "seen_version": 0}
    assert cast.client("admin").post(url("update", cast.clerk_a), data).status_code == 302
    other = second_administrator(cast)
    answer = other.post(url("update", cast.clerk_a), data | {"full_name": "Minh họa hai"})
    form = answer.context["form"]
    assert "đã được người khác sửa" in answer.content.decode()
    assert ("Họ và tên", "Minh họa một", "Minh họa hai") in form.lost.texts
    assert form["full_name"].value() == "Minh họa hai"
    account = cast.fresh("clerk_a")
    assert (account.full_name, account.search) == ("Minh họa một", "minh hoa mot clerk_a")
    again = {name: form[name].value() for name in form.fields}
    assert other.post(url("update", cast.clerk_a), again).status_code == 302
    assert cast.fresh("clerk_a").full_name == "Minh họa hai"


# Page → what is typed there, and the line it leaves.
FORMS = {
    "update": ({"full_name": "Minh họa một", "email": "", "phone": ""}, "Sửa tài khoản"),
    "lock": ({"note": "Nghỉ việc"}, "Khóa tài khoản"),
}


@pytest.mark.parametrize("name", FORMS)
def test_a_second_click_is_done_and_said_once(cast, name):
    typed, label = FORMS[name]
    client = cast.client("admin")
    data = typed | {"seen_version": 0, "client_id": str(uuid.uuid4())}
    for _ in range(2):
        answer = client.post(url(name, cast.office_examiner), data)
        assert answer["Location"] == url("detail", cast.office_examiner)
    assert len(list(client.get(answer["Location"]).context["messages"])) == 1
    assert [line.label for line in Change.objects.of(cast.office_examiner)] == [label]


@pytest.mark.parametrize("name", FORMS)
def test_a_second_window_of_the_same_person_is_told_so(cast, name):
    typed, label = FORMS[name]
    client = cast.client("admin")
    for _ in range(2):
        data = typed | {"seen_version": 0, "client_id": str(uuid.uuid4())}
        answer = client.post(url(name, cast.office_examiner), data)
    assert answer.status_code == 200
    assert "Bạn đã lưu bản ghi này từ một cửa sổ khác" in answer.content.decode()
    assert [line.label for line in answer.context["form"].lost.since] == [label]


def test_locking_asks_why_and_unlocking_too(cast):
    client = cast.client("admin")
    nothing = {"note": "", "seen_version": 0}
    assert client.post(url("lock", cast.office_examiner), nothing).context["form"].errors["note"]
    assert cast.fresh("office_examiner").is_active
    client.post(url("lock", cast.office_examiner), {"note": "Nghỉ việc", "seen_version": 0})
    assert not cast.fresh("office_examiner").is_active
    client.post(url("unlock", cast.office_examiner), {"note": "Đi làm lại", "seen_version": 1})
    assert cast.fresh("office_examiner").is_active
    lines = Change.objects.of(cast.office_examiner).values_list("label", "note")
    assert list(lines) == [
        ("Khóa tài khoản", "Nghỉ việc"),
        ("Mở khóa tài khoản", "Đi làm lại"),
    ]


def test_an_account_that_is_locked_is_not_locked_again(cast):
    set_active(cast.office_examiner, by=cast.admin, active=False, note="Nghỉ việc")
    with pytest.raises(Conflict):
        set_active(cast.fresh("office_examiner"), by=cast.admin, active=False, note="Nghỉ việc")
    assert Change.objects.of(cast.office_examiner).count() == 1


def test_nobody_locks_themselves_out(cast):
    data = {"note": "Thử", "seen_version": 0}
    response = cast.client("admin").post(url("lock", cast.admin), data)
    assert response.status_code == 403
    assert "Không thể tự khóa tài khoản của mình" in response.content.decode()
    assert cast.fresh("admin").is_active


def test_the_last_lasting_administrator_is_not_locked_by_one_who_leaves(cast):
    appoint(cast.nobody, Role.ADMINISTRATOR, cast.department, ends_on=date(2035, 1, 1))
    response = cast.client("nobody").post(
        url("lock", cast.admin), {"note": "Thử", "seen_version": 0}
    )
    assert response.context["form"].errors["note"] == [
        "Phải còn ít nhất một quản trị; hãy giao người khác trước."
    ]
    assert cast.fresh("admin").is_active


def link_mail(server):
    """The one mail with a link; the holder is told of it by another."""
    (found,) = [m for m in server.received if m.message["Subject"].startswith("Đặt mật khẩu")]
    return found


def test_whoever_asks_for_a_link_never_sees_it(cast, mail_server):
    """The attack: the administrator reads the link on the page and is the leader."""
    User.objects.filter(pk=cast.leader.pk).update(email="chu-tich@example.vn")
    client = cast.client("admin")
    sent = {"client_id": str(uuid.uuid4())}
    for _ in range(2):
        answer = client.post(url("link", cast.leader), sent)
        assert answer["Location"] == url("detail", cast.leader)
    work()
    received = link_mail(mail_server)
    link = re.search(r"https?://\S+", received.message.get_content())[0]
    key = urlsplit(link).path.rstrip("/").split("-", 1)[1]
    page = client.get(answer["Location"]).content.decode()
    assert "Đã gửi liên kết đặt mật khẩu tới thư công vụ của người này." in page
    assert (key in page, key in str(dict(client.session))) == (False, False)
    (line,) = Change.objects.of(cast.leader)
    assert (line.label, line.note, line.data) == ("Gửi liên kết đặt mật khẩu", "", {})


def test_without_mail_no_link_is_given_by_one_person(cast):
    answer = cast.client("admin").post(url("link", cast.clerk_a))
    assert answer.status_code == 403
    assert "liên kết chỉ giao trên giấy, do hai người" in answer.content.decode()
    assert not Change.objects.of(cast.clerk_a).exists()


def test_a_link_is_made_by_a_deed_and_not_by_an_address(cast):
    assert cast.client("admin").get(url("link", cast.clerk_a)).status_code == 405
    assert not Change.objects.of(cast.clerk_a).exists()


def test_a_locked_account_gets_no_link(cast):
    set_active(cast.clerk_a, by=cast.admin, second=cast.manager, active=False, note="Nghỉ việc")
    response = cast.client("admin").post(url("link", cast.clerk_a))
    assert response.status_code == 403
    assert "Tài khoản đang bị khóa; hãy mở khóa trước." in response.content.decode()
    page = cast.client("admin").get(url("detail", cast.clerk_a)).content.decode()
    assert "Tài khoản đang bị khóa; hãy mở khóa trước." in page


def test_a_link_goes_by_mail_where_there_is_mail_and_an_address(cast, mail_server):
    client = cast.client("admin")
    assert client.post(url("link", cast.clerk_b)).status_code == 403
    User.objects.filter(pk=cast.clerk_a.pk).update(email="a@example.vn")
    assert client.post(url("link", cast.clerk_a)).status_code == 302
    assert list(Notice.objects.values_list("user__username", "kind")) == [("clerk_a", "link")]
    work()
    received = link_mail(mail_server)
    assert received.to == ("a@example.vn",)
    text = received.message.get_content()
    assert "Minh họa" not in text
    assert Client().get(urlsplit(re.search(r"https?://\S+", text)[0]).path).status_code == 302


def test_the_page_of_an_account_shows_posts_by_where_today_falls(cast):
    page = cast.client("admin").get(url("detail", cast.clerk_a)).content.decode()
    assert "Chức trách đang giữ" in page
    assert "Chức trách sắp tới" not in page
    assert "Chưa đăng nhập lần nào" in page
    assert "Hôm nay không giữ chức trách nào." in (
        cast.client("admin").get(url("detail", cast.nobody)).content.decode()
    )


def test_search_over_everything_finds_accounts_for_the_administrator_alone(cast):
    def hits(who: str) -> list[str]:
        answer = cast.client(who).get(reverse("search"), {"q": "clerk"})
        return [hit.label for hit in answer.context["hits"] if hit.kind == "Tài khoản"]

    assert hits("admin") == ["Minh họa clerk_a", "Minh họa clerk_b"]
    assert hits("manager") == []
