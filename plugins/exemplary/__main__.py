"""python -m exemplary"""

import sys

from exemplary.cli import main

sys.exit(main())
