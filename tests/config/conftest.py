"""What the tests of the roof share."""

import pytest

from tests.config.places import folders_in


@pytest.fixture
def out(settings, tmp_path):
    """A folder for backups; the site's own files lie beside it."""
    for name, folder in folders_in(tmp_path / "site").items():
        setattr(settings, name, folder)
    (tmp_path / "backups").mkdir()
    return tmp_path / "backups"
