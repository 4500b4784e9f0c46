"""Starts RoleCall's web page: `python app.py`, or `rolecall serve` with options."""

from rolecall.cli import main

if __name__ == "__main__":
    main(["serve"])
