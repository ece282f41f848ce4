"""python -m exemplary"""

from exemplary.cli import main

main()
