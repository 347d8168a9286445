"""The work of this app that outlives a request; registering it is the effect."""

from employers import import_vacancies, letters, licences, verify  # noqa: F401
