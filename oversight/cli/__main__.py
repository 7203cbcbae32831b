"""Let ``python -m oversight.cli`` run the command line."""

import sys

from oversight.cli import main

if __name__ == "__main__":
    sys.exit(main())
