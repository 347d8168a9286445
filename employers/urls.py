"""Addresses of firms and vacancies on the desk."""

app_name = "employers"
urlpatterns: list = []
