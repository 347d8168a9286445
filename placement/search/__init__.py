"""Vacancies by words, with facets whose counts are exact."""
