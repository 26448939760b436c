"""``python -m tests.portal.dying_worker KEY…``: workers that die by SIGKILL, each a bit later.

For the n-th key a child process runs the job of that key and kills itself before its n-th
statement to the database (an even n: after it, with the answer unread). Prints how many of the
workers died; the first that lived to the end is the last that is tried.
"""

import os
import signal
import sys

import django
from django.db import connection

django.setup()

from tayninh_portal import jobs  # noqa: E402  needs the apps
from tayninh_portal.models import Job  # noqa: E402
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


def main(keys):
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
