"""`python -m tabsched` is the command `tabsched`."""

import sys

from tabsched.cli import main

sys.exit(main())
