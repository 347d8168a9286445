#!/usr/bin/env python
"""Runs one command of the project; ``demo`` alone switches the demo mode on, ``match`` alone needs no secrets."""

import os
import sys


def main() -> None:
    """Hand the command line to Django. ``demo`` must say so before the settings are read."""
    if sys.argv[1:2] == ["demo"]:
        os.environ["GUIHANG_DEMO"] = "1"
    if sys.argv[1:2] == ["match"]:  # files in, files out: it stores nothing and opens no database
        from config.demo_secrets import lend_for_one_run

        lend_for_one_run()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
