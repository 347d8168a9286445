"""营业执照: where scans of licences lie, encrypted."""

from people.vault import SealedFiles

LICENCE_FILES = SealedFiles("LICENCES_DIR")
