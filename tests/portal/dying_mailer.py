"""``python -m tests.portal.dying_mailer``: workers that send a mail each and die by SIGKILL.

The n-th child writes one mail, runs its job and kills itself around the n-th place of the database
(``tests.portal.dying_worker.Death``). Prints how many died; the one that lived is the last.
"""

import uuid

import django
from django.db import connection
from django.utils import timezone

django.setup()

from tayninh_portal.models import Job, Mail, User  # noqa: E402  needs the apps
from tayninh_portal.models.notices import MailKind  # noqa: E402
from tayninh_portal.notifications.notifying import SEND  # noqa: E402
from tests.portal.dying_worker import lived  # noqa: E402


def waiting_job(user) -> Job:
    """A mail that waits, and the job to send it, of which no worker was told."""
    now = timezone.now()
    name = f"<{uuid.uuid4()}@tests>"
    Mail.objects.create(
        user=user, kind=MailKind.RESET, message_id=name, asked_at=now, not_before=now
    )
    return Job.objects.create(key=f"{SEND}-{name}", kind=SEND, created_at=now)


def main():
    user = User.objects.get(username="nguoi-nhan")
    died = 0
    while True:
        job = waiting_job(user)
        connection.close()  # a child must not speak through the connection of its parent
        if lived(died, job.pk):
            break
        died += 1
    print(died)


if __name__ == "__main__":
    main()
