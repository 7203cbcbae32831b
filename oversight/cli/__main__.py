"""Let ``python -m oversight.cli`` run the command line."""

import sys

from oversight.cli import main

sys.exit(main())
