"""``python -m tests.portal.dying_worker KEY…``: workers that die by SIGKILL, each a bit later.

For the n-th key a child process runs the job of that key and kills itself before its n-th
statement to the database (an odd n: after it, with the answer unread). Prints how many of the
workers died; the first that lived to the end is the last that is tried.

``python -m tests.portal.dying_worker --again KEY`` lets them all take up the same job, one after
the death of the other, until one finds it done or lives. For jobs of which there is one alone.
"""

import os
import signal
import sys
from datetime import timedelta

import django
from django.db import connection
from django.utils import timezone

django.setup()

from tayninh_portal import jobs  # noqa: E402  needs the apps
from tayninh_portal.models import Job  # noqa: E402
from tayninh_portal.models.jobs import JobState  # noqa: E402
from tests.portal import job_handlers  # noqa: E402, F401  registers itself


class Death:
    """An execute_wrapper that kills its process around one statement."""

    def __init__(self, number):
        self.statement, self.after = divmod(number, 2)
        self.seen = -1

    def __call__(self, execute, sql, params, many, context):
        self.seen += 1
        if self.seen == self.statement and not self.after:
            os.kill(os.getpid(), signal.SIGKILL)
        result = execute(sql, params, many, context)
        if self.seen == self.statement and self.after:
            os.kill(os.getpid(), signal.SIGKILL)
        return result


def lived(number, job_id):
    """Whether a worker that should die at that place came to the end of the job."""
    child = os.fork()
    if child == 0:
        with connection.execute_wrapper(Death(number)):
            jobs.run(job_id)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFEXITED(status)


def again(key):
    """One job, taken up after each death by a worker that comes a bit further."""
    job_id = Job.objects.get(key=key).pk
    died = 0
    while True:
        long_ago = timezone.now() - timedelta(hours=1)
        waits = Job.objects.filter(pk=job_id).exclude(state=JobState.DONE)
        # Three deaths would end it; here each counts as the first.
        if not waits.update(attempts=0, lease_until=long_ago):
            break
        connection.close()  # a child must not speak through the connection of its parent
        if lived(died, job_id):
            break
        died += 1
    print(died)


def main(keys):
    if keys[0] == "--again":
        again(keys[1])
        return
    ids = dict(Job.objects.filter(key__in=keys).values_list("key", "pk"))
    connection.close()  # a child must not speak through the connection of its parent
    died = 0
    for number, key in enumerate(keys):
        if lived(number, ids[key]):
            break
        died += 1
    print(died)


if __name__ == "__main__":
    main(sys.argv[1:])
