"""`python -m svenner`: the command line."""

import sys

from svenner.cli import main

if __name__ == "__main__":
    sys.exit(main())
