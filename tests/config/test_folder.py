"""Where the database lies."""

import os
import stat
import subprocess
import sys

import pytest
from django.conf import settings


@pytest.mark.skipif(os.name != "posix", reason="modes are of POSIX")
def test_a_folder_that_the_site_makes_is_its_own(tmp_path):
    made = tmp_path / "site"

    subprocess.run(
        [sys.executable, "-c", "import config.settings"],
        cwd=settings.BASE_DIR,
        env={**os.environ, "GUIHANG_VAR": str(made), "PYTHONPATH": str(settings.BASE_DIR)},
        check=True,
    )

    assert stat.S_IMODE(made.stat().st_mode) == 0o700
