"""`python -m rolecall` is `rolecall`."""

from rolecall.cli import main

main()
