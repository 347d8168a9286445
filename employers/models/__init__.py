"""Enterprises, their vacancies, and lists that were uploaded."""

from employers.models.enterprise import Enterprise
from employers.models.upload import Upload
from employers.models.vacancy import Datum, State, Vacancy
from employers.models.vacancy_event import VacancyEvent

__all__ = ["Datum", "Enterprise", "State", "Upload", "Vacancy", "VacancyEvent"]
