"""Addresses of the registers, in the name space of ``figures``."""

from django.urls import path

from figures.desk import registers

urlpatterns = [
    path("registers/", registers.listing, name="registers"),
    path("registers/<slug:code>/", registers.register, name="register"),
    path("registers/<slug:code>/sheet/", registers.sheet, name="register_sheet"),
    path("registers/<slug:code>/excel/", registers.excel, name="register_excel"),
]
