"""The addresses of vacancies: what goes out and what comes in share them."""

from ninja import Router

vacancies = Router(tags=["岗位"])
