#!/usr/bin/env python
"""Runs one command of the project; ``demo`` alone switches the demo mode on."""

import os
import sys


def main() -> None:
    """Hand the command line to Django. ``demo`` must say so before the settings are read."""
    if sys.argv[1:2] == ["demo"]:
        os.environ["GUIHANG_DEMO"] = "1"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
