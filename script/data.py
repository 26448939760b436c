"""The data of the embedded mode: the tables as the code wants them, the demo the first time.

Prints the accounts of the demo. All in one process: each start of Django costs the better part
of a second, and the portal has to be there again in five.
"""

import os
import sys
from pathlib import Path

import django
from django.core.management import CommandError, call_command

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tayninh_portal.settings")
django.setup()
try:
    call_command("migrate", verbosity=0)
    call_command("load_demo", year=2019, if_empty=True)
    call_command("demo_accounts")
except CommandError as error:
    sys.exit(str(error))
