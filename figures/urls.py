"""Addresses of the month's figures."""

from django.urls import include, path

from figures.desk import closing, figure, month, rows, sheets

app_name = "figures"
urlpatterns = [
    path("", include("figures.register_urls")),
    path("figures/", month.overview, name="month"),
    path("figures/all/", month.every, name="all"),
    path("figures/count/", closing.count, name="count"),
    path("figures/close/", closing.close, name="close"),
    path("figures/sheet/", sheets.sheet, name="sheet"),
    path("figures/excel/", sheets.excel, name="excel"),
    # Codes of figures have a dot; the words above have none.
    path("figures/<str:code>/", figure.page, name="figure"),
    path("figures/<str:code>/rows/", rows.page, name="rows"),
]
