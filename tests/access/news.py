"""A notice, a mail of the demo and a mail in doubt, for the access table."""

from django.utils import timezone

from tayninh_portal.models import Mail, Notice
from tayninh_portal.models.notices import MailKind, MailState, NoticeKind
from tayninh_portal.notifications.letters import letter_of
from tayninh_portal.notifications.transport import MailDirectory
from tests.fixtures.cast import Cast


def build(cast: Cast) -> dict[str, dict[str, object]]:
    """Objects by name → the keyword arguments of their addresses."""
    notice = Notice.objects.create(
        user=cast.specialist,
        kind=NoticeKind.DEVICE,
        record_type="portal.user",
        record_id=cast.specialist.pk,
        step="v1",
        at=timezone.now(),
    )
    return {
        "notice of S": {"pk": notice.pk},
        "mail of S": {"pk": written_mail(cast.specialist).pk},
        "mail in doubt": {"pk": _mail(cast.specialist, MailState.UNCLEAR).pk},
    }


def written_mail(user) -> Mail:
    """A link that lies as a file in the directory of the demo."""
    mail = _mail(user, MailState.SENT)
    mail.user.email = "minh-hoa@example.vn"
    letter = letter_of(mail, timezone.now())
    MailDirectory().deliver("minh-hoa@example.vn", letter, lambda: None)
    return mail


def _mail(user, state: MailState) -> Mail:
    now = timezone.now()
    return Mail.objects.create(
        user=user,
        kind=MailKind.RESET,
        message_id=f"<{state.value}@tests>",
        state=state,
        asked_at=now,
        not_before=now,
        settled_at=now,
    )
