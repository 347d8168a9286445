#!/usr/bin/env python
"""Runs one command of the project; ``demo`` switches the demo mode on, commands on files need no secrets."""

import os
import sys

# Files in, files out: they store nothing and open no database.
ON_FILES = ("match", "assess", "incentives")


def main() -> None:
    """Hand the command line to Django. ``demo`` must say so before the settings are read."""
    if sys.argv[1:2] == ["demo"]:
        os.environ["GUIHANG_DEMO"] = "1"
    if sys.argv[1:2] and sys.argv[1] in ON_FILES:
        from config.demo_secrets import lend_for_one_run

        lend_for_one_run()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
