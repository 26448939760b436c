"""The data of the embedded mode: the tables as the code wants them, the demo the first time.

Says what it is doing, and prints the accounts of the demo. All in one process: each start of
Django costs the better part of a second, and the portal has to be there again in five.
"""

import os
import sys
from pathlib import Path

import django
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tayninh_portal.settings")
try:
    django.setup()
    # Imported here: its models need Django set up.
    from tayninh_portal.schema import refuse_data_of_another_version

    refuse_data_of_another_version()
    call_command("migrate", verbosity=0)
    call_command("load_demo", if_empty=True)
except (CommandError, ImproperlyConfigured) as error:
    sys.exit(str(error))
